#include "phases/learn.h"

#include "phases/ending.h"
#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

TEST(Learn, CountsEveryAttemptOnce) {
  test::SmallWorld small([](Config& config) { config.parameters.learn.half_life = 1e9; });
  const double prior = small.config.parameters.learn.prior_count / 2.0;
  const Demand demand = small.demand(0, 0, 1);
  const int column = experience_context(demand) * kInstruments;
  end_demand(small.world, small.context, demand,
             {Fate::fulfilled, Instrument::order, true, demand.arisen + 30.0, false});
  for (int k = 0; k < 5; ++k) learn(small.world, small.context);
  EXPECT_NEAR(small.world.experience.wins(0, column), prior + 1.0, 1e-6);
}

TEST(Learn, HalvesExperienceInAHalfLife) {
  EXPECT_NEAR(kept_experience(5.0, 5.0), 0.5, 1e-15);
  EXPECT_NEAR(updated_count(12.0, 2.0, 0.5, 1.0), 8.0, 1e-15);
}

TEST(Learn, TwoHalfStepsForgetAsMuchAsOneWholeStep) {
  const double whole = kept_experience(0.02, 5.0);
  EXPECT_NEAR(kept_experience(0.01, 5.0) * kept_experience(0.01, 5.0), whole, 1e-15);
}

TEST(Learn, AveragesDelaysByCount) {
  test::SmallWorld small([](Config& config) { config.parameters.learn.half_life = 1e9; });
  small.world.experience.delay(0, 0) = 10.0;
  small.world.experience.wins(0, 0) = 2.0;
  small.world.experience.new_wins(0, 0) = 2.0;
  small.world.experience.new_delay(0, 0) = 60.0;  // two successes of 30 days
  learn(small.world, small.context);
  EXPECT_NEAR(small.world.experience.delay(0, 0), 20.0, 1e-6);
}

TEST(Learn, LearnsNothingWhenSwitchedOff) {
  test::SmallWorld small([](Config& config) { config.parameters.choose.learning = 2; });
  const double before = small.world.experience.wins(0, 0);
  small.world.experience.new_wins(0, 0) = 50.0;
  learn(small.world, small.context);
  EXPECT_EQ(small.world.experience.wins(0, 0), before);
}

// Twelve months halve what lies above one where something was learned; the first of the run ends in its fifth week.
TEST(Learn, BeliefsOfProvidersFadeTowardsOneAMonthAtATime) {
  test::SmallWorld small([](Config& config) { config.parameters.learn.half_life = 1.0; });
  Strategy& strategy = small.world.strategy;
  strategy.learned = {2};
  strategy.wins(0, 2) = 9.0;
  strategy.losses(1, 2) = 3.0;
  strategy.wins(0, 1) = 9.0;  // as nobody has learned it, it would not be there
  test::run_weeks(small, 4, learn);
  EXPECT_EQ(strategy.wins(0, 2), 9.0);
  test::run_weeks(small, 1, learn);
  EXPECT_NEAR(strategy.wins(0, 2), 1.0 + 8.0 * std::pow(0.5, 1.0 / 12.0), 1e-12);
  test::run_weeks(small, 48, learn);
  EXPECT_NEAR(strategy.wins(0, 2), 1.0 + 8.0 * 0.5, 1e-12);
  EXPECT_NEAR(strategy.losses(1, 2), 1.0 + 2.0 * 0.5, 1e-12);
  EXPECT_EQ(strategy.wins(1, 2), 1.0);
  EXPECT_EQ(strategy.wins(0, 1), 9.0);
}

TEST(Learn, AttractionFollowsRealisedPayoffs) {
  test::SmallWorld small([](Config& config) { config.parameters.choose.learning = 1; });
  for (int k = 0; k < 400; ++k) {
    small.world.experience.new_wins(0, 0) = 10.0;    // order: always succeeds, at once
    small.world.experience.new_losses(0, 3) = 10.0;  // voluntary: always fails
    learn(small.world, small.context);
  }
  EXPECT_NEAR(small.world.experience.attraction(0, 0), 1.0, 0.02);
  EXPECT_NEAR(small.world.experience.attraction(0, 3), 0.0, 0.02);
}

}  // namespace
}  // namespace comity
