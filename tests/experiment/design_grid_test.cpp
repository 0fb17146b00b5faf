// Grids, lists, one-at-a-time designs and arms, and what every point sets.
#include "design/design_points.h"
#include "error.h"
#include "experiment/plans.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using Texts = std::vector<std::string>;

/// NAME=VALUE of every point in one line each.
Texts lines_of(const Design& design) {
  Texts lines;
  for (std::size_t i = 0; i < design.points.size(); ++i) {
    std::string line;
    for (const auto& setting : settings_of(design, i)) line += (line.empty() ? "" : " ") + setting;
    lines.push_back(line);
  }
  return lines;
}

SweepPlan small_grid() {
  SweepPlan plan;
  plan.factors = {real_factor("a.x", 0.1, 10), category_factor("b.y", {"no", "yes"})};
  plan.factors[0].values = {0.1, 2.5, 10};
  return plan;
}

TEST(GridDesign, HasEveryCombinationTheLastFactorFastest) {
  EXPECT_EQ(lines_of(make_design(small_grid())),
            (Texts{"a.x=0.1 b.y=no", "a.x=0.1 b.y=yes", "a.x=2.5 b.y=no", "a.x=2.5 b.y=yes", "a.x=10 b.y=no",
                   "a.x=10 b.y=yes"}));
}

TEST(GridDesign, TakesTheEndsOfARangeWithoutValues) {
  SweepPlan plan;
  plan.factors = {real_factor("a.x", -1, 2)};
  EXPECT_EQ(lines_of(make_design(plan)), (Texts{"a.x=-1", "a.x=2"}));
}

TEST(Arms, ShareEveryFactorPoint) {
  SweepPlan plan = small_grid();
  plan.arms = {{"as-it-is", {}}, {"dated", {"reform.r.mode=scheduled", "c.z=3"}}};
  const Design design = make_design(plan);
  ASSERT_EQ(design.points.size(), 12U);
  EXPECT_EQ(design.kind, "grid");
  for (std::size_t i = 0; i < 12; i += 2) {
    EXPECT_EQ(design.points[i].values, design.points[i + 1].values);
    EXPECT_EQ(design.points[i].block, design.points[i + 1].block);
    EXPECT_EQ(design.points[i].arm, "as-it-is");
    EXPECT_EQ(design.points[i + 1].arm, "dated");
  }
  EXPECT_EQ(lines_of(design)[11], "a.x=10 b.y=yes reform.r.mode=scheduled c.z=3");
}

TEST(Arms, AloneAreADesign) {
  SweepPlan plan;
  plan.arms = {{"one", {"a.x=1"}}, {"two", {"a.x=2"}}};
  const Design design = make_design(plan);
  EXPECT_EQ(design.kind, "arms");
  EXPECT_EQ(lines_of(design), (Texts{"a.x=1", "a.x=2"}));
}

TEST(Design, OfAScenarioWithoutSweepIsOnePointThatSetsNothing) {
  const Design design = make_design({});
  ASSERT_EQ(design.points.size(), 1U);
  EXPECT_EQ(design.kind, "");
  EXPECT_TRUE(settings_of(design, 0).empty());
}

TEST(ListDesign, HasTheListedPoints) {
  SweepPlan plan = small_grid();
  plan.kind = DesignKind::list;
  plan.listed = {{3.25, 1}, {0.1, 0}, {3.25, 1}};
  EXPECT_EQ(lines_of(make_design(plan)), (Texts{"a.x=3.25 b.y=yes", "a.x=0.1 b.y=no", "a.x=3.25 b.y=yes"}));
}

TEST(OneAtATimeDesign, MovesOneFactorFromTheBase) {
  SweepPlan plan = small_grid();
  plan.kind = DesignKind::one_at_a_time;
  plan.factors[0].base = 2.5;
  plan.factors.push_back(real_factor("c.z", 0, 1));
  plan.factors[2].base = 0.5;
  const Design design = make_design(plan);
  EXPECT_EQ(lines_of(design),
            (Texts{"a.x=2.5 b.y=no c.z=0.5", "a.x=0.1 b.y=no c.z=0.5", "a.x=10 b.y=no c.z=0.5",
                   "a.x=2.5 b.y=yes c.z=0.5", "a.x=2.5 b.y=no c.z=0", "a.x=2.5 b.y=no c.z=1"}));
  Texts roles;
  for (const auto& point : design.points) roles.push_back(point.role);
  EXPECT_EQ(roles, (Texts{"base", "1", "1", "2", "3", "3"}));
}

TEST(Settings, SetLinkedNamesToTheSameValueOrAlongTheirOwnRange) {
  SweepPlan plan;
  plan.kind = DesignKind::list;
  plan.factors = {real_factor("a.x", 1, 100)};
  plan.factors[0].linked = {{"b.y", true, 0, 0}, {"c.z", false, 10, 0}};
  plan.listed = {{1}, {100}, {25.75}};
  EXPECT_EQ(lines_of(make_design(plan)),
            (Texts{"a.x=1 b.y=1 c.z=10", "a.x=100 b.y=100 c.z=0", "a.x=25.75 b.y=25.75 c.z=7.5"}));
}

TEST(Settings, WriteLinkedNamesByTheirOwnKind) {
  SweepPlan plan;
  plan.kind = DesignKind::list;
  plan.factors = {real_factor("a.x", 0, 1)};
  plan.factors[0].linked = {{"b.y", false, 1, 5, FactorKind::integer},
                            {"c.z", false, 15706, 15708, FactorKind::date}};
  plan.factors.push_back(real_factor("n", 0, 10));
  plan.factors[1].kind = FactorKind::integer;
  plan.factors[1].linked = {{"d.w", false, 0, 1, FactorKind::real}};
  plan.listed = {{0.4, 5}};
  EXPECT_EQ(lines_of(make_design(plan)), (Texts{"a.x=0.4 b.y=3 c.z=2013-01-02 n=5 d.w=0.5"}));
}

TEST(Settings, LayANamedSetWithoutTheFactorsOwnName) {
  SweepPlan plan;
  plan.factors = {category_factor("friction", {"low", "high"})};
  plan.factors[0].packages = {{"a.x=1"}, {"a.x=2", "b.y=yes"}};
  EXPECT_EQ(lines_of(make_design(plan)), (Texts{"a.x=1", "a.x=2 b.y=yes"}));
}

TEST(Values, AreWrittenSoThatTheyReadBackTheSame) {
  Factor factor = real_factor("a.x", 0, 1);
  EXPECT_EQ(value_text(factor, 0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(value_text(factor, 1e-9), "1e-09");
  factor.kind = FactorKind::integer;
  EXPECT_EQ(value_text(factor, 4294967295.0), "4294967295");
  factor.kind = FactorKind::date;
  EXPECT_EQ(value_text(factor, 16043), "2013-12-04");
}

TEST(Values, FillARangeWithItsEndsExact) {
  const Factor even = real_factor("a.x", 0.2, 0.9);  // 0.2 + (0.9 - 0.2) is less than 0.9
  EXPECT_EQ(value_at(even, 0.0), 0.2);
  EXPECT_EQ(value_at(even, 1.0), 0.9);
  EXPECT_DOUBLE_EQ(value_at(even, 0.5), 0.55);
  Factor wide = real_factor("a.x", 0.01, 100);
  wide.logarithmic = true;
  EXPECT_EQ(value_at(wide, 0.0), 0.01);
  EXPECT_EQ(value_at(wide, 1.0), 100);
  EXPECT_DOUBLE_EQ(value_at(wide, 0.5), 1.0);
  Factor days = real_factor("a.x", 100, 102);
  days.kind = FactorKind::date;
  EXPECT_EQ(value_at(days, 0.3333), 100);
  EXPECT_EQ(value_at(days, 0.3334), 101);
  EXPECT_EQ(value_at(days, 1.0), 102);
}

// How often each whole number comes when places are spread evenly.
std::vector<int> counts_of(const Factor& factor, int places) {
  std::vector<int> counts(static_cast<std::size_t>(factor.high - factor.low) + 1);
  for (int i = 0; i < places; ++i)
    ++counts[static_cast<std::size_t>(value_at(factor, (i + 0.5) / places) - factor.low)];
  return counts;
}

TEST(Values, ReachBothEndsOfAWholeRangeAsOftenAsTheRest) {
  Factor factor = real_factor("x", 1.0, 5.0);
  factor.kind = FactorKind::integer;
  EXPECT_EQ(counts_of(factor, 1000), std::vector<int>(5, 200));
  factor.logarithmic =
      true;  // a number has the share of what lies within half of it: log(1.5 / 0.5) / log(5.5 / 0.5)
  const std::vector<int> counts = counts_of(factor, 10'000);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double number = static_cast<double>(i) + 1.0;
    EXPECT_NEAR(counts[i], 1e4 * std::log((number + 0.5) / (number - 0.5)) / std::log(5.5 / 0.5), 1.0);
  }
  EXPECT_EQ(value_at(factor, 0.0), 1.0);
  EXPECT_EQ(value_at(factor, 1.0), 5.0);
}

TEST(Design, OfTooMuchMemoryIsRefusedBeforeItIsMade) {
  SweepPlan plan = unit_plan(DesignKind::sobol, 40);
  plan.points = 2'000'000;
  try {
    make_design(plan);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "sweep: the design of 2000000 points of 40 factors takes 3.9 GB of memory (at most 2 GB). "
                 "Fewer points or factors, or several sweeps.");
  }
}

TEST(Design, TellsHowFarItHasCome) {
  for (const DesignKind kind :
       {DesignKind::lhs, DesignKind::sobol, DesignKind::saltelli, DesignKind::morris}) {
    SweepPlan plan = unit_plan(kind, 3);
    plan.points = 64;
    plan.maximin = 10;
    plan.trajectories = 20;
    std::vector<double> shares;
    make_design(plan, [&](double share) { shares.push_back(share); });
    EXPECT_GT(shares.size(), 10U);
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_GE(shares.front(), 0.0);
    EXPECT_LE(shares.back(), 1.0);
    EXPECT_GT(shares.back(), 0.8);
  }
}

TEST(Design, OfTooManyPointsIsRefusedBeforeItIsMade) {
  SweepPlan plan;
  for (int i = 0; i < 60; ++i) plan.factors.push_back(real_factor("a.x"));
  try {
    make_design(plan);
    FAIL() << "two to the sixtieth points";
  } catch (const Error& error) {
    EXPECT_STREQ(
        error.what(),
        "sweep: the design has 1152921504606846976 points (at most 10000000). Fewer values, points or arms.");
  }
}

}  // namespace
}  // namespace comity
