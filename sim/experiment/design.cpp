#include "experiment/design_points.h"

#include "error.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace comity {
namespace {

constexpr std::size_t kMostPoints = 10'000'000;

struct DesignRow {
  DesignKind kind;
  std::string_view word;
  std::vector<DesignPoint> (*make)(const SweepPlan& plan);
};
constexpr std::array kDesigns = {
    DesignRow{DesignKind::grid, "grid", grid_points},
    DesignRow{DesignKind::list, "list", list_points},
    DesignRow{DesignKind::one_at_a_time, "one-at-a-time", single_points},
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

Design make_design(const SweepPlan& plan) {
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
  if (design.points.size() > kMostPoints) {
    throw Error(fmt::format("sweep: the design has {} points (at most {}). Fewer values, points or arms.",
                            design.points.size(), kMostPoints));
  }
  return design;
}

}  // namespace comity
