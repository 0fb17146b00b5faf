#include "phases/amici.h"

#include "support/small_world.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

Case appeal_of(SmallWorld& small, double conflict_chance) {
  Case dispute;
  dispute.demand = small.demand(0, 0, 1);
  dispute.questions = 1;
  dispute.conflict_chance = conflict_chance;
  dispute.stage = Stage::appeal;
  dispute.stage_began = small.world.clock.begin;
  return dispute;
}

int total(const std::array<int, kAmicusKinds>& briefs) {
  return std::accumulate(briefs.begin(), briefs.end(), 0);
}

TEST(Amici, SharesOfEachSideSumToOne) {
  double provider = 0.0;
  double government = 0.0;
  double neutral = 0.0;
  for (std::size_t kind = 0; kind < kAmicusTable.size(); ++kind) {
    EXPECT_EQ(static_cast<std::size_t>(kAmicusTable[kind].kind), kind);
    provider += kAmicusTable[kind].provider;
    government += kAmicusTable[kind].government;
    neutral += kAmicusTable[kind].neutral;
  }
  EXPECT_NEAR(provider, 1.0, 1e-12);
  EXPECT_NEAR(government, 1.0, 1e-12);
  EXPECT_NEAR(neutral, 1.0, 1e-12);
}

TEST(Amici, SalienceRisesWithRevelationConflictAndSize) {
  const AmiciParameters amici;
  EXPECT_EQ(salience_of(amici, {}), 0.0);
  const double size = salience_of(amici, {false, 0.0, 0.25});
  const double conflict = salience_of(amici, {false, 1.0, 0.25});
  const double revelation = salience_of(amici, {true, 1.0, 0.25});
  EXPECT_LT(size, conflict);
  EXPECT_LT(conflict, revelation);
  EXPECT_NEAR(revelation, 1.0 - std::exp(-2.5), 1e-12);
}

TEST(Amici, OtherStatesComeOnlyInConflicts) {
  SmallWorld small;
  const auto foreign = static_cast<std::size_t>(AmicusKind::foreign_state);
  int without = 0;
  int with = 0;
  for (int number = 0; number < 200; ++number) {
    Case quiet = appeal_of(small, 0.0);
    Case conflict = appeal_of(small, 1.0);
    file_briefs(small.world, small.context, quiet);
    file_briefs(small.world, small.context, conflict);
    without += quiet.briefs_firm[foreign] + quiet.briefs_government[foreign];
    with += conflict.briefs_firm[foreign] + conflict.briefs_government[foreign];
  }
  EXPECT_EQ(without, 0);
  EXPECT_GT(with, 0);
}

TEST(Amici, BriefsAverageTheirExpectation) {
  SmallWorld small;
  const double exposure = exposure_of_others(small.world, small.context, 0, 0);
  const int cases = 2000;
  double sum = 0.0;
  double expected = 0.0;
  for (int number = 0; number < cases; ++number) {
    Case dispute = appeal_of(small, 1.0);
    file_briefs(small.world, small.context, dispute);
    sum += total(dispute.briefs_firm);
    expected = 0.0;
    for (const AmicusRow& row : kAmicusTable) {
      expected += expected_briefs(row, row.provider, {8.0, dispute.salience, exposure, 1.0});
    }
  }
  EXPECT_GT(expected, 1.0);
  const double variance = expected + expected * expected / 3.0;  // above that of the sum of the kinds
  EXPECT_NEAR(sum / cases, expected, 5 * std::sqrt(variance / cases));
  EXPECT_EQ(small.world.tally.value(Metric::briefs, 0) + small.world.tally.value(Metric::briefs, 1) +
                small.world.tally.value(Metric::briefs, 2) + small.world.tally.value(Metric::briefs, 3) +
                small.world.tally.value(Metric::briefs, 4) + small.world.tally.value(Metric::briefs, 5),
            sum);
}

TEST(Amici, BothSidesAndTheNeutralFileByTheirOwnShares) {
  SmallWorld small([](Config& config) {
    config.parameters.amici.government_share = 0.5;
    config.parameters.amici.neutral_share = 0.25;
  });
  const double exposure = exposure_of_others(small.world, small.context, 0, 0);
  const int cases = 2000;
  double government = 0.0;
  double neutral = 0.0;
  double expected_government = 0.0;
  double expected_neutral = 0.0;
  for (int number = 0; number < cases; ++number) {
    Case dispute = appeal_of(small, 1.0);
    file_briefs(small.world, small.context, dispute);
    government += total(dispute.briefs_government);
    neutral += dispute.briefs_neutral;
    const BriefScale scale{8.0, dispute.salience, exposure, 1.0};
    expected_government = expected_neutral = 0.0;
    for (const AmicusRow& row : kAmicusTable) {
      expected_government += expected_briefs(row, 0.5 * row.government, scale);
      expected_neutral += expected_briefs(row, 0.25 * row.neutral, scale);
    }
  }
  const auto near = [&](double sum, double expected) {
    const double variance = expected + expected * expected / 3.0;
    EXPECT_GT(expected, 0.1);
    EXPECT_NEAR(sum / cases, expected, 5 * std::sqrt(variance / cases));
  };
  near(government, expected_government);
  near(neutral, expected_neutral);
  double counted = 0.0;
  for (std::size_t kind = 0; kind < kAmicusTable.size(); ++kind) {
    counted += small.world.tally.value(Metric::briefs_government, kind);
  }
  EXPECT_EQ(counted, government);
}

TEST(Amici, ExposureIsTheOthersShareOfDataAbroad) {
  SmallWorld small;
  small.world.market.storage[1].col(0) = 0.25;
  small.world.market.storage[1].col(1) = 0.75;
  EXPECT_NEAR(exposure_of_others(small.world, small.context, 0, 0), 0.75, 1e-12);
  EXPECT_NEAR(exposure_of_others(small.world, small.context, 0, 1), 0.25, 1e-12);
}

TEST(Amici, BriefsPullByTheirLogarithm) {
  Case dispute;
  EXPECT_EQ(briefs_pull(dispute, 0.15), 0.0);
  dispute.briefs_firm[0] = 6;
  dispute.briefs_firm[1] = 4;
  EXPECT_NEAR(briefs_pull(dispute, 0.15), -0.15 * std::log(11.0), 1e-12);
  dispute.briefs_government[3] = 10;
  EXPECT_NEAR(briefs_pull(dispute, 0.15), 0.0, 1e-12);
  dispute.briefs_government[3] = 2;
  dispute.briefs_government[5] = 1;
  EXPECT_NEAR(briefs_pull(dispute, 0.15), -0.15 * (std::log(11.0) - std::log(4.0)), 1e-12);
  dispute.briefs_firm = {};
  EXPECT_NEAR(briefs_pull(dispute, 0.15), 0.15 * std::log(4.0), 1e-12);
}

TEST(Amici, AllBriefsAreCountedWhicheverTheirSide) {
  Case dispute;
  dispute.briefs_firm = {6, 4, 0, 0, 0, 1};
  dispute.briefs_government = {0, 0, 3, 0, 2, 0};
  dispute.briefs_neutral = 7;
  EXPECT_EQ(count_briefs(dispute), 11 + 5 + 7);
}

}  // namespace
}  // namespace comity
