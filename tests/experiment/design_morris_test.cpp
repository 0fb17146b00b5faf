// Morris's trajectories: every factor moves once by half a grid, and optimised ones lie farther apart.
#include "experiment/plans.h"

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

SweepPlan morris_plan(std::size_t factors, int trajectories) {
  SweepPlan plan = unit_plan(DesignKind::morris, factors);
  plan.trajectories = trajectories;
  return plan;
}

TEST(MorrisDesign, MovesEveryFactorOncePerTrajectoryByDelta) {
  for (const int levels : {2, 4, 6, 8}) {
    SweepPlan plan = morris_plan(7, 12);
    plan.levels = levels;
    const Design design = make_design(plan);
    ASSERT_EQ(design.points.size(), 12U * 8);
    const double delta = levels / (2.0 * (levels - 1));
    for (std::size_t i = 0; i < design.points.size(); ++i) {
      const DesignPoint& here = design.points[i];
      EXPECT_EQ(here.block, i / 8);
      if (i % 8 == 0) {
        EXPECT_EQ(here.role, "base");
        continue;
      }
      const std::size_t moved = std::stoul(here.role.substr(1)) - 1;
      for (std::size_t k = 0; k < 7; ++k) {
        const double step = here.values[k] - design.points[i - 1].values[k];
        EXPECT_NEAR(step, k == moved ? (here.role[0] == '+' ? delta : -delta) : 0.0, 1e-15);
      }
    }
    for (std::size_t block = 0; block < 12; ++block) {
      std::set<std::string> moved;
      for (std::size_t i = 1; i < 8; ++i) moved.insert(design.points[block * 8 + i].role.substr(1));
      EXPECT_EQ(moved.size(), 7U);
    }
  }
}

TEST(MorrisDesign, StaysOnTheGridAndUsesAllOfIt) {
  const Design design = make_design(morris_plan(5, 60));
  std::set<double> places;
  for (const auto& point : design.points) places.insert(point.values.begin(), point.values.end());
  EXPECT_EQ(places, (std::set<double>{0.0, 1.0 / 3, 2.0 / 3, 1.0}));
}

TEST(MorrisDesign, KeepsItsTrajectoriesWhenThereAreMore) {
  const Design few = make_design(morris_plan(4, 6));
  const Design many = make_design(morris_plan(4, 20));
  for (std::size_t i = 0; i < few.points.size(); ++i) {
    EXPECT_EQ(many.points[i].values, few.points[i].values);
    EXPECT_EQ(many.points[i].role, few.points[i].role);
  }
}

double spread_of(const Design& design) {
  double sum = 0.0;
  for (const auto& a : design.points) {
    for (const auto& b : design.points) {
      double square = 0.0;
      for (std::size_t k = 0; k < a.values.size(); ++k)
        square += (a.values[k] - b.values[k]) * (a.values[k] - b.values[k]);
      sum += a.block == b.block ? 0.0 : std::sqrt(square);
    }
  }
  return sum;
}

TEST(MorrisDesign, LiesFartherApartWhenItsTrajectoriesAreChosen) {
  double drawn = 0.0;
  double chosen = 0.0;
  for (int seed = 0; seed < 10; ++seed) {
    SweepPlan plan = morris_plan(6, 5);
    plan.seed = seed;
    chosen += spread_of(make_design(plan));
    plan.candidates = 0;
    drawn += spread_of(make_design(plan));
  }
  EXPECT_GT(chosen, 1.1 * drawn);
}

TEST(MorrisDesign, ChangesFactorsOfWordsAndWholeNumbersToo) {
  SweepPlan plan = morris_plan(0, 40);
  plan.factors = {category_factor("a", {"x", "y"}), category_factor("b", {"x", "y", "z"}),
                  category_factor("c", {"1", "2", "3", "4", "5"}), real_factor("d", 2, 4)};
  plan.factors[3].kind = FactorKind::integer;
  for (const int levels : {2, 4, 6}) {
    plan.levels = levels;
    const Design design = make_design(plan);
    for (std::size_t i = 0; i < design.points.size(); ++i) {
      if (design.points[i].role == "base") continue;
      const std::size_t moved = std::stoul(design.points[i].role.substr(1)) - 1;
      const double step = design.points[i].values[moved] - design.points[i - 1].values[moved];
      EXPECT_TRUE(design.points[i].role[0] == '+' ? step > 0 : step < 0)
          << levels << " " << design.points[i].role;
    }
  }
}

TEST(MorrisDesign, GivesTheSamePointsForEver) {
  std::vector<std::string> told;
  const Design design = make_design(morris_plan(3, 2));
  for (const auto& point : design.points) {
    told.push_back(point.role + ":");
    for (const double value : point.values) told.back() += " " + std::to_string(std::lround(3 * value));
  }
  EXPECT_EQ(told, (std::vector<std::string>{"base: 2 1 2", "+2: 2 3 2", "-3: 2 3 0", "-1: 0 3 0",
                                            "base: 0 2 3", "-2: 0 0 3", "+1: 2 0 3", "-3: 2 0 1"}));
}

// The mean absolute effect of Ishigami's factors over the whole grid of 4 levels, by enumeration; 400 trajectories that were
// not chosen estimate it.
TEST(MorrisDesign, YieldsTheKnownEffectsOfIshigamisFunction) {
  constexpr double pi = 3.14159265358979323846;
  SweepPlan plan = morris_plan(3, 400);
  plan.candidates = 0;
  const Design design = make_design(plan);
  const auto y = [&](std::size_t i) {
    std::array<double, 3> x{};
    for (std::size_t k = 0; k < 3; ++k) x[k] = pi * (2 * design.points[i].values[k] - 1);
    return std::sin(x[0]) + 7 * std::sin(x[1]) * std::sin(x[1]) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
  };
  std::map<char, double> effect;
  for (std::size_t i = 0; i < design.points.size(); ++i) {
    if (design.points[i].role == "base") continue;
    effect[design.points[i].role[1]] += std::fabs(y(i) - y(i - 1)) / (2.0 / 3) / 400;
  }
  EXPECT_NEAR(effect['1'], 7.7040541116, 5 * 6.2487961033 / 20);
  EXPECT_NEAR(effect['2'], 7.875, 1e-9);
  EXPECT_NEAR(effect['3'], 6.2487961033, 5 * 6.2487961033 / 20);
}

}  // namespace
}  // namespace comity
