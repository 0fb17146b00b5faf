#include "analysis/prim.h"
#include "missing.h"

#include "error.h"
#include "prim_cases.h"
#include "table.h"

#include <cmath>

namespace comity::analysis {
namespace {

using Eigen::Index;
using Kind = PrimColumn::Kind;
using test::count_inside;
using test::mixed;
using test::pasted_high;

PrimCases synthetic() {
  const Eigen::ArrayXXd table = test::read_table("prim_synth.csv");
  PrimCases cases;
  for (const char* name : {"a", "b", "c", "d"}) cases.columns.push_back({name, Kind::real, {}, ""});
  cases.values = table.leftCols(4);
  cases.interest = table.col(4);
  return cases;
}

void expect_limit(double limit, double quasi_p, double expected, double expected_p) {
  EXPECT_NEAR(limit, expected, 5e-13);
  ASSERT_EQ(std::isnan(quasi_p), std::isnan(expected_p));
  if (!std::isnan(expected_p)) {
    EXPECT_NEAR(quasi_p, expected_p, 5e-13);
  }
}

TEST(Prim, FollowsTheTrajectoryOfTheReference) {
  const Eigen::ArrayXXd expected = test::read_table("prim_synth_traj.csv");
  const PrimTrajectory trajectory = find_boxes(synthetic(), {});
  ASSERT_EQ(trajectory.steps.size(), static_cast<std::size_t>(expected.rows()));
  for (Index i = 0; i < expected.rows(); ++i) {
    SCOPED_TRACE(i);
    const PrimStep& step = trajectory.steps[static_cast<std::size_t>(i)];
    EXPECT_EQ(static_cast<double>(step.cases), expected(i, 1));
    EXPECT_EQ(static_cast<double>(step.interesting), expected(i, 2));
    EXPECT_NEAR(step.coverage, expected(i, 3), 5e-13);
    EXPECT_NEAR(step.density, expected(i, 4), 5e-13);
    EXPECT_NEAR(step.mass, expected(i, 5), 5e-13);
    EXPECT_EQ(static_cast<double>(step.restricted), expected(i, 6));
    for (Index column = 0; column < 4; ++column) {
      const auto c = static_cast<std::size_t>(column);
      const Index at = 7 + 4 * column;
      expect_limit(step.box[c].low, step.quasi_p[c].low, expected(i, at), expected(i, at + 2));
      expect_limit(step.box[c].high, step.quasi_p[c].high, expected(i, at + 1), expected(i, at + 3));
    }
  }
}

TEST(Prim, CountsOfEveryStepAreThoseOfItsBox) {
  for (const auto objective : {PrimObjective::lenient1, PrimObjective::lenient2, PrimObjective::original}) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
      const PrimCases cases = mixed(seed, 400, 0.15);
      const PrimTrajectory trajectory = find_boxes(cases, {0.1, 0.1, 0.05, objective});
      ASSERT_GT(trajectory.steps.size(), 3U);
      for (const PrimStep& step : trajectory.steps) {
        const auto [count, interesting] = count_inside(cases, step.box);
        EXPECT_EQ(step.cases, count);
        EXPECT_EQ(step.interesting, interesting);
      }
    }
  }
}

TEST(Prim, QuasiPTakesAwayOneLimit) {
  const PrimCases cases = mixed(4, 400, 0.15);
  const PrimTrajectory trajectory = find_boxes(cases, {});
  const PrimStep& step = trajectory.steps.back();
  const auto expected = [&](std::size_t column, const PrimRange& without) {
    std::vector<PrimRange> box = step.box;
    box[column] = without;
    const auto [count, interesting] = count_inside(cases, box);
    return binomial_tail(step.interesting, step.cases,
                         static_cast<double>(interesting) / static_cast<double>(count));
  };
  const std::vector<PrimRange>& all = trajectory.steps.front().box;
  EXPECT_DOUBLE_EQ(step.quasi_p[0].low, expected(0, all[0]));
  EXPECT_DOUBLE_EQ(step.quasi_p[1].low, expected(1, {all[1].low, step.box[1].high, {}}));
  EXPECT_DOUBLE_EQ(step.quasi_p[2].high, expected(2, {step.box[2].low, all[2].high, {}}));
  EXPECT_LT(step.quasi_p[0].low, 1e-5);
}

TEST(Prim, FindsTheBoxOfRealIntegerAndCategory) {
  const PrimCases cases = mixed(1, 4000, 0.0);
  const PrimTrajectory trajectory = find_boxes(cases, {});
  const PrimStep& last = trajectory.steps.back();
  EXPECT_EQ(last.box[0].kept, (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(last.box[1].low, -3.0);
  EXPECT_EQ(last.box[1].high, 9.0);
  EXPECT_NEAR(last.box[2].high, 6.0, 0.2);
  EXPECT_EQ(last.density, 1.0);
  EXPECT_GT(last.coverage, 0.95);
  EXPECT_EQ(last.restricted, 3U);
}

TEST(Prim, IntegerPeelGivesUpOneValueWhenTheQuantileIsTheLimit) {
  PrimCases cases;
  cases.columns = {{"n", Kind::integer, {}, ""}};
  cases.values.resize(10, 1);
  cases.values.col(0) << 1, 1, 1, 1, 2, 2, 3, 3, 3, 3;
  cases.interest.resize(10);
  cases.interest << 0, 0, 0, 0, 0, 0, 1, 1, 1, 1;
  const PrimTrajectory trajectory = find_boxes(cases, {});
  ASSERT_EQ(trajectory.steps.size(), 3U);
  EXPECT_EQ(trajectory.steps[1].box[0].low, 2.0);
  EXPECT_EQ(trajectory.steps[2].box[0].low, 3.0);
  EXPECT_EQ(trajectory.steps[2].cases, 4U);
}

TEST(Prim, TiesGoToTheFirstColumnAndItsUpperLimit) {
  PrimCases cases;
  cases.columns = {{"left", Kind::real, {}, ""}, {"right", Kind::real, {}, ""}};
  cases.values.resize(20, 2);
  cases.interest.resize(20);
  for (Index row = 0; row < 20; ++row) {
    cases.values(row, 0) = static_cast<double>(row);
    cases.values(row, 1) = static_cast<double>(row);
    cases.interest[row] = row == 0 || row == 19 ? 0.0 : 1.0;
  }
  const PrimTrajectory trajectory = find_boxes(cases, {});
  ASSERT_EQ(trajectory.steps.size(), 3U);
  EXPECT_NE(trajectory.steps[1].box[0].high, 19.0);
  EXPECT_EQ(trajectory.steps[1].box[1].high, 19.0);
  // A second limit of the same column rather than one of another.
  EXPECT_EQ(trajectory.steps[2].restricted, 1U);
}

TEST(Prim, PastesGrowTheBoxAndItsDensity) {
  std::size_t pastes = 0;
  std::size_t real = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const PrimCases cases = mixed(seed, 400, 0.15);
    const PrimTrajectory trajectory = find_boxes(cases, {});
    for (std::size_t i = 1; i < trajectory.steps.size(); ++i) {
      const PrimStep& before = trajectory.steps[i - 1];
      const PrimStep& after = trajectory.steps[i];
      if (after.cases <= before.cases) continue;
      ++pastes;
      EXPECT_GT(after.density, before.density);
      if (after.box[2].high == before.box[2].high) continue;
      ++real;
      EXPECT_EQ(after.box[2].high, pasted_high(cases, before, trajectory.steps.front().box[2], 2));
    }
  }
  EXPECT_GT(pastes, 10U);
  EXPECT_GT(real, 0U);
}

TEST(Prim, PastesLowerLimitsAsUpperOnesOfTheMirrorImage) {
  std::size_t pastes = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    PrimCases mirrored = mixed(seed, 400, 0.15);
    const PrimCases cases = mirrored;
    mirrored.values.col(2) *= -1.0;
    const std::vector<PrimStep> steps = find_boxes(mirrored, {}).steps;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (steps[i].cases <= steps[i - 1].cases || steps[i].box[2].low == steps[i - 1].box[2].low) continue;
      ++pastes;
      PrimStep before = steps[i - 1];
      PrimRange& range = before.box[2];
      range = {-range.high, -range.low, {}};
      const PrimRange all{-steps[0].box[2].high, -steps[0].box[2].low, {}};
      EXPECT_DOUBLE_EQ(-steps[i].box[2].low, pasted_high(cases, before, all, 2));
    }
  }
  EXPECT_GT(pastes, 0U);
}

TEST(Prim, DropsFailedCasesAndCountsThem) {
  const PrimCases whole = synthetic();
  PrimCases holed = whole;
  holed.interest[3] = kMissing;
  holed.values(7, 2) = kMissing;
  std::vector<Index> rest;
  for (Index row = 0; row < 500; ++row) {
    if (row != 3 && row != 7) rest.push_back(row);
  }
  const PrimTrajectory trajectory = find_boxes(holed, {});
  const PrimTrajectory expected =
      find_boxes({whole.columns, whole.values(rest, Eigen::all), whole.interest(rest)}, {});
  EXPECT_EQ(trajectory.failed, 2U);
  EXPECT_EQ(trajectory.steps.back().box, expected.steps.back().box);
  EXPECT_EQ(trajectory.steps.front().cases, 498U);
}

TEST(Prim, SaysBoxesInWords) {
  const PrimCases cases = mixed(1, 4000, 0.0);
  const PrimTrajectory trajectory = find_boxes(cases, {});
  EXPECT_EQ(box_words(cases.columns, trajectory, 0), "all cases");
  const std::string words = box_words(cases.columns, trajectory, trajectory.steps.size() - 1);
  EXPECT_EQ(words.substr(0, words.find(" and price")),
            "law is one of {cloud, eevidence} and courts at least -3");
  EXPECT_TRUE(words.ends_with(" EUR")) << words;
}

TEST(Prim, HalvesOfTheCasesReproduceWhatMatters) {
  const PrimCases cases = mixed(6, 1000, 0.1);
  const PrimTrajectory trajectory = find_boxes(cases, {});
  std::size_t chosen = 0;  // the smallest box that still covers three quarters
  for (std::size_t i = 0; i < trajectory.steps.size(); ++i) {
    if (trajectory.steps[i].coverage > 0.75) chosen = i;
  }
  const PrimReproduced shares = resample_boxes(cases, {}, trajectory.steps[chosen], {1, 10, 0.95});
  EXPECT_EQ(shares.resamples, 10U);
  EXPECT_EQ(shares.by_coverage[0], 1.0);
  EXPECT_LT(shares.by_coverage[3], 0.5);
  EXPECT_EQ(shares.by_density[0], 1.0);
}

TEST(Prim, RefusesWhatItCannotRead) {
  const PrimCases whole = synthetic();
  PrimCases cases = whole;
  cases.interest = 0.0;
  EXPECT_THROW(find_boxes(cases, {}), Error);
  cases = whole;
  cases.interest[0] = 0.5;
  EXPECT_THROW(find_boxes(cases, {}), Error);
  cases = whole;
  cases.columns[1].kind = Kind::integer;
  EXPECT_THROW(find_boxes(cases, {}), Error);
  cases = whole;
  cases.columns.pop_back();
  EXPECT_THROW(find_boxes(cases, {}), Error);
  cases = mixed(1, 50, 0.0);
  cases.columns[0].categories.pop_back();
  EXPECT_THROW(find_boxes(cases, {}), Error);
  EXPECT_THROW(find_boxes(whole, {0.0, 0.05, 0.05, PrimObjective::lenient1}), Error);
}

}  // namespace
}  // namespace comity::analysis
