// Values on days: linear between those given, growth beyond, and what starts before them.
#include "scenario/dated.h"

#include "phases/arise.h"
#include "phases/assist.h"
#include "random/elementary.h"
#include "support/play.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <vector>

namespace comity {
namespace {

constexpr Day kStart = day_of(2013, 1, 1);

StateConfig dated_state() {
  StateConfig state;
  state.demands = 300.0;
  state.growth = 0.2;
  state.users = 5.0;
  state.as_of = kStart;
  state.dated = {{day_of(2011, 1, 1), 4.0, 100.0, {}}, {day_of(2012, 1, 1), {}, 200.0, 60.0}};
  state.assistance_capacity = 30.0;
  return state;
}

TEST(Dated, IsLinearBetweenItsDatesAndConstantBeyond) {
  const std::vector<DatedValue> points = {{0, 1.0}, {10, 3.0}, {20, 2.0}};
  EXPECT_EQ(value_on(points, -5.0), 1.0);
  EXPECT_EQ(value_on(points, 0.0), 1.0);
  EXPECT_EQ(value_on(points, 5.0), 2.0);
  EXPECT_EQ(value_on(points, 15.0), 2.5);
  EXPECT_EQ(value_on(points, 99.0), 2.0);
}

TEST(Dated, DemandsGrowFromTheLastDateAndShrinkBeforeTheFirst) {
  const StateConfig state = dated_state();
  const auto on = [&](Day day) { return demands_on(state, kStart, day); };
  EXPECT_EQ(on(day_of(2011, 1, 1)), 100.0);
  EXPECT_NEAR(on(day_of(2011, 7, 2)), 150.0, 0.2);
  EXPECT_EQ(on(kStart), 300.0);
  EXPECT_NEAR(on(kStart + 3652), 300.0 * exp_same(0.2 * 3652 / kDaysPerYear), 1e-9);
  EXPECT_NEAR(on(day_of(2011, 1, 1) - 365), 100.0 * exp_same(-0.2 * 365 / kDaysPerYear), 1e-9);
}

TEST(Dated, ThePlainValueIsOfItsOwnDayWheneverTheRunStarts) {
  const StateConfig state = dated_state();
  EXPECT_EQ(demands_on(state, day_of(2011, 1, 1), kStart), 300.0);
  StateConfig undated = state;
  undated.dated.clear();
  undated.as_of = kNever;
  EXPECT_EQ(demands_on(undated, kStart + 1000, kStart + 1000), 300.0);
  EXPECT_NE(demands_on(state, kStart + 1000, kStart + 1000), 300.0);
}

TEST(Dated, CapacityFollowsItsDatesThroughTheRun) {
  Config config = test::small_config();
  config.states[0].assistance_capacity = 10.0;
  config.states[0].as_of = config.parameters.run.start;
  config.states[0].dated = {{config.parameters.run.start + 70, {}, {}, 20.0}};
  test::Play play(config);
  EXPECT_EQ(play.world.authorities[0].capacity, 10.0);
  play.steps(5);
  EXPECT_NEAR(play.world.authorities[0].capacity, 15.0, 1e-9);
  play.steps(20);
  EXPECT_NEAR(play.world.authorities[0].capacity, 20.0, 1e-9);
}

TEST(Dated, AShockBeforeTheStartLeavesWhatTrustHasNotRegained) {
  Config config = test::small_config();
  const TrustParameters& trust = config.parameters.trust;
  config.shocks = {{"leak", config.parameters.run.start - 730, 0, 0.4}};
  const test::Play play(config);
  const double left = 0.4 * exp_same(-trust.restoring * 730 / kDaysPerYear);
  EXPECT_NEAR(play.world.market.trust(0, 1), trust.initial * (1.0 - left), 1e-12);
  EXPECT_EQ(play.world.market.trust(0, 0), trust.initial);
  EXPECT_EQ(play.world.market.trust(1, 0), trust.initial);
  EXPECT_EQ(play.world.market.last_revelation, config.parameters.run.start - 730);
}

}  // namespace
}  // namespace comity
