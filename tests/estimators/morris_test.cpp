#include "analysis/morris.h"

#include "error.h"
#include "support/saltelli.h"
#include "table.h"

#include <array>
#include <cmath>
#include <numbers>

namespace comity::analysis {
namespace {

using Eigen::Index;

MorrisRuns morris_reference() {
  const Eigen::ArrayXXd table = test::read_table("morris_ishigami_N20_seed3.csv");
  return {(table.leftCols(3) + std::numbers::pi) / (2.0 * std::numbers::pi), table.col(3)};
}

constexpr double kLevel = 0.95;

// A trajectory from every point of a grid with `levels` per factor: each effect of the grid comes equally often.
MorrisRuns whole_grid(Index levels) {
  MorrisRuns runs{Eigen::ArrayXXd(4 * levels * levels * levels, 3),
                  Eigen::ArrayXd(4 * levels * levels * levels)};
  for (Index start = 0; start < levels * levels * levels; ++start) {
    std::array<Index, 3> at = {start % levels, start / levels % levels, start / levels / levels};
    for (Index step = 0; step <= 3; ++step) {
      const Index run = 4 * start + step;
      for (Index j = 0; j < 3; ++j)
        runs.points(run, j) =
            static_cast<double>(at[static_cast<std::size_t>(j)]) / static_cast<double>(levels - 1);
      runs.outputs[run] = test::ishigami(runs.points.row(run));
      if (step == 3) break;
      Index& moving = at[static_cast<std::size_t>(step)];
      moving += moving < levels / 2 ? levels / 2 : -levels / 2;
    }
  }
  return runs;
}

TEST(Morris, AgreesWithTheReferenceFile) {
  const MorrisEffects effects = estimate_morris(morris_reference(), kLevel);
  constexpr std::array<double, 3> kMu = {7.0791745013, -0.7875, 1.8746388310};
  constexpr std::array<double, 3> kStar = {7.0791745013, 7.875, 6.8736757137};
  constexpr std::array<double, 3> kSigma = {6.3789933386, 8.0390801222, 9.3127035638};
  ASSERT_EQ(effects.factors.size(), 3U);
  EXPECT_EQ(effects.trajectories, 20U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(effects.factors[i].mu.value, kMu[i], 1e-10);
    EXPECT_NEAR(effects.factors[i].mu_star.value, kStar[i], 1e-10);
    EXPECT_NEAR(effects.factors[i].sigma.value, kSigma[i], 1e-10);
  }
}

TEST(Morris, AgreesWithTheEnumerationOfTheGrid) {
  struct Case {
    Index levels;
    std::array<double, 3> mu, mu_star, sigma;
  };
  constexpr std::array<Case, 3> kCases = {
      {{4, {7.7040541116, 0, 0}, {7.7040541116, 7.875, 6.2487961033}, {6.2487961033, 7.875, 8.8371321978}},
       {6,
        {7.9899607676, 0, 0},
        {7.9899607676, 2.6871561330, 5.5428645348},
        {9.8879421101, 3.2910806925, 8.5428260313}},
       {8,
        {7.9591927841, 0, 0},
        {7.9591927841, 3.2308092795, 5.7235414555},
        {10.0205046049, 3.3605311611, 8.1716554863}}}};
  for (const Case& one : kCases) {
    const MorrisEffects effects = estimate_morris(whole_grid(one.levels), kLevel);
    const auto count = static_cast<double>(effects.trajectories);
    for (std::size_t i = 0; i < 3; ++i) {
      const MorrisFactor& factor = effects.factors[i];
      EXPECT_NEAR(factor.mu.value, one.mu[i], 1e-10) << one.levels << " levels, factor " << i;
      EXPECT_NEAR(factor.mu_star.value, one.mu_star[i], 1e-10) << one.levels << " levels, factor " << i;
      EXPECT_NEAR(factor.sigma.value * std::sqrt((count - 1.0) / count), one.sigma[i], 1e-10)
          << one.levels << " levels, factor " << i;
    }
  }
}

TEST(Morris, IntervalsAreThoseOfMeansOverTrajectories) {
  const MorrisEffects effects = estimate_morris(morris_reference(), kLevel);
  const MorrisFactor& second = effects.factors[1];
  constexpr double kStudent19 = 2.0930240544;  // 97.5 % quantile, 19 degrees of freedom
  const double half = kStudent19 * second.sigma.value / std::sqrt(20.0);
  EXPECT_LE(second.mu.low, second.mu.value - half + 1e-9);
  EXPECT_GE(second.mu.high, second.mu.value + half - 1e-9);
  EXPECT_LT(second.mu.high - second.mu.low, 2.2 * half);  // its effects are hardly skewed
  EXPECT_TRUE(std::isnan(second.mu_star.low));            // every effect of x2 is 7.875 in size
  EXPECT_TRUE(std::isnan(second.sigma.low));
}

// Two levels of which a step of two thirds of the grid reaches the other: the effect is that of the whole change.
TEST(Morris, EffectsDivideByTheChangeThatTheStepMade) {
  MorrisRuns runs{Eigen::ArrayXXd(3, 2), Eigen::ArrayXd(3)};
  runs.points << 0.0, 0.25, 1.0, 0.25, 1.0, 0.75;
  runs.outputs << 2.0, 2.4, 1.4;
  const MorrisEffects effects = estimate_morris(runs, kLevel);
  EXPECT_NEAR(effects.factors[0].mu_star.value, 0.4, 1e-12);
  EXPECT_NEAR(effects.factors[1].mu.value, -2.0, 1e-12);
}

TEST(Morris, AFactorWhoseStepsChangeNothingHasNoEffect) {
  MorrisRuns runs{Eigen::ArrayXXd(3, 2), Eigen::ArrayXd(3)};
  runs.points << 0.0, 0.5, 1.0, 0.5, 1.0, 0.5;
  runs.outputs << 2.0, 2.4, 2.4;
  const MorrisEffects effects = estimate_morris(runs, kLevel);
  EXPECT_EQ(effects.factors[0].effects, 1U);
  EXPECT_EQ(effects.factors[1].effects, 0U);
  EXPECT_TRUE(std::isnan(effects.factors[1].mu_star.value));
}

TEST(Morris, DropsTrajectoriesWithAFailedRunAndCountsThem) {
  const MorrisRuns all = morris_reference();
  MorrisRuns holed = all;
  holed.outputs[0] = std::numeric_limits<double>::quiet_NaN();
  holed.outputs[3] = std::numeric_limits<double>::infinity();
  const MorrisEffects effects = estimate_morris(holed, kLevel);
  const MorrisEffects rest = estimate_morris({all.points.bottomRows(76), all.outputs.tail(76)}, kLevel);
  EXPECT_EQ(effects.failed, 1U);
  EXPECT_EQ(effects.trajectories, 19U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(effects.factors[i].mu.value, rest.factors[i].mu.value);
}

TEST(Morris, RefusesRunsThatAreNoTrajectories) {
  const MorrisRuns all = morris_reference();
  MorrisRuns swapped = all;
  swapped.points.row(1).swap(swapped.points.row(2));
  EXPECT_THROW(estimate_morris(swapped, kLevel), Error);
  EXPECT_THROW(estimate_morris({all.points.topRows(79), all.outputs.head(79)}, kLevel), Error);
  MorrisRuns failed = all;
  failed.outputs = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(estimate_morris(failed, kLevel), Error);
}

}  // namespace
}  // namespace comity::analysis
