// A design can grow; the points it had keep their ids, values and blocks.
#include "error.h"
#include "experiment/plans.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

/// The settings, role, block and scramble of a point.
std::string told(const Design& design, std::size_t point) {
  const DesignPoint& p = design.points[point];
  std::string text = p.role + " " + std::to_string(p.block) + " " + std::to_string(p.scramble) + " " + p.arm;
  for (const auto& setting : settings_of(design, point)) text += " " + setting;
  return text;
}

void expect_kept(const Design& before, const Design& after, std::size_t size) {
  ASSERT_EQ(after.points.size(), size);
  for (std::size_t i = 0; i < before.points.size(); ++i) EXPECT_EQ(told(after, i), told(before, i));
}

std::string refusal(const Design& before, const SweepPlan& plan) {
  try {
    extend_design(before, make_design(plan));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

struct Growth {
  const char* name;
  DesignKind kind;
  std::function<void(SweepPlan&)> before;
  std::function<void(SweepPlan&)> after;
  std::size_t size;
  bool prefix;  // the larger design begins with the smaller one of itself
};

void PrintTo(const Growth& growth, std::ostream* out) {
  *out << growth.name;
}  // NOLINT: GoogleTest asks for the name

class GrowingDesign : public testing::TestWithParam<Growth> {};

TEST_P(GrowingDesign, KeepsThePointsItHad) {
  const Growth& growth = GetParam();
  SweepPlan plan = unit_plan(growth.kind, 3);
  growth.before(plan);
  const Design before = make_design(plan);
  growth.after(plan);
  const Design wanted = make_design(plan);
  const Design after = extend_design(before, wanted);
  expect_kept(before, after, growth.size);
  EXPECT_EQ(wanted.points.size(), growth.size);
  if (growth.prefix) expect_kept(before, wanted, growth.size);
}

const std::vector<Growth> kGrowths = {
    {"SobolByPoints", DesignKind::sobol, [](SweepPlan& p) { p.points = 5, p.scrambles = 2; },
     [](SweepPlan& p) { p.points = 9; }, 18, true},
    {"SobolByScrambles", DesignKind::sobol, [](SweepPlan& p) { p.points = 5, p.scrambles = 2; },
     [](SweepPlan& p) { p.scrambles = 3; }, 15, false},
    {"SaltelliByPoints", DesignKind::saltelli, [](SweepPlan& p) { p.points = 4; },
     [](SweepPlan& p) { p.points = 8; }, 40, true},
    {"SaltelliBySecondOrder", DesignKind::saltelli, [](SweepPlan& p) { p.points = 4; },
     [](SweepPlan& p) { p.second_order = true; }, 32, false},
    {"LhsByDoubling", DesignKind::lhs, [](SweepPlan& p) { p.points = 6; },
     [](SweepPlan& p) { p.points = 12; }, 12, true},
    {"MorrisByTrajectories", DesignKind::morris, [](SweepPlan& p) { p.trajectories = 3; },
     [](SweepPlan& p) { p.trajectories = 5; }, 20, true},
    {"GridByValues", DesignKind::grid, [](SweepPlan&) {},
     [](SweepPlan& p) { p.factors[1].values = {0, 0.5, 1}; }, 12, false},
    {"OneAtATimeByValues", DesignKind::one_at_a_time, [](SweepPlan&) {},
     [](SweepPlan& p) { p.factors[1].values = {0, 0.5, 1}; }, 5, false},
    {"ListByPoints", DesignKind::list, [](SweepPlan& p) { p.listed = {{0, 0, 0}, {1, 1, 1}, {0, 0, 0}}; },
     [](SweepPlan& p) { p.listed = {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}, {1, 1, 1}}; }, 4, false},
    {"ByArms", DesignKind::sobol, [](SweepPlan& p) { p.points = 3, p.arms = {{"a", {}}, {"b", {"y=1"}}}; },
     [](SweepPlan& p) { p.arms = {{"c", {"y=2"}}, {"a", {}}, {"b", {"y=1"}}}; }, 9, false},
};

INSTANTIATE_TEST_SUITE_P(Kinds, GrowingDesign, testing::ValuesIn(kGrowths),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(ExtendedDesign, GivesArmsOfOneFactorPointOneBlock) {
  SweepPlan plan = unit_plan(DesignKind::grid, 1);
  plan.arms = {{"a", {}}, {"b", {"y=1"}}};
  const Design before = make_design(plan);
  plan.factors[0].values = {0.5, 0, 0.25, 1};
  plan.arms.push_back({"c", {"y=2"}});
  const Design after = extend_design(before, make_design(plan));
  ASSERT_EQ(after.points.size(), 12U);
  for (const auto& one : after.points) {
    for (const auto& other : after.points) EXPECT_EQ(one.block == other.block, one.values == other.values);
  }
}

TEST(ExtendedDesign, KeepsTheNumbersOfLevels) {
  SweepPlan plan;
  plan.factors = {category_factor("m", {"never", "dated"})};
  const Design before = make_design(plan);
  plan.factors = {category_factor("m", {"free", "never", "dated"})};
  const Design after = extend_design(before, make_design(plan));
  EXPECT_EQ(after.factors[0].levels, (std::vector<std::string>{"never", "dated", "free"}));
  expect_kept(before, after, 3);
  EXPECT_EQ(settings_of(after, 2), std::vector<std::string>{"m=free"});
}

TEST(ExtendedDesign, IsRefusedWithWhatChanged) {
  const std::string advice = ". Give the old design again, or start a new sweep under another name.";
  SweepPlan plan = unit_plan(DesignKind::lhs, 2);
  plan.points = 3;
  plan.arms = {{"a", {}}, {"b", {"y=1"}}};
  const Design before = make_design(plan);
  SweepPlan other = plan;
  other.kind = DesignKind::sobol;
  EXPECT_EQ(refusal(before, other), "sweep: the design was lhs and is sobol" + advice);
  other = plan;
  other.factors.pop_back();
  EXPECT_EQ(refusal(before, other), "sweep: the factors were x.1, x.2 and are x.1" + advice);
  other = plan;
  other.arms[1].settings = {"y=2"};
  EXPECT_EQ(refusal(before, other), "sweep: the arm b sets other values" + advice);
  other = plan;
  other.factors[0].linked = {{"x.9", true, 0, 0}};
  EXPECT_EQ(refusal(before, other), "sweep: other names are linked with x.1" + advice);
  other = plan;
  other.factors[0].kind = FactorKind::integer;
  EXPECT_EQ(refusal(before, other), "sweep: the values of x.1 are of another kind" + advice);
  other = plan;
  other.points = 4;
  const std::string text = refusal(before, other);
  EXPECT_TRUE(text.starts_with(
      "sweep: the new design has not 6 of the 6 points of the old one (first: point 0, x.1 = "))
      << text;
  EXPECT_TRUE(text.ends_with("arm a); a Latin hypercube keeps its points only when doubled" + advice))
      << text;
  other = plan;
  other.arms.pop_back();
  EXPECT_TRUE(refusal(before, other).starts_with("sweep: the new design has not 3 of the 6 points"));
}

}  // namespace
}  // namespace comity
