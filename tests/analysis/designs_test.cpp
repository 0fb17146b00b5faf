#include "analysis/designs.h"

#include "analysis/designed.h"
#include "design/sobol.h"
#include "error.h"
#include "random/stream.h"
#include "support/dice.h"
#include "support/saltelli.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace comity::analysis::testing_analysis {
namespace {

class DesignsByRole : public Designed {
 protected:
  /// The points of a Saltelli design of two factors and the output of each, in the order of scrambles, blocks and roles.
  void make_saltelli(std::uint32_t scrambles, std::uint32_t blocks, bool second) {
    name_factors({"x", "y"});
    std::vector<std::string> roles = {"A", "AB1", "AB2", "B"};
    if (second) roles.insert(roles.end(), {"BA1", "BA2"});
    std::vector<DesignPoint> points;
    for (std::uint32_t scramble = 0; scramble < scrambles; ++scramble) {
      for (std::uint32_t block = 0; block < blocks; ++block) {
        for (std::size_t role = 0; role < roles.size(); ++role) {
          points.push_back({roles[role], block, scramble, "", {0.0, 0.0}});
          outputs.push_back(1000.0 * scramble + 10.0 * block + static_cast<double>(role));
        }
      }
    }
    make(std::move(points), 1);
  }

  /// The same points and outputs in another order.
  void shuffle() {
    std::vector<std::size_t> order(outputs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [](std::size_t i) { return (i * 7919) % 101; });
    std::vector<DesignPoint> points;
    std::vector<double> moved;
    for (const std::size_t i : order) {
      points.push_back(runs_of->design.points[i]);
      moved.push_back(outputs[i]);
    }
    runs_of->design.points = points;
    outputs = moved;
  }

  SobolDesign collect() { return collect_sobol({*runs_of, points_of_arm(*runs_of, ""), outputs}); }

  std::vector<double> outputs;
};

TEST_F(DesignsByRole, FindTheRowsOfSaltelliWhateverTheOrderOfPoints) {
  make_saltelli(2, 3, true);
  const SobolDesign ordered = collect();
  shuffle();
  const SobolDesign shuffled = collect();
  ASSERT_EQ(shuffled.scrambles.size(), 2U);
  EXPECT_EQ(shuffled.blocks, 6U);
  EXPECT_EQ(shuffled.scrambles[1].a[2], 1020.0);
  EXPECT_EQ(shuffled.scrambles[1].ab(2, 1), 1022.0);
  EXPECT_EQ(shuffled.scrambles[1].b[0], 1003.0);
  EXPECT_EQ(shuffled.scrambles[0].ba(1, 0), 14.0);
  EXPECT_TRUE((shuffled.scrambles[1].ab == ordered.scrambles[1].ab).all());
}

TEST_F(DesignsByRole, DropBasePointsThatLackARunAndCountThem) {
  make_saltelli(1, 4, false);
  outputs[5] = std::nan("");
  const SobolDesign design = collect();
  EXPECT_EQ(design.blocks, 3U);
  EXPECT_EQ(design.dropped, 1U);
  EXPECT_EQ(design.scrambles[0].a[1], 20.0);
  EXPECT_EQ(design.scrambles[0].ba.size(), 0);
  std::ranges::fill(outputs, std::nan(""));
  EXPECT_THROW(collect(), Error);
}

TEST_F(DesignsByRole, GiveTheFirstHalfOfEveryScramble) {
  make_saltelli(2, 5, false);
  const auto half = first_part(collect(), 2);
  ASSERT_EQ(half.size(), 2U);
  EXPECT_EQ(half[1].a.size(), 2);
  EXPECT_EQ(half[1].a[1], 1010.0);
  EXPECT_TRUE(first_part(collect(), 8).empty());
}

TEST_F(DesignsByRole, TakeTheMeanOfReplicatesUnlessOneFailed) {
  Record& runs = make({under(""), under("")}, 2);
  runs.failed[3] = true;
  const auto means = outputs_of_points(runs, values({1, 2, 3, std::nan("")}));
  EXPECT_EQ(means[0], 1.5);
  EXPECT_TRUE(std::isnan(means[1]));
}

TEST_F(DesignsByRole, TakeMorrisStepsByTheValuesThatPointsHave) {
  name_factors({"x", "law"});
  auto& factors = runs_of->design.factors;
  factors[0].low = 10.0;
  factors[0].high = 1000.0;
  factors[0].logarithmic = true;
  factors[1].kind = FactorKind::category;
  factors[1].levels = {"never", "sometimes", "always"};
  // law up then x down, and a trajectory without its last run.
  const auto point = [](const char* role, std::uint32_t block, double x, double law) {
    return DesignPoint{role, block, 0, "", {x, law}};
  };
  make({point("base", 0, 1000.0, 1.0), point("+2", 0, 1000.0, 2.0), point("-1", 0, 100.0, 2.0),
        point("base", 1, 10.0, 0.0), point("+1", 1, 100.0, 0.0), point("+2", 1, 100.0, 2.0)},
       1);
  outputs = {1.0, 3.0, 9.0, 0.0, 0.0, std::nan("")};
  const MorrisDesign design = collect_morris({*runs_of, points_of_arm(*runs_of, ""), outputs});
  EXPECT_EQ(design.dropped, 1U);
  const MorrisEffects effects = estimate_morris(design.runs, 0.95);
  EXPECT_NEAR(effects.factors[1].mu.value, 2.0 / 0.5,
              1e-12);  // half of the way from the first level to the last
  EXPECT_NEAR(effects.factors[0].mu.value, 6.0 / -0.5, 1e-12);  // half of the range's logarithm
}

TEST(PlaceInRange, IsOnTheScaleOfTheFactor) {
  Factor factor;
  factor.low = 2.0;
  factor.high = 10.0;
  EXPECT_DOUBLE_EQ(place_in_range(factor, 4.0), 0.25);
  factor.values = {1.0, 4.0, 5.0};
  EXPECT_DOUBLE_EQ(place_in_range(factor, 4.0), 0.75);
  factor.logarithmic = true;
  factor.values = {1.0, 10.0, 1000.0};
  EXPECT_NEAR(place_in_range(factor, 10.0), 1.0 / 3.0, 1e-12);
  factor.values = {7.0};
  EXPECT_EQ(place_in_range(factor, 7.0), 0.0);
  factor.levels = {"alone"};
  EXPECT_EQ(place_in_range(factor, 0.0), 0.0);
  factor.levels = {"a", "b", "c", "d", "e"};
  EXPECT_DOUBLE_EQ(place_in_range(factor, 3.0), 0.75);
}

TEST_F(DesignsByRole, SampleTakesOnlyAAndBOfSaltelli) {
  make_saltelli(1, 2, true);
  runs_of->design.kind = "saltelli";
  EXPECT_EQ(sample_points(*runs_of, points_of_arm(*runs_of, "")), (std::vector<std::size_t>{0, 3, 6, 9}));
  runs_of->design.kind = "lhs";
  EXPECT_EQ(sample_points(*runs_of, {1, 2}).size(), 2U);
}

TEST_F(DesignsByRole, CasesHaveCategoriesYearsAndArms) {
  name_factors({"law", "day"});
  runs_of->design.factors[0].kind = FactorKind::category;
  runs_of->design.factors[0].levels = {"mlat", "cloud"};
  runs_of->design.factors[1].kind = FactorKind::date;
  runs_of->design.arms = {{"plain", {}}, {"staff", {}}};
  const Record& runs = make({under("staff", {1.0, 17166.75}), under("plain", {0.0, 0.0})}, 1);
  const PrimCases cases = collect_prim({runs, points_of_arm(runs, ""), {1.0, 0.0}});
  ASSERT_EQ(cases.columns.size(), 3U);
  EXPECT_EQ(cases.columns[0].categories[1], "cloud");
  EXPECT_EQ(cases.columns[2].name, "arm");
  EXPECT_DOUBLE_EQ(cases.values(0, 1), 2017.0);
  EXPECT_EQ(cases.values(0, 2), 1.0);
  EXPECT_EQ(cases.values(1, 2), 0.0);
  EXPECT_EQ(collect_prim({runs, points_of_arm(runs, "staff"), {1.0, 0.0}}).columns.size(), 2U);
}

TEST_F(DesignsByRole, NoiseIsTheResidualOfPointsAndReplicates) {
  const Record& runs = make({under(""), under("")}, 2);
  const std::vector<std::size_t> both = {0, 1};
  // All replicates shift all points alike: no noise.
  EXPECT_NEAR(find_noise(runs, both, values({1, 2, 5, 6})).of_points, 0.0, 1e-12);
  // Residuals +-1: mean square 4, of the means 2; between the means 1.5 and 5.5: 8.
  const NoiseShare noise = find_noise(runs, both, values({0, 3, 6, 5}));
  EXPECT_DOUBLE_EQ(noise.of_points, 2.0 / 8.0);
  EXPECT_DOUBLE_EQ(noise.of_runs, 4.0 / (8.0 - 2.0 + 4.0));
  EXPECT_TRUE(std::isnan(find_noise(make({under(""), under("")}, 1), both, values({1, 2})).of_points));
}

TEST_F(DesignsByRole, AreRefusedWhenAQuestionNeedsAnother) {
  runs_of->design.kind = "morris";
  constexpr std::array<std::string_view, 2> kKinds = {"lhs", "sobol"};
  try {
    need_design(*runs_of, kKinds, "comity analyze prim");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what())
                  .find("is of the design morris, and comity analyze prim needs lhs or sobol. Ask "
                        "comity analyze morris."),
              std::string::npos)
        << error.what();
  }
  runs_of->design.kind = "sobol";
  EXPECT_NO_THROW(need_design(*runs_of, kKinds, "comity analyze prim"));
}

TEST(DummyFactor, IsWhatAAndBAloneGive) {
  SobolOutputs outputs;
  outputs.a = Eigen::ArrayXd(4);
  outputs.b = Eigen::ArrayXd(4);
  outputs.a << 1, 2, 3, 4;
  outputs.b << 2, 2, 5, 1;
  outputs.ab = Eigen::ArrayXXd::Zero(4, 1);
  const DummyIndices dummy = estimate_dummy(std::vector<SobolOutputs>{outputs}, {1, 200, 0.95});
  // Mean 2.5, variance 1.75 of all eight; centred products: 0.75 + 0.25 + 1.25 - 2.25 = 0, squares of A: 5.
  EXPECT_NEAR(dummy.first.value, 0.0 / 1.75, 1e-12);
  EXPECT_NEAR(dummy.total.value, 1.0 - 1.25 / 1.75, 1e-12);
  EXPECT_LT(dummy.first.low, dummy.first.value);
}

TEST(DummyFactor, ShrinksWithMoreBasePoints) {
  test::Dice dice(3);
  const auto size_of = [&](Eigen::Index points) {
    std::vector<SobolOutputs> scrambles;
    for (int scramble = 0; scramble < 8; ++scramble)
      scrambles.push_back(
          test::run_saltelli(test::sobol_points(points, 6, test::draw_shift(dice)), test::ishigami));
    const Bounded first = estimate_dummy(scrambles, {}).first;
    EXPECT_LE(first.low, 0.0);
    EXPECT_GE(first.high, 0.0);
    return first.high - first.low;
  };
  EXPECT_LT(size_of(1024), 0.3 * size_of(32));
}

// A Saltelli design's base points in one Owen scramble, as sweeps make them.
test::Points owen_points(std::uint32_t count, std::uint32_t dimensions, std::uint32_t scramble) {
  test::Points points(count, dimensions);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t d = 0; d < dimensions; ++d)
      points(i, d) = unit_interval(scramble_owen(test::sobol_bits(i, d), {5, scramble}, d));
  }
  return points;
}

TEST(SobolScrambles, CoverTheAnalyticIndicesAsOftenAsTheySayOver200Designs) {
  constexpr std::uint32_t kScrambles = 8;
  const std::array<double, 3> first = {0.3138, 0.4424, 0.0};
  const std::array<double, 3> total = {0.5574, 0.4424, 0.2436};
  std::array<int, 3> first_held{};
  std::array<int, 3> total_held{};
  for (std::uint32_t design = 0; design < 200; ++design) {
    std::vector<SobolOutputs> scrambles;
    for (std::uint32_t scramble = 0; scramble < kScrambles; ++scramble)
      scrambles.push_back(
          test::run_saltelli(owen_points(256, 6, design * kScrambles + scramble), test::ishigami));
    const SobolIndices indices = estimate_design(scrambles, {});
    const auto holds = [](const Bounded& bounds, double truth) {
      return bounds.low <= truth && truth <= bounds.high ? 1 : 0;
    };
    for (std::size_t k = 0; k < 3; ++k) {
      first_held[k] += holds(indices.first[k], first[k]);
      total_held[k] += holds(indices.total[k], total[k]);
    }
  }
  for (std::size_t k = 0; k < 3; ++k) {
    testing::Test::RecordProperty(fmt::format("S{}", k + 1), first_held[k]);
    testing::Test::RecordProperty(fmt::format("T{}", k + 1), total_held[k]);
    EXPECT_GE(first_held[k], 184) << k;
    EXPECT_LE(first_held[k], 196) << k;
    EXPECT_GE(total_held[k], 184) << k;
    EXPECT_LE(total_held[k], 196) << k;
  }
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
