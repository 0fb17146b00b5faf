#include "phases/stages.h"

#include "phases/hearing.h"
#include "phases/litigate.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "support/disputes.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::case_in;
using test::kQuestion;
using test::ruling_of;
using test::SmallWorld;

TEST(Stages, CertiorariNeedsASplitOrSalience) {
  SmallWorld small([](Config& config) {
    auto& litigate = config.parameters.litigate;
    litigate.certiorari_rate = 0.10;
    litigate.certiorari_rest = 0.01;
    litigate.certiorari_salient = 0.20;
  });
  Case dispute = case_in(small, 0, 6);
  const double now = small.world.clock.begin;
  EXPECT_EQ(certiorari_level(small.world, small.context, dispute, now), 0.0);
  dispute.briefs_firm[0] = 5;
  EXPECT_EQ(certiorari_level(small.world, small.context, dispute, now), 0.20);
  dispute.briefs_firm[0] = 0;
  enter_ruling(small.world, small.context, ruling_of(small, 6, true));
  enter_ruling(small.world, small.context, ruling_of(small, 7, false));
  EXPECT_EQ(certiorari_level(small.world, small.context, dispute, now + 30.0), 0.10);
  EXPECT_EQ(certiorari_level(small.world, small.context, dispute, now + 4.0 * kDaysPerYear), 0.01);
}

TEST(Stages, TheApexIsLikelierToDisagreeWithTheUnlikelyReading) {
  SmallWorld small([](Config& config) { config.parameters.litigate.judge_spread = 0.0; });
  Case dispute = case_in(small, 0, 6);
  dispute.accepted = 1;  // for the provider
  const double with_provider = disagreement_above(small.world, small.context, dispute);
  dispute.accepted = 0;
  const double with_government = disagreement_above(small.world, small.context, dispute);
  EXPECT_GT(with_provider, with_government);
  EXPECT_NEAR(with_provider + with_government, 1.0, 1e-12);  // nine judges cannot tie
}

TEST(Stages, ADeniedRehearingMakesNoPrecedent) {
  SmallWorld small([](Config& config) {
    auto& litigate = config.parameters.litigate;
    litigate.government_first = litigate.government_lower = 50.0;
    litigate.appeal_provider = litigate.en_banc_rate = 1.0;
    litigate.petition_rate = 0.0;
  });
  open_case(small.world, small.context, small.demand(0, 0, 1), {1, false, 0.0});
  bool reheard = false;
  while (!small.world.cases.empty()) {
    reheard = reheard || small.world.cases[0].stage == Stage::en_banc;
    litigate(small.world, small.context);
    small.advance();
  }
  EXPECT_TRUE(reheard);
  EXPECT_EQ(small.world.precedents.rulings.size(), 3U);  // motion, review, panel
  EXPECT_EQ(small.world.tally.value(Metric::rulings, 1), 1.0);
}

TEST(Stages, FinesRunWhileAnUnstayedOrderIsResisted) {
  for (const double stay_rate : {0.0, 1.0}) {
    SmallWorld small([&](Config& config) {
      config.parameters.litigate.government_first = config.parameters.litigate.government_lower = 50.0;
      config.parameters.litigate.appeal_provider = 1.0;
      config.parameters.litigate.petition_rate = 0.0;
      config.parameters.litigate.en_banc_rate = 0.0;
      config.parameters.respond.stay_rate = stay_rate;
      config.states[0].fine_per_day = 0.01;
    });
    open_case(small.world, small.context, small.demand(0, 0, 1), {1, false, 0.0});
    const double first = small.world.cases[0].due;
    double last = 0.0;
    while (!small.world.cases.empty()) {
      last = small.world.cases[0].due;
      litigate(small.world, small.context);
      small.advance();
    }
    EXPECT_NEAR(small.world.tally.value(Metric::fines, 0), stay_rate > 0.5 ? 0.0 : 0.01 * (last - first),
                1e-9);
    EXPECT_NEAR(small.world.tally.value(Metric::litigation_spend, 0), 3 * 1.1,
                1e-9);  // motion, review, appeal
  }
}

TEST(Stages, MarketsAbroadSeeFightsOverDataAbroad) {
  SmallWorld small;
  Demand demand = small.demand(0, 0, 1);
  demand.ready += 3.0;
  open_case(small.world, small.context, demand, {1, false, 0.0});
  open_case(small.world, small.context, small.demand(0, 1, 0), {0, false, 0.0});  // at home, on merit
  litigate(small.world, small.context);
  EXPECT_NEAR(small.world.market.fights(0, 1), 4.0 / kDaysPerYear, 1e-12);
  EXPECT_EQ(small.world.market.fights(0, 0), 0.0);
  EXPECT_EQ(small.world.market.fights(1, 1), 0.0);
}

TEST(Stages, PartiesOfOneMindSettle) {
  for (const int selection : {1, 2}) {
    SmallWorld small([&](Config& config) {
      config.parameters.litigate.selection = selection;
      config.parameters.arise.noise = 0.0;
    });
    for (int number = 0; number < 20; ++number) {
      Demand demand = small.demand(0, 0, 1);
      demand.merit = number < 10 ? 9.0 : -9.0;
      open_case(small.world, small.context, demand, {1, false, 0.0});
    }
    EXPECT_TRUE(small.world.cases.empty());
    EXPECT_EQ(small.world.ended, 20U);
    EXPECT_EQ(small.world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::fulfilled)), 10.0);
    EXPECT_EQ(small.world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::dropped)), 10.0);
    EXPECT_EQ(small.world.tally.value(Metric::challenges, 0), 0.0);
  }
}

}  // namespace
}  // namespace comity
