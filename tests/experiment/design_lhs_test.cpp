// Latin hypercubes: one point in every slice, growth by doubling, and wider spread when asked for.
#include "design/design_points.h"
#include "experiment/plans.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

Design hypercube(int points, int maximin = 0, int seed = 1) {
  SweepPlan plan = unit_plan(DesignKind::lhs, 5);
  plan.points = points;
  plan.maximin = maximin;
  plan.seed = seed;
  return make_design(plan);
}

double nearest_two(const Design& design) {
  double least = 1e9;
  for (std::size_t i = 0; i < design.points.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double square = 0.0;
      for (std::size_t d = 0; d < design.factors.size(); ++d) {
        const double apart = design.points[i].values[d] - design.points[j].values[d];
        square += apart * apart;
      }
      least = std::min(least, square);
    }
  }
  return std::sqrt(least);
}

class Hypercube : public testing::TestWithParam<int> {};

TEST_P(Hypercube, HasOnePointInEverySliceOfEveryFactor) {
  const int n = GetParam();
  for (const int maximin : {0, 20}) {
    const Design design = hypercube(n, maximin);
    ASSERT_EQ(design.points.size(), static_cast<std::size_t>(n));
    for (std::size_t d = 0; d < 5; ++d) {
      std::set<int> slices;
      for (const auto& point : design.points) slices.insert(static_cast<int>(point.values[d] * n));
      EXPECT_EQ(slices.size(), static_cast<std::size_t>(n)) << "factor " << d;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, Hypercube, testing::Values(1, 2, 7, 64, 100, 150));

TEST(LhsDesign, KeepsItsPointsToTheBitWhenDoubled) {
  for (const int maximin : {0, 10}) {
    const Design small = hypercube(25, maximin);
    for (const int n : {50, 100, 800}) {
      const Design large = hypercube(n, maximin);
      for (std::size_t i = 0; i < small.points.size(); ++i) {
        EXPECT_EQ(large.points[i].values, small.points[i].values) << n << " points, point " << i;
      }
    }
  }
}

TEST(LhsDesign, HasNearestPointsFartherApartWithMaximin) {
  double plain = 0.0;
  double spread = 0.0;
  for (int seed = 0; seed < 20; ++seed) {
    const double one = nearest_two(hypercube(31, 0, seed));
    const double best = nearest_two(hypercube(31, 50, seed));
    EXPECT_GE(best, one);
    plain += one / 20;
    spread += best / 20;
  }
  EXPECT_GT(spread, 1.3 * plain);
}

TEST(LhsDesign, HasOtherPointsForOtherSeeds) {
  std::set<double> firsts;
  for (int seed = 0; seed < 10; ++seed) firsts.insert(hypercube(7, 0, seed).points[0].values[0]);
  EXPECT_EQ(firsts.size(), 10U) << "seed 0 is a seed like any other";
}

TEST(LhsDesign, IsUniformAndUncorrelatedOnAverage) {
  double mean = 0.0;
  double product = 0.0;
  constexpr int seeds = 400;
  for (int seed = 0; seed < seeds; ++seed) {
    const std::vector<double> x = hypercube(12, 0, seed).points[8].values;
    mean += x[0] / seeds;
    product += (x[0] - 0.5) * (x[1] - 0.5) * 12 / seeds;
  }
  EXPECT_NEAR(mean, 0.5, 5 * std::sqrt(1.0 / 12 / seeds));
  EXPECT_NEAR(product, 0.0, 5 / std::sqrt(seeds));
}

TEST(LhsDesign, GivesTheSamePointsForEver) {
  EXPECT_EQ(hypercube(6).points[5].values,
            (std::vector<double>{0x1.204bc027aaaabp-2, 0x1.cfdca9b18p-1, 0x1.b7d4ad808p-1,
                                 0x1.5ae1a5d255555p-2, 0x1.85f0f4e52aaabp-1}));
}

TEST(LhsDesign, SpreadsLevelsAndWholeNumbersEvenly) {
  SweepPlan plan;
  plan.kind = DesignKind::lhs;
  plan.factors = {category_factor("choose.structure", {"nested", "plain", "other"}), real_factor("n", 3, 7)};
  plan.factors[1].kind = FactorKind::integer;
  plan.points = 30;
  const Design design = make_design(plan);
  std::vector<int> levels(3, 0);
  std::vector<int> numbers(8, 0);
  for (const auto& point : design.points) {
    ++levels[static_cast<std::size_t>(point.values[0])];
    ++numbers[static_cast<std::size_t>(point.values[1])];
  }
  EXPECT_EQ(levels, (std::vector<int>{10, 10, 10}));
  EXPECT_EQ(numbers, (std::vector<int>{0, 0, 0, 6, 6, 6, 6, 6}));
}

}  // namespace
}  // namespace comity
