// Designs that need no draws: grid, list, one-at-a-time.
#include "experiment/design_points.h"

namespace comity {
namespace {

/// The values that a grid or one-at-a-time design gives a factor; a range is its two ends.
std::vector<double> values_of(const Factor& factor) {
  const std::size_t count = count_values(factor);
  if (count == 0) return {factor.low, factor.high};
  if (!factor.values.empty()) return factor.values;
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<double>(i));
  return values;
}

}  // namespace

std::vector<DesignPoint> grid_points(const SweepPlan& plan) {
  std::vector<DesignPoint> points(1);
  for (const auto& factor : plan.factors) {
    const auto values = values_of(factor);
    std::vector<DesignPoint> longer;
    longer.reserve(points.size() * values.size());
    for (const auto& point : points) {
      for (const double value : values) {
        longer.push_back(point);
        longer.back().values.push_back(value);
      }
    }
    points = std::move(longer);
  }
  for (std::size_t i = 0; i < points.size(); ++i) points[i].block = static_cast<std::uint32_t>(i);
  return points;
}

std::vector<DesignPoint> list_points(const SweepPlan& plan) {
  std::vector<DesignPoint> points;
  for (const auto& values : plan.listed) {
    points.emplace_back().values = values;
    points.back().block = static_cast<std::uint32_t>(points.size() - 1);
  }
  return points;
}

std::vector<DesignPoint> single_points(const SweepPlan& plan) {
  DesignPoint base;
  base.role = "base";
  for (const auto& factor : plan.factors) base.values.push_back(factor.base);
  std::vector<DesignPoint> points = {base};
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    for (const double value : values_of(plan.factors[i])) {
      if (value == base.values[i]) continue;
      points.push_back(base);
      points.back().role = std::to_string(i + 1);
      points.back().values[i] = value;
    }
  }
  return points;
}

}  // namespace comity
