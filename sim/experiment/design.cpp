#include "experiment/design_points.h"

#include "error.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace comity {
namespace {

constexpr double kMostPoints = 1e7;

struct DesignRow {
  DesignKind kind;
  std::string_view word;
  std::vector<DesignPoint> (*make)(const SweepPlan& plan);
  double (*count)(const SweepPlan& plan);  // how many points it makes; of one-at-a-time at most
};

double grid_count(const SweepPlan& plan) {
  double count = 1.0;
  for (const auto& factor : plan.factors) {
    const std::size_t values = count_values(factor);
    count *= values == 0 ? 2.0 : static_cast<double>(values);
  }
  return count;
}

double single_count(const SweepPlan& plan) {
  double count = 1.0;
  for (const auto& factor : plan.factors)
    count += static_cast<double>(std::max<std::size_t>(2, count_values(factor)));
  return count;
}

double list_count(const SweepPlan& plan) { return static_cast<double>(plan.listed.size()); }

double lhs_count(const SweepPlan& plan) { return plan.points; }

double sobol_count(const SweepPlan& plan) {
  return static_cast<double>(plan.points) * std::max(1, plan.scrambles);
}

double saltelli_count(const SweepPlan& plan) {
  const double rows = static_cast<double>(plan.factors.size()) * (plan.second_order ? 2.0 : 1.0) + 2.0;
  return sobol_count(plan) * rows;
}

double morris_count(const SweepPlan& plan) {
  return static_cast<double>(plan.trajectories) * static_cast<double>(plan.factors.size() + 1);
}

constexpr std::array kDesigns = {
    DesignRow{DesignKind::grid, "grid", grid_points, grid_count},
    DesignRow{DesignKind::list, "list", list_points, list_count},
    DesignRow{DesignKind::lhs, "lhs", lhs_points, lhs_count},
    DesignRow{DesignKind::sobol, "sobol", sobol_points, sobol_count},
    DesignRow{DesignKind::saltelli, "saltelli", saltelli_points, saltelli_count},
    DesignRow{DesignKind::morris, "morris", morris_points, morris_count},
    DesignRow{DesignKind::one_at_a_time, "one-at-a-time", single_points, single_count},
};

const DesignRow& row_of(DesignKind kind) {
  for (const auto& row : kDesigns) {
    if (row.kind == kind) return row;
  }
  fail_expectation("a row for every kind of design", __FILE__, __LINE__);
}

/// Every point once for every arm.
std::vector<DesignPoint> cross(std::vector<DesignPoint> points, const std::vector<Arm>& arms) {
  if (arms.empty()) return points;
  std::vector<DesignPoint> crossed;
  crossed.reserve(points.size() * arms.size());
  for (const auto& point : points) {
    for (const auto& arm : arms) {
      crossed.push_back(point);
      crossed.back().arm = arm.name;
    }
  }
  return crossed;
}

}  // namespace

std::string_view design_word(DesignKind kind) { return row_of(kind).word; }

double count_points(const SweepPlan& plan) {
  if (plan.factors.empty()) return std::max<double>(1.0, static_cast<double>(plan.arms.size()));
  return row_of(plan.kind).count(plan) * std::max<double>(1.0, static_cast<double>(plan.arms.size()));
}

Design make_design(const SweepPlan& plan) {
  if (const double count = count_points(plan); count > kMostPoints) {
    throw Error(
        fmt::format("sweep: the design has {:.0f} points (at most {:.0f}). Fewer values, points or arms.",
                    count, kMostPoints));
  }
  Design design;
  design.factors = plan.factors;
  design.arms = plan.arms;
  design.levels = plan.levels;
  design.scrambles = plan.scrambles;
  design.seed = plan.seed;
  if (!plan.factors.empty()) {
    design.kind = design_word(plan.kind);
    design.points = row_of(plan.kind).make(plan);
  } else {
    design.kind = plan.arms.empty() ? "" : "arms";
    design.points.emplace_back();
  }
  design.points = cross(std::move(design.points), plan.arms);
  return design;
}

}  // namespace comity
