#include "analysis/worlds.h"

#include "analysis/world_shares.h"

#include "analysis/interval.h"
#include "missing.h"
#include "random/distributions.h"
#include "random/stream.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace comity::analysis::testing_analysis {
namespace {

// Runs of so many vectors and replicates: mean 1, these deviations between and within vectors; replicate r takes vector r mod N.
struct MadeRuns {
  std::vector<double> values;
  std::vector<std::size_t> world;
};

MadeRuns make_world_runs(std::size_t vectors, std::size_t replicates, double between, double within,
                         std::uint32_t seed) {
  Stream stream({seed, 78}, Purpose::resample, 0);
  std::vector<double> means;
  for (std::size_t i = 0; i < vectors; ++i) means.push_back(1.0 + between * draw_normal(stream));
  MadeRuns runs;
  for (std::size_t run = 0; run < vectors * replicates; ++run) {
    runs.world.push_back(run % vectors);
    runs.values.push_back(means[run % vectors] + within * draw_normal(stream));
  }
  return runs;
}

TEST(VarianceSplit, IsThatOfOneWayRandomEffects) {
  const std::vector<double> values = {1.0, 5.0, 3.0, 7.0, kMissing};
  const VarianceSplit split = split_variance(values, std::vector<std::size_t>{0, 1, 0, 1, 1}, 0.95);
  EXPECT_EQ(split.runs, 4U);
  EXPECT_EQ(split.vectors, 2U);
  EXPECT_DOUBLE_EQ(split.mean, 4.0);
  EXPECT_DOUBLE_EQ(split.chance, 2.0);     // both deviate by 1 from their mean: 4 / 2
  EXPECT_DOUBLE_EQ(split.ignorance, 7.0);  // mean square 16 between: (16 - 2) / 2
  EXPECT_DOUBLE_EQ(split.share.value, 7.0 / 9.0);
}

TEST(VarianceSplit, TakesUnequalNumbersOfRuns) {
  // n0 = (5 - (9 + 4) / 5) / 1 = 2.4; within (2 + .5) / 3; between 3 x .64 + 2 x 1.44 = 4.8 around the mean 3.2.
  const std::vector<double> values = {1.4, 2.4, 3.4, 3.9, 4.9};
  const VarianceSplit split = split_variance(values, std::vector<std::size_t>{0, 0, 0, 1, 1}, 0.95);
  EXPECT_NEAR(split.chance, 2.5 / 3.0, 1e-12);
  EXPECT_NEAR(split.ignorance, (4.8 - 2.5 / 3.0) / 2.4, 1e-12);
}

TEST(VarianceSplit, IsRightInTheMeanAlsoWithoutIgnorance) {
  double chance = 0.0;
  double ignorance = 0.0;
  double none = 0.0;
  double below = 0.0;
  std::size_t held = 0;
  constexpr std::uint32_t kSets = 200;
  for (std::uint32_t set = 0; set < kSets; ++set) {
    const MadeRuns runs = make_world_runs(60, 2, 0.5, 1.0, set);
    const VarianceSplit split = split_variance(runs.values, runs.world, 0.95);
    chance += split.chance / kSets;
    ignorance += split.ignorance / kSets;
    held += split.share.low <= 0.2 && split.share.high >= 0.2 ? 1 : 0;
    const MadeRuns alike = make_world_runs(60, 2, 0.0, 1.0, kSets + set);
    const VarianceSplit same = split_variance(alike.values, alike.world, 0.95);
    none += same.ignorance / kSets;
    below += same.ignorance < 0.0 ? 1.0 / kSets : 0.0;
    EXPECT_GE(same.share.value, 0.0);
  }
  EXPECT_NEAR(chance, 1.0, 0.04);
  EXPECT_NEAR(ignorance, 0.25, 0.04);  // the plain variance of the means would say .75
  EXPECT_NEAR(none, 0.0, 0.03);
  EXPECT_NEAR(below, 0.5, 0.12);
  EXPECT_GE(held, 180U);  // 190 of 200 but for binomial error
  EXPECT_LE(held, 199U);
}

TEST(VarianceSplit, DrawsTheBandOfWorldsTogetherByTheirChance) {
  const MadeRuns runs = make_world_runs(2000, 2, 0.5, 1.0, 3);
  const VarianceSplit split = split_variance(runs.values, runs.world, 0.95);
  EXPECT_NEAR(split.bands.worlds.high - split.bands.worlds.low, 2.0 * 1.645 * 0.5, 0.12);
  EXPECT_NEAR(split.bands.all_runs.high - split.bands.all_runs.low, 2.0 * 1.645 * std::sqrt(1.25), 0.15);
}

TEST(WorldBands, OfChanceIsAsWideAsChance) {
  const MadeRuns runs = make_world_runs(2000, 2, 0.5, 1.0, 3);
  const WorldBands bands = world_bands(runs.values, runs.world);
  EXPECT_NEAR(bands.chance.high - bands.chance.low, 2.0 * 1.645, 0.12);
  EXPECT_NEAR(bands.chance.median, 1.0, 0.06);
}

TEST(WorldBands, CoincideWhereWorldsAgree) {
  // Both worlds have the same skewed runs: the band of chance keeps their shape.
  const std::vector<double> values = {0.0, 0.0, 1.0, 1.0, 9.0, 9.0};
  const WorldBands bands = world_bands(values, std::vector<std::size_t>{0, 1, 0, 1, 0, 1});
  EXPECT_DOUBLE_EQ(bands.chance.low, bands.all_runs.low);
  EXPECT_DOUBLE_EQ(bands.chance.median, bands.all_runs.median);
  EXPECT_DOUBLE_EQ(bands.chance.high, bands.all_runs.high);
  EXPECT_DOUBLE_EQ(bands.worlds.low, bands.worlds.high);
}

TEST(WorldBands, OfChanceIsAPointWhereItDoesNothing) {
  const std::vector<double> values = {1.0, 2.0, 7.0, 1.0, 2.0, 7.0, kMissing};
  const WorldBands bands = world_bands(values, std::vector<std::size_t>{0, 1, 2, 0, 1, 2, 0});
  EXPECT_NEAR(bands.chance.low, 2.0, 1e-6);
  EXPECT_NEAR(bands.chance.high, 2.0, 1e-6);
  EXPECT_NEAR(bands.worlds.low, 1.1, 1e-6);  // quantiles of the worlds themselves, 1, 2 and 7
  EXPECT_NEAR(bands.worlds.high, 6.5, 1e-6);
}

TEST(WorldBands, OfChanceStayWithinTheRuns) {
  // Many worlds have no case, some have hundreds more or less: no run has less than none.
  std::vector<double> values;
  std::vector<std::size_t> world;
  for (std::size_t vector = 0; vector < 20; ++vector) {
    for (const double error : {-100.0, 100.0}) {
      values.push_back(vector % 2 == 0 ? 0.0 : 300.0 + error);
      world.push_back(vector);
    }
  }
  EXPECT_GE(world_bands(values, world).chance.low, 0.0);
}

TEST(VarianceSplit, SaysSoWhereItCannotBeMade) {
  const VarianceSplit one =
      split_variance(std::vector<double>{1.0, 2.0, 3.0}, std::vector<std::size_t>{0, 1, 2}, 0.95);
  EXPECT_TRUE(std::isnan(one.chance) && std::isnan(one.share.value) && std::isnan(one.bands.worlds.low) &&
              std::isnan(one.bands.chance.low));
  EXPECT_DOUBLE_EQ(one.bands.all_runs.median, 2.0);
  EXPECT_EQ(split_words(one),
            "3 runs, each in a world of its own, do not tell chance from ignorance: more replicates than "
            "worlds do");
  const VarianceSplit same =
      split_variance(std::vector<double>{1.0, 1.0, 1.0, 1.0}, std::vector<std::size_t>{0, 1, 0, 1}, 0.95);
  EXPECT_EQ(split_words(same), "the runs do not differ");
}

TEST(WorldShare, TakesChanceOut) {
  double shares = 0.0;
  double plain = 0.0;
  constexpr std::uint32_t kSets = 40;
  for (std::uint32_t set = 0; set < kSets; ++set) {
    const MadeRuns runs =
        make_world_runs(256, 2, 1.0, 2.0, 1000 + set);  // mean 1: above 0 in .841 of the worlds
    const WorldShare share = share_of_worlds(runs.values, runs.world, 0.95);
    EXPECT_FALSE(share.of_runs);
    shares += share.above.value / kSets;
    for (std::size_t vector = 0; vector < 256; ++vector)
      plain += runs.values[vector] + runs.values[vector + 256] > 0.0 ? 1.0 / 256.0 / kSets : 0.0;
  }
  EXPECT_NEAR(plain, normal_below(1.0 / std::sqrt(3.0)), 0.02);  // .718: the means of two runs alone
  EXPECT_NEAR(shares, normal_below(1.0), 0.025);
}

// Worlds that do not differ: whether the common difference is above 0 is not known where its mean is not told from 0.
TEST(WorldShare, OfWorldsThatDoNotDifferIsAsSureAsTheirMean) {
  const auto share_at = [](double mean) {
    std::vector<double> gaps;
    std::vector<std::size_t> world;
    for (std::size_t vector = 0; vector < 100; ++vector) {
      for (const double error : {-1.0, 1.0}) {  // every world the same: nothing lies between them
        gaps.push_back(mean + error);
        world.push_back(vector);
      }
    }
    return share_of_worlds(gaps, world, 0.95).above.value;
  };
  const double deviation = std::sqrt(2.0 / 2.0 / 100.0);  // of the mean of 100 worlds of two runs each
  EXPECT_NEAR(share_at(0.5 * deviation), normal_below(0.5), 1e-9);
  EXPECT_NEAR(share_at(-2.0 * deviation), normal_below(-2.0), 1e-9);
  EXPECT_DOUBLE_EQ(share_at(0.0), 0.5);
}

TEST(WorldShare, ThatChanceHasAPartInIsCalledSo) {
  const WorldShare share = share_of_worlds(std::vector<double>{1.0, -1.0, 2.0, 0.0, kMissing},
                                           std::vector<std::size_t>{0, 1, 2, 3, 4}, 0.95);
  EXPECT_TRUE(share.of_runs);
  EXPECT_DOUBLE_EQ(share.above.value, 2.5 / 4.0);
  const WorldShare sure =
      share_of_worlds(std::vector<double>{1.0, 1.0, 2.0, 2.0}, std::vector<std::size_t>{0, 0, 1, 1}, 0.95);
  EXPECT_FALSE(sure.of_runs);
  EXPECT_DOUBLE_EQ(sure.above.value, 1.0);
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
