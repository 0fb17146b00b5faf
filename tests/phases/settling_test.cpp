// Who yields in a dispute that is settled: by the court's log-odds at merit 0, worked out by hand, and the merit.
#include "phases/litigate.h"
#include "phases/precedent.h"
#include "support/disputes.h"

#include <gtest/gtest.h>

#include <array>

namespace comity {
namespace {

using test::kQuestion;
using test::ruling_of;
using test::SmallWorld;

constexpr std::array kRules = {1, 2};  // litigate.selection: lpg, priest_klein

// Both sides know the merit, so that every dispute is settled.
struct Settling : SmallWorld {
  explicit Settling(int rule)
      : SmallWorld([&](Config& scenario) {
          scenario.parameters.arise.noise = 0.0;
          scenario.parameters.litigate.selection = rule;
          scenario.parameters.litigate.merit_scale = 0.5;
          scenario.parameters.litigate.merit_base = 1.5;
          scenario.parameters.litigate.government_first = 0.9;
          scenario.states[0].courts.binding = 3.0;
        }) {}

  // Whether the provider yields in a dispute before court 0 about content in Borea with this merit.
  bool provider_yields(law::QuestionSet questions, double merit) {
    const double fulfilled = world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::fulfilled));
    const double dropped = world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::dropped));
    Demand made = demand(0, 0, 1);
    made.court = 0;
    made.merit = merit;
    open_case(world, context, made, {questions, false, 0.0});
    EXPECT_TRUE(world.cases.empty());
    const bool yields =
        world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::fulfilled)) == fulfilled + 1.0;
    EXPECT_EQ(world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::dropped)),
              dropped + (yields ? 0.0 : 1.0));
    EXPECT_EQ(world.tally.value(Metric::consented), 0.0);  // Borea was not asked
    return yields;
  }
};

// The merit counts once: the sides' estimates are added to log-odds of 1.5 + .9 at merit 0.
TEST(Settling, OnMeritTheProviderYieldsUnlessTheMeritOutweighsTheCourtsBase) {
  for (const int rule : kRules) {
    Settling small(rule);
    EXPECT_TRUE(small.provider_yields(0, 0.0));
    EXPECT_TRUE(small.provider_yields(0, -0.5 * 2.3));
    EXPECT_FALSE(small.provider_yields(0, -0.5 * 2.5));
  }
}

TEST(Settling, OnAnOpenQuestionPrecedentCounts) {
  for (const int rule : kRules) {
    Settling small(rule);  // prior .5: log-odds .9
    EXPECT_TRUE(small.provider_yields(1, -0.5 * 0.8));
    EXPECT_FALSE(small.provider_yields(1, -0.5 * 1.0));
    enter_ruling(small.world, small.context, ruling_of(small, 6, true));  // binds court 0: .9 - 3
    EXPECT_TRUE(small.provider_yields(1, 0.5 * 2.2));
    EXPECT_FALSE(small.provider_yields(1, 0.5 * 2.0));
    enter_ruling(small.world, small.context, ruling_of(small, 9, false));  // the apex, for the government
    EXPECT_TRUE(small.provider_yields(1, -0.5 * 2.0));
  }
}

TEST(Settling, WithoutAFilterEveryDisputeIsTried) {
  Settling small(0);
  Demand made = small.demand(0, 0, 1);
  open_case(small.world, small.context, made, {1, false, 0.0});
  EXPECT_EQ(small.world.cases.size(), 1U);
  EXPECT_EQ(small.world.ended, 0U);
}

}  // namespace
}  // namespace comity
