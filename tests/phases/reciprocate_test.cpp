#include "phases/reciprocate.h"

#include "phases/occur.h"
#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace comity {
namespace {

using test::SmallWorld;

// Round numbers, whatever the defaults are.
ReciprocateParameters plain_reciprocate() {
  ReciprocateParameters reciprocate;
  reciprocate.restoring = 0.36;
  reciprocate.baseline = 0.85;
  reciprocate.affront = 0.02;
  return reciprocate;
}

TEST(Reciprocate, ReturnsToTheBaselineWithoutAffronts) {
  const ReciprocateParameters reciprocate = plain_reciprocate();
  EXPECT_DOUBLE_EQ(next_stance(reciprocate, 0.85, 0.0, 3.0), 0.85);
  EXPECT_NEAR(next_stance(reciprocate, 0.2, 0.0, 1.0), 0.85 - 0.65 * std::exp(-0.36), 1e-12);
  EXPECT_NEAR(next_stance(reciprocate, 0.2, 0.0, 1000.0), 0.85, 1e-12);
}

TEST(Reciprocate, SettlesWhereRestoringAndAffrontsBalance) {
  const ReciprocateParameters reciprocate = plain_reciprocate();
  EXPECT_NEAR(next_stance(reciprocate, 0.5, 100.0, 1000.0), 0.85 - 0.02 * std::log(101.0) / 0.36, 1e-12);
}

TEST(Reciprocate, DoesNotDependOnTheLengthOfTheStep) {
  const ReciprocateParameters reciprocate = plain_reciprocate();
  double stance = 0.7;
  for (int step = 0; step < 100; ++step) stance = next_stance(reciprocate, stance, 30.0, 0.01);
  EXPECT_NEAR(stance, next_stance(reciprocate, 0.7, 30.0, 1.0), 1e-12);
}

TEST(Reciprocate, FallsWithAffrontsAndStaysAStance) {
  ReciprocateParameters reciprocate = plain_reciprocate();
  double last = 1.0;
  for (double affronts = 0.0; affronts < 1e6; affronts = 2.0 * affronts + 1.0) {
    const double stance = next_stance(reciprocate, 0.8, affronts, 5.0);
    EXPECT_LE(stance, last);
    EXPECT_GE(stance, 0.0);
    last = stance;
  }
  reciprocate.restoring = 0.0;
  EXPECT_EQ(next_stance(reciprocate, 0.8, 1e6, 100.0), 0.0);
  EXPECT_NEAR(next_stance(reciprocate, 0.8, std::exp(1.0) - 1.0, 2.0), 0.76, 1e-12);
}

// One side takes data every week; only the other side's stance sours, whatever the step.
double stance_after_affronts(double step_days, int steps) {
  SmallWorld small([&](Config& config) {
    config.parameters.reciprocate = plain_reciprocate();
    config.parameters.run.step_days = step_days;
  });
  for (int step = 0; step < steps; ++step) {
    clear_step_accumulators(small.world);
    small.world.relations.affronts(1, 0) = step_days;
    reciprocate(small.world, small.context);
    EXPECT_DOUBLE_EQ(small.world.relations.stance(0, 1), 0.85);
    EXPECT_DOUBLE_EQ(small.world.relations.stance(0, 0), 1.0);
    small.advance();
  }
  return small.world.relations.stance(1, 0);
}

TEST(Reciprocate, SoursTheStanceOfTheWrongedOnly) {
  const double weekly = stance_after_affronts(7.0, 208);
  EXPECT_LT(weekly, 0.8);
  EXPECT_NEAR(stance_after_affronts(3.5, 416), weekly, 0.002);
  EXPECT_NEAR(stance_after_affronts(14.0, 104), weekly, 0.002);
}

TEST(Reciprocate, GoodwillFallsWithWhatTheOtherTook) {
  for (const double licence : {0.0, 0.2}) {
    SmallWorld small([&](Config& config) { config.parameters.reciprocate.licence = licence; });
    small.world.clock.seen = 1.0;
    small.world.relations.affront_rate(1, 0) = 99.0;
    reciprocate(small.world, small.context);
    const auto& relations = small.world.relations;
    EXPECT_NEAR(relations.goodwill(1, 0), relations.stance(1, 0) * std::pow(100.0, -licence), 1e-12);
    EXPECT_EQ(relations.goodwill(0, 1), relations.stance(0, 1));
  }
}

TEST(Reciprocate, ReactiveMovesComeOutWrongByError) {
  ReciprocateParameters reciprocate;
  reciprocate.generosity = 0.25;
  reciprocate.error = 0.1;
  EXPECT_DOUBLE_EQ(cooperation_probability(reciprocate, true), 0.9);
  EXPECT_DOUBLE_EQ(cooperation_probability(reciprocate, false), 0.25 * 0.9 + 0.75 * 0.1);
}

void react_without_error(Config& config) {
  ReciprocateParameters& reciprocate = config.parameters.reciprocate;
  reciprocate.structure = 1;  // reactive
  reciprocate.error = reciprocate.generosity = 0.0;
  reciprocate.period_days = 28.0;
  reciprocate.tolerance = 100.0;
}

void live_weeks(SmallWorld& small, int weeks, double affronts) {
  for (int week = 0; week < weeks; ++week) {
    clear_step_accumulators(small.world);
    small.world.relations.affronts(0, 1) = affronts;
    reciprocate(small.world, small.context);
    small.advance();
  }
}

// Borea takes data from Alba. What Alba tolerates is 100 a year, 7.7 in a period.
TEST(Reciprocate, ReactiveStatesAnswerAffrontsAndThenEachOther) {
  SmallWorld small(react_without_error);
  const Eigen::ArrayXXd& stance = small.world.relations.stance;
  EXPECT_TRUE((stance == 1.0).all());
  live_weeks(small, 4, 1.0);
  EXPECT_TRUE((stance == 1.0).all());  // 4 in the period
  live_weeks(small, 3, 3.0);
  EXPECT_TRUE((stance == 1.0).all());  // the period is not over
  live_weeks(small, 1, 3.0);
  EXPECT_EQ(stance(0, 1), 0.0);  // 12 in the period
  EXPECT_EQ(stance(1, 0), 1.0);  // had no reason yet
  live_weeks(small, 4, 0.0);
  EXPECT_EQ(stance(0, 1), 1.0);  // Borea's last move was 1
  EXPECT_EQ(stance(1, 0), 0.0);  // Alba's was 0
  EXPECT_EQ(stance(0, 0), 1.0);
}

TEST(Reciprocate, ReactiveMovesDoNotDependOnTheLengthOfTheStep) {
  const auto moves = [](double step_days, int steps) {
    SmallWorld small([&](Config& config) {
      react_without_error(config);
      config.parameters.reciprocate.error = 0.2;
      config.parameters.run.step_days = step_days;
    });
    std::vector<double> after;
    for (int step = 0; step < steps; ++step) {
      reciprocate(small.world, small.context);
      small.advance();
      const double days = small.world.clock.begin - small.config.parameters.run.start;
      if (std::fmod(days, 56.0) == 0.0) after.push_back(small.world.relations.stance(0, 1));
    }
    return after;
  };
  const auto weekly = moves(7.0, 800);
  ASSERT_EQ(weekly.size(), 100U);
  EXPECT_EQ(moves(3.5, 1600), weekly);
  EXPECT_EQ(moves(56.0, 100), weekly);  // two moves in a step
}

}  // namespace
}  // namespace comity
