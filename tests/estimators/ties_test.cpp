// Inputs with few values: scores against the values that enumeration gives, and never the order of the points.
#include "analysis/scores.h"
#include "support/dice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace comity::analysis {
namespace {

using Eigen::Index;
using Function = std::function<double(const Eigen::ArrayXd&)>;

const Resampling kWithout{1, 0, 0.95};
constexpr Score kFirstOrder[] = {Score::rank_first, Score::rbd_fast};

// Every combination of so many values of each input, the last varying fastest; input j has the values 0, 1, ...
GivenRuns grid_of(const std::vector<Index>& values, const Function& function) {
  Index rows = 1;
  for (const Index count : values) rows *= count;
  GivenRuns runs{Eigen::ArrayXXd(rows, static_cast<Index>(values.size())), Eigen::ArrayXd(rows)};
  for (Index row = 0; row < rows; ++row) {
    Index rest = row;
    for (std::size_t j = values.size(); j-- > 0; rest /= values[j])
      runs.inputs(row, static_cast<Index>(j)) = static_cast<double>(rest % values[j]);
    runs.outputs[row] = function(runs.inputs.row(row));
  }
  return runs;
}

// Var(E[Y | X_j]) / Var(Y) by enumeration.
double exact_first(const GivenRuns& runs, Index input) {
  std::map<double, std::pair<double, double>> levels;
  for (Index row = 0; row < runs.outputs.size(); ++row) {
    auto& [sum, count] = levels[runs.inputs(row, input)];
    sum += runs.outputs[row];
    count += 1.0;
  }
  const double mean = runs.outputs.mean();
  double between = 0.0;
  for (const auto& [value, level] : levels)
    between += level.second * (level.first / level.second - mean) * (level.first / level.second - mean);
  return between / (runs.outputs - mean).square().sum();
}

GivenRuns shuffled(const GivenRuns& runs, std::uint32_t seed) {
  test::Dice dice(seed);
  std::vector<Index> rows(static_cast<std::size_t>(runs.outputs.size()));
  std::iota(rows.begin(), rows.end(), Index{0});
  for (std::size_t i = rows.size() - 1; i > 0; --i)
    std::swap(rows[i], rows[static_cast<std::size_t>(dice.between(0, static_cast<int>(i)))]);
  return {runs.inputs(rows, Eigen::all), runs.outputs(rows)};
}

struct Grid {
  std::vector<Index> values;
  Function function;
};

std::vector<Grid> grids() {
  return {{{12, 12}, [](const Eigen::ArrayXd& x) { return x[0]; }},
          {{2, 3, 8}, [](const Eigen::ArrayXd& x) { return x[0] * x[2] + std::sin(x[1]); }},
          {{5, 2, 2, 3}, [](const Eigen::ArrayXd& x) { return x[0] == 2.0 ? 1.0 : x[1] - x[2] * x[3]; }},
          {{100, 3}, [](const Eigen::ArrayXd& x) { return std::cos(x[0]) * (x[1] - 1.0); }},
          {{4, 4, 4}, [](const Eigen::ArrayXd& x) { return std::fmod(x[0] + x[1] + x[2], 4.0); }}};
}

TEST(Ties, FirstOrderOfAWholeGridIsTheVarianceOfItsMeans) {
  for (const Grid& grid : grids()) {
    const GivenRuns runs = grid_of(grid.values, grid.function);
    for (const Score score : kFirstOrder) {
      const Scores found = estimate_scores(runs, score, kWithout);
      for (Index j = 0; j < runs.inputs.cols(); ++j)
        EXPECT_NEAR(found.inputs[static_cast<std::size_t>(j)].value, exact_first(runs, j), 1e-12)
            << runs.outputs.size() << " runs, input " << j;
    }
  }
}

TEST(Ties, AFactorWithoutInfluenceScoresZeroWithinItsInterval) {
  const GivenRuns runs = grid_of({12, 12}, [](const Eigen::ArrayXd& x) { return x[0]; });
  for (const Score score :
       {Score::rank_first, Score::rbd_fast, Score::spearman, Score::pearson, Score::src}) {
    const Bounded found = estimate_scores(runs, score, {}).inputs[1];
    EXPECT_NEAR(found.value, 0.0, 1e-12) << name_of(score);
    EXPECT_LE(found.low, 0.0) << name_of(score);
    EXPECT_GE(found.high, 0.0) << name_of(score);
  }
  EXPECT_TRUE(std::isnan(estimate_scores(runs, Score::prcc, {}).inputs[1].value));
  EXPECT_EQ(estimate_scores(runs, Score::pawn_max, {}).inputs[1].value, 0.0);
}

TEST(Ties, NoScoreDependsOnTheOrderOfThePoints) {
  test::Dice dice(5);
  GivenRuns runs = grid_of({6, 2, 12}, [](const Eigen::ArrayXd& x) { return x[0] * x[1]; });
  for (Index row = 0; row < runs.outputs.size(); ++row) {
    runs.outputs[row] += dice.within(0.0, 3.0);
    runs.inputs(row, 2) = dice.between(0, 60);  // ties, but many values
  }
  for (int score = 0; score <= static_cast<int>(Score::rank_first); ++score) {
    const Scores one = estimate_scores(runs, static_cast<Score>(score), kWithout);
    const Scores other = estimate_scores(shuffled(runs, 9), static_cast<Score>(score), kWithout);
    for (std::size_t j = 0; j < 3; ++j)
      EXPECT_NEAR(one.inputs[j].value, other.inputs[j].value, 1e-12) << score << " of input " << j;
  }
}

// Samples, not grids: right on average, so that chance within levels counts as none.
TEST(Ties, FirstOrderOfASampleIsRightOnAverage) {
  test::Dice dice(3);
  constexpr int kSamples = 400;
  double idle[2] = {0.0, 0.0};
  double busy[2] = {0.0, 0.0};
  for (int sample = 0; sample < kSamples; ++sample) {
    GivenRuns runs{Eigen::ArrayXXd(80, 3), Eigen::ArrayXd(80)};
    for (Index row = 0; row < 80; ++row) {
      runs.inputs(row, 0) = dice.between(0, 2);
      runs.inputs(row, 1) = dice.between(0, 15);
      runs.inputs(row, 2) = dice.within(0.0, 1.0);
      runs.outputs[row] =
          runs.inputs(row, 0) + std::sqrt(8.0) * runs.inputs(row, 2);  // variances 2/3 and 2/3
    }
    for (std::size_t i = 0; i < 2; ++i) {
      const Scores found = estimate_scores(runs, kFirstOrder[i], kWithout);
      busy[i] += found.inputs[0].value / kSamples;
      idle[i] += found.inputs[1].value / kSamples;
    }
  }
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(busy[i], 0.5, 0.015) << name_of(kFirstOrder[i]);
    EXPECT_NEAR(idle[i], 0.0, 0.02) << name_of(kFirstOrder[i]);
  }
}

// Ties of many values: the mean over all their orders, here by drawing orders.
TEST(Ties, NeighboursAmongTiesAreAveragedOverTheirOrders) {
  test::Dice dice(8);
  GivenRuns runs{Eigen::ArrayXXd(60, 1), Eigen::ArrayXd(60)};
  for (Index row = 0; row < 60; ++row) {
    runs.inputs(row, 0) = static_cast<double>(row / 3);  // twenty values of three runs
    runs.outputs[row] = std::sin(0.3 * static_cast<double>(row)) + dice.within(0.0, 1.0);
  }
  double sum = 0.0;
  constexpr int kOrders = 4000;
  for (std::uint32_t order = 0; order < kOrders; ++order) {
    const GivenRuns drawn = shuffled(runs, order);
    std::vector<Index> rows(60);
    std::iota(rows.begin(), rows.end(), Index{0});
    std::ranges::stable_sort(rows, {}, [&](Index row) { return drawn.inputs(row, 0); });
    const Eigen::ArrayXd centred = drawn.outputs(rows) - drawn.outputs.mean();
    double products = centred[59] * centred[0];
    for (Index i = 1; i < 60; ++i) products += centred[i - 1] * centred[i];
    sum += products / centred.square().sum() / kOrders;
  }
  EXPECT_NEAR(estimate_scores(runs, Score::rank_first, kWithout).inputs[0].value, sum, 0.005);
}

// Outputs of which the top level has all the large ones; each level is half or more away from all runs.
TEST(Ties, EveryLevelIsASliceOfPawn) {
  const GivenRuns runs = grid_of({3, 30}, [](const Eigen::ArrayXd& x) { return 100.0 * x[0] + x[1]; });
  const Scores largest = estimate_scores(runs, Score::pawn_max, kWithout);
  const Scores middle = estimate_scores(runs, Score::pawn_median, kWithout);
  EXPECT_NEAR(largest.inputs[0].value, 2.0 / 3.0, 1e-12);  // lowest and highest; the middle one 1/3
  EXPECT_NEAR(middle.inputs[0].value, 2.0 / 3.0, 1e-12);
  const Scores mean = estimate_scores(runs, Score::pawn_mean, kWithout);
  EXPECT_NEAR(mean.inputs[0].value, 5.0 / 9.0, 1e-12);
}

TEST(Ties, PawnHasNoInterval) {
  const GivenRuns runs = grid_of({3, 30}, [](const Eigen::ArrayXd& x) { return 100.0 * x[0] + x[1]; });
  const Scores found = estimate_scores(runs, Score::pawn_max, {1, 100, 0.95});
  EXPECT_EQ(found.method, IntervalMethod::none);
  EXPECT_TRUE(std::isnan(found.inputs[0].low));
}

}  // namespace
}  // namespace comity::analysis
