#include "phases/arise.h"

#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace comity {
namespace {

TEST(Arise, ExpectsGrowthAndScale) {
  StateConfig state;
  state.demands = 1000.0;
  state.growth = 0.1;
  RunParameters run;
  run.scale = 0.5;
  const double begin = run.start + 2.0 * kDaysPerYear;
  const Clock clock{0, begin, begin + 7.0, 7.0 / kDaysPerYear};
  EXPECT_NEAR(expected_demands(clock, state, run), 1000.0 * std::exp(0.2) * 0.5 * 7.0 / kDaysPerYear, 1e-9);
}

TEST(Arise, MakesTheExpectedNumberOfDemands) {
  test::SmallWorld small([](Config& config) {
    config.states[0].demands = 50000.0;
    config.states[1].demands = 20000.0;
    for (StateConfig& state : config.states) state.growth = 0.0;
  });
  double count = 0.0;
  const int steps = 200;
  for (int k = 0; k < steps; ++k) {
    arise(small.world, small.context);
    count += static_cast<double>(small.world.arrivals.size());
    small.world.arrivals.clear();
    small.advance();
  }
  const double years = small.config.parameters.run.step_days / kDaysPerYear;
  const double expected = 70000.0 * years * steps;
  // Negative binomial: variance mean + mean^2 / k per step and state.
  const double per_step = 50000.0 * years;
  const double deviation = std::sqrt(steps * (per_step + per_step * per_step / 5.0) * 1.2);
  EXPECT_NEAR(count, expected, 5.0 * deviation);
}

TEST(Arise, DrawsSharesAsThePartsOfTheTable) {
  test::SmallWorld small([](Config& config) { config.states[0].demands = 200000.0; });
  double all = 0.0;
  double content = 0.0;
  double serious = 0.0;
  double away = 0.0;
  for (int k = 0; k < 20; ++k) {
    arise(small.world, small.context);
    for (const Demand& demand : small.world.arrivals) {
      if (demand.forum != 0) continue;
      all += 1.0;
      content += demand.kind == DataKind::content ? 1.0 : 0.0;
      serious += demand.serious ? 1.0 : 0.0;
      away += demand.residence != 0 ? 1.0 : 0.0;
    }
    small.world.arrivals.clear();
    small.advance();
  }
  const auto& parameters = small.config.parameters.arise;
  const auto near = [&](double count, double share) {
    EXPECT_NEAR(count / all, share, 5.0 * std::sqrt(share * (1.0 - share) / all));
  };
  near(content, parameters.content_share);
  near(serious, parameters.serious_share);
  near(away, parameters.away_share);
}

// Without the three effects the merit is standard normal; with them each demand's moves by its own.
TEST(Arise, MeritDependsOnTheProvidersHomeTheSubjectAndTheSitesLaw) {
  const auto with = [](double home, double abroad, double forbidden) {
    return [=](Config& config) {
      config.states[0].demands = 200000.0;
      config.parameters.arise.merit_home = home;
      config.parameters.arise.merit_abroad = abroad;
      config.parameters.arise.merit_forbidden = forbidden;
    };
  };
  test::SmallWorld plain(with(0.0, 0.0, 0.0));
  test::SmallWorld moved(with(0.5, 0.25, 0.125));
  arise(plain.world, plain.context);
  arise(moved.world, moved.context);
  const auto& demands = plain.world.arrivals;
  ASSERT_GT(demands.size(), 1000U);
  ASSERT_EQ(demands.size(), moved.world.arrivals.size());
  double sum[2] = {};
  double square = 0.0;
  double count[2] = {};
  for (std::size_t k = 0; k < demands.size(); ++k) {
    const bool at_home = demands[k].provider == demands[k].forum;  // Alpha is at home in Alba, Beta in Borea
    const LegalView& view = plain.world.views[k];
    const int site = plain.setup
                         .options[static_cast<std::size_t>(demands[k].provider)]
                                 [static_cast<std::size_t>(demands[k].option)]
                         .site;
    const double expected = (at_home ? 0.5 : 0.0) - (demands[k].residence != demands[k].forum ? 0.25 : 0.0) -
                            (view.bar_state == site ? 0.125 * static_cast<double>(view.bar_chance) : 0.0);
    const double merit = with_merit(plain.context, demands[k]).merit;
    EXPECT_NEAR(with_merit(moved.context, moved.world.arrivals[k]).merit - merit, expected, 1e-12);
    sum[at_home ? 1 : 0] += merit;
    square += merit * merit;
    count[at_home ? 1 : 0] += 1.0;
  }
  for (const int at_home : {0, 1}) {
    EXPECT_NEAR(sum[at_home] / count[at_home], 0.0, 5.0 / std::sqrt(count[at_home]));
  }
  const double all = count[0] + count[1];
  EXPECT_NEAR(square / all, 1.0, 5.0 * std::sqrt(2.0 / all));
}

TEST(Arise, AMeritIsDrawnOnceForAllPartsOfADemand) {
  test::SmallWorld small;
  arise(small.world, small.context);
  ASSERT_GT(small.world.arrivals.size(), 2U);
  const Demand& demand = small.world.arrivals[0];
  EXPECT_TRUE(demand.merit_open);
  const Demand whole = with_merit(small.context, demand);
  EXPECT_FALSE(whole.merit_open);
  Demand part = demand;
  part.part = 3;
  part.tried = 1;
  EXPECT_EQ(with_merit(small.context, part).merit, whole.merit);
  EXPECT_EQ(with_merit(small.context, whole).merit, whole.merit);
  EXPECT_NE(with_merit(small.context, small.world.arrivals[1]).merit - small.world.arrivals[1].merit,
            whole.merit - demand.merit);
}

TEST(Arise, KeepsDemandsWithinTheStepAndNumbersThem) {
  test::SmallWorld small([](Config& config) { config.states[0].demands = 50000.0; });
  arise(small.world, small.context);
  std::set<std::pair<int, std::uint32_t>> names;
  for (const Demand& demand : small.world.arrivals) {
    EXPECT_GE(demand.arisen, small.world.clock.begin);
    EXPECT_LT(demand.arisen, small.world.clock.end);
    EXPECT_TRUE(names.insert({demand.forum, demand.serial}).second);
  }
  EXPECT_EQ(small.world.arisen, small.world.arrivals.size());
}

TEST(Arise, ADemandDoesNotDependOnHowManyOthersThereAre) {
  test::SmallWorld few([](Config& config) { config.states[1].demands = 100.0; });
  test::SmallWorld many([](Config& config) { config.states[1].demands = 90000.0; });
  arise(few.world, few.context);
  arise(many.world, many.context);
  ASSERT_FALSE(few.world.arrivals.empty());
  for (std::size_t k = 0; k < few.world.arrivals.size() && few.world.arrivals[k].forum == 0; ++k) {
    EXPECT_EQ(few.world.arrivals[k].arisen, many.world.arrivals[k].arisen);
    EXPECT_EQ(with_merit(few.context, few.world.arrivals[k]).merit,
              with_merit(many.context, many.world.arrivals[k]).merit);
    EXPECT_EQ(few.world.arrivals[k].provider, many.world.arrivals[k].provider);
  }
}

TEST(Arise, InjectsTheFocalDemandOnItsDay) {
  test::SmallWorld small([](Config& config) {
    FocalConfig focal;
    focal.name = "the mailbox";
    focal.date = config.parameters.run.start + 9;
    focal.provider = 0;
    focal.site = 1;
    focal.residence = 1;
    focal.merit = 0.25;
    config.focals.push_back(focal);
  });
  const auto focal_count = [&] {
    int count = 0;
    for (const Demand& demand : small.world.arrivals) count += demand.focal == 0 ? 1 : 0;
    return count;
  };
  arise(small.world, small.context);
  EXPECT_EQ(focal_count(), 0);
  small.world.arrivals.clear();
  small.advance();
  arise(small.world, small.context);
  ASSERT_EQ(focal_count(), 1);
  const Demand& demand = small.world.arrivals.back();
  EXPECT_EQ(demand.merit, 0.25);
  EXPECT_EQ(demand.option, 1);
  EXPECT_EQ(demand.arisen, small.config.focals[0].date);
}

}  // namespace
}  // namespace comity
