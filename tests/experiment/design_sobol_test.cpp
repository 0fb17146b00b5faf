// Sobol' points and Saltelli's rows against published numbers, and what scrambling must keep.
#include "design/sobol.h"
#include "experiment/plans.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

// SciPy 1.10 qmc.Sobol(scramble=False) and SALib 1.5.1, 12 dimensions, first 16 points, times 16.
constexpr std::array<std::array<int, 12>, 16> kFirst = {{
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8},
    {12, 4, 4, 4, 12, 12, 4, 12, 12, 12, 12, 12},
    {4, 12, 12, 12, 4, 4, 12, 4, 4, 4, 4, 4},
    {6, 6, 10, 14, 6, 2, 6, 14, 14, 10, 14, 6},
    {14, 14, 2, 6, 14, 10, 14, 6, 6, 2, 6, 14},
    {10, 2, 14, 10, 10, 14, 2, 2, 2, 6, 2, 10},
    {2, 10, 6, 2, 2, 6, 10, 10, 10, 14, 10, 2},
    {3, 5, 15, 7, 9, 5, 7, 15, 15, 5, 11, 1},
    {11, 13, 7, 15, 1, 13, 15, 7, 7, 13, 3, 9},
    {15, 1, 11, 3, 5, 9, 3, 3, 3, 9, 7, 13},
    {7, 9, 3, 11, 13, 1, 11, 11, 11, 1, 15, 5},
    {5, 3, 5, 9, 15, 7, 1, 1, 1, 15, 5, 7},
    {13, 11, 13, 1, 7, 15, 9, 9, 9, 7, 13, 15},
    {9, 7, 1, 13, 3, 11, 5, 13, 13, 3, 9, 11},
    {1, 15, 9, 5, 11, 3, 13, 5, 5, 11, 1, 3},
}};

TEST(SobolDesign, GivesTheFirstPointsOfSciPyAndSALib) {
  SweepPlan plan = unit_plan(DesignKind::sobol, 12);
  plan.points = 16;
  const Design design = make_design(plan);
  ASSERT_EQ(design.points.size(), 16U);
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t d = 0; d < 12; ++d)
      EXPECT_EQ(design.points[i].values[d] * 16, kFirst[i][d]) << i << " " << d;
  }
}

// The same, index 12345 in 40 dimensions, columns 1, 2, 6, 11, 21 and 40, times 2^14.
TEST(SobolDesign, GivesAFarPointOfSciPy) {
  SweepPlan plan = unit_plan(DesignKind::sobol, 40);
  plan.points = 12346;
  const Design design = make_design(plan);
  const std::vector<double>& x = design.points[12345].values;
  EXPECT_EQ((std::vector<double>{x[0], x[1], x[5], x[10], x[20], x[39]}),
            (std::vector<double>{10501 * 0x1p-14, 13327 * 0x1p-14, 965 * 0x1p-14, 1217 * 0x1p-14,
                                 3265 * 0x1p-14, 15535 * 0x1p-14}));
}

// All 3667 dimensions of points 1, 2, 4, … 131072: the sum was made from the table of direction numbers in SciPy 1.10
// (new-joe-kuo-6.21201) with the recurrence of Joe and Kuo 2008.
TEST(Sobol, AgreesWithTheTableOfJoeAndKuoInAllDimensions) {
  std::uint64_t hash = 0;
  walk_sobol(kSobolDimensions, (1U << 17) + 1, [&](std::uint32_t index, auto bits) {
    if (!std::has_single_bit(index)) return;
    for (const std::uint32_t word : bits) hash = hash * 1000003U + word;
  });
  EXPECT_EQ(hash, 4470001736568094720U);
}

/// Whether equally many points of a scramble lie in each slice of a dimension.
bool is_balanced(const Design& design, std::pair<std::size_t, std::uint32_t> dimension_and_scramble,
                 int slices) {
  std::vector<int> counts(static_cast<std::size_t>(slices), 0);
  for (const auto& point : design.points) {
    if (point.scramble != dimension_and_scramble.second) continue;
    ++counts[static_cast<std::size_t>(point.values[dimension_and_scramble.first] * slices)];
  }
  return std::all_of(counts.begin(), counts.end(), [&](int count) { return count == counts[0]; });
}

TEST(SobolDesign, HasOnePointInEverySliceBareAndScrambled) {
  for (const int scrambles : {0, 3}) {
    SweepPlan plan = unit_plan(DesignKind::sobol, 20);
    plan.points = 256;
    plan.scrambles = scrambles;
    const Design design = make_design(plan);
    ASSERT_EQ(design.points.size(), 256U * static_cast<std::size_t>(std::max(1, scrambles)));
    for (std::size_t d = 0; d < 20; ++d) {
      for (std::uint32_t scramble = 0; scramble < static_cast<std::uint32_t>(std::max(1, scrambles));
           ++scramble) {
        EXPECT_TRUE(is_balanced(design, {d, scramble}, 256)) << d << " " << scramble;
      }
    }
  }
}

// The first two coordinates are a (0, 2)-sequence in base 2: every box of area 1/N holds one of N points.
TEST(SobolDesign, FillsEveryBoxOfTheFirstTwoCoordinatesScrambledToo) {
  SweepPlan plan = unit_plan(DesignKind::sobol, 2);
  plan.points = 64;
  plan.scrambles = 2;
  const Design design = make_design(plan);
  for (int wide = 1; wide <= 64; wide *= 2) {
    for (std::uint32_t scramble = 0; scramble < 2; ++scramble) {
      std::set<std::pair<int, int>> boxes;
      for (const auto& point : design.points) {
        if (point.scramble != scramble) continue;
        boxes.insert(
            {static_cast<int>(point.values[0] * wide), static_cast<int>(point.values[1] * (64.0 / wide))});
      }
      EXPECT_EQ(boxes.size(), 64U) << "boxes of width 1/" << wide;
    }
  }
}

TEST(OwenScrambling, KeepsTheSharedBitsOfTwoNumbersAndNoMore) {
  const RandomKey key{7, 3};
  for (std::uint32_t shared = 0; shared < 32; ++shared) {
    const std::uint32_t a = 0x5ac35ac3U;
    const std::uint32_t b = a ^ (0x80000000U >> shared);
    const std::uint32_t apart = scramble_owen(a, key, 4) ^ scramble_owen(b, key, 4);
    ASSERT_NE(apart, 0U);
    EXPECT_EQ(static_cast<std::uint32_t>(std::countl_zero(apart)), shared);
  }
}

/// How often bit `level` of two numbers, of which the first bits differ in one, is flipped alike, over many scrambles.
int flipped_alike(std::uint32_t number, std::uint32_t other, int level) {
  int alike = 0;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const std::uint32_t one = number ^ scramble_owen(number, {2, i}, 1);
    const std::uint32_t two = other ^ scramble_owen(other, {2, i}, 1);
    if (((one ^ two) >> (31 - level) & 1U) == 0) ++alike;
  }
  return alike;
}

TEST(OwenScrambling, FlipsABitByACoinOfTheBitsBeforeIt) {
  constexpr std::uint32_t number = 0x5ac35ac3U;
  for (const int level : {3, 6, 7, 13, 14, 27, 28, 31}) {
    for (const int changed : {0, level / 2, level - 1}) {
      const int alike = flipped_alike(number, number ^ (0x80000000U >> changed), level);
      EXPECT_NEAR(alike, 2000, 5 * 31.7) << "bit " << level << " after a change of bit " << changed;
    }
    const int alike = flipped_alike(number, number ^ (0x80000000U >> level), level);
    EXPECT_EQ(alike, 4000) << "the bit itself and those after it do not count";
  }
}

TEST(OwenScrambling, SpreadsTheOriginEvenlyOverScrambles) {
  double mean = 0.0;
  double square = 0.0;
  constexpr std::uint32_t n = 20000;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double place = scramble_owen(0, {1, i}, 2) * 0x1p-32;
    mean += place / n;
    square += place * place / n;
  }
  EXPECT_NEAR(mean, 0.5, 5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(square, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / n));
}

TEST(SobolDesign, HasOtherScramblesForOtherSeedsNumbersAndDimensions) {
  std::set<std::uint32_t> origins;
  for (const RandomKey key : {RandomKey{0, 0}, {1, 0}, {0, 1}}) {
    for (const std::uint32_t dimension : {0U, 1U}) origins.insert(scramble_owen(0, key, dimension));
  }
  EXPECT_EQ(origins.size(), 6U) << "seed 0 is a seed like any other";
}

TEST(SobolDesign, GivesTheSameScrambledPointsForEver) {
  SweepPlan plan = unit_plan(DesignKind::sobol, 2);
  plan.points = 2;
  plan.scrambles = 1;
  const Design design = make_design(plan);
  EXPECT_EQ(design.points[1].values, (std::vector<double>{0x1.15b9bd26p-2, 0x1.ce1dfee9p-1}));
}

// SALib's order for D = 3, base point 2 of the bare sequence (.75 .25 .25 | .25 .75 .75).
TEST(SaltelliDesign, HasTheRowsOfSALibInItsOrder) {
  SweepPlan plan = unit_plan(DesignKind::saltelli, 3);
  plan.points = 3;
  plan.second_order = true;
  const Design design = make_design(plan);
  ASSERT_EQ(design.points.size(), 24U);
  const std::vector<std::pair<std::string, std::vector<double>>> expected = {
      {"A", {.75, .25, .25}},   {"AB1", {.25, .25, .25}}, {"AB2", {.75, .75, .25}}, {"AB3", {.75, .25, .75}},
      {"BA1", {.75, .75, .75}}, {"BA2", {.25, .25, .75}}, {"BA3", {.25, .75, .25}}, {"B", {.25, .75, .75}}};
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(design.points[16 + i].role, expected[i].first);
    EXPECT_EQ(design.points[16 + i].values, expected[i].second) << expected[i].first;
    EXPECT_EQ(design.points[16 + i].block, 2U);
  }
}

TEST(SaltelliDesign, HasNoRowsBAForFirstAndTotalOrderAlone) {
  SweepPlan plan = unit_plan(DesignKind::saltelli, 3);
  plan.points = 8;
  plan.scrambles = 4;
  const Design design = make_design(plan);
  EXPECT_EQ(design.points.size(), 8U * 4 * 5);
  EXPECT_EQ(count_points(plan), 8.0 * 4 * 5);
  EXPECT_EQ(design.points[4].role, "B");
  EXPECT_EQ(design.points[5].role, "A");
  EXPECT_EQ(design.points[5].block, 0U);
  EXPECT_EQ(design.points[5].scramble, 1U);
}

// First-order index of Ishigami's function by Saltelli 2010 (b) over 4096 scrambled points: 0.3139, 0.4424, 0.
TEST(SaltelliDesign, YieldsTheKnownIndicesOfIshigamisFunction) {
  constexpr double pi = 3.14159265358979323846;
  SweepPlan plan = unit_plan(DesignKind::saltelli, 3);
  for (auto& factor : plan.factors) factor = real_factor(factor.name, -pi, pi);
  plan.points = 4096;
  plan.scrambles = 1;
  const Design design = make_design(plan);
  const auto y = [&](std::size_t i) {
    const auto& x = design.points[i].values;
    return std::sin(x[0]) + 7 * std::sin(x[1]) * std::sin(x[1]) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
  };
  std::array<double, 3> first{};
  for (std::size_t base = 0; base < 4096; ++base) {
    for (std::size_t j = 0; j < 3; ++j) {
      const double f = y(5 * base);
      first[j] += y(5 * base + 4) * (y(5 * base + 1 + j) - f) / 4096 / 13.844587940719254;
    }
  }
  EXPECT_NEAR(first[0], 0.31390519114781146, 0.015);
  EXPECT_NEAR(first[1], 0.4424111447900409, 0.015);
  EXPECT_NEAR(first[2], 0.0, 0.015);
}

}  // namespace
}  // namespace comity
