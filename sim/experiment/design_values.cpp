// From places in [0, 1] to values of factors, and from values to the words of --set.
#include "experiment/design_points.h"

#include "day.h"
#include "error.h"
#include "random/elementary.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity {
namespace {

bool has_levels(const Factor& factor) {
  return factor.kind == FactorKind::boolean || factor.kind == FactorKind::category;
}

bool is_whole(const Factor& factor) {
  return factor.kind == FactorKind::integer || factor.kind == FactorKind::date;
}

/// Value number `index` of those a factor has.
double value_number(const Factor& factor, std::size_t index) {
  return has_levels(factor) ? static_cast<double>(index) : factor.values[index];
}

/// Between two ends, which are reached exactly; the second may be the lower one.
double between(double low, double high, double place) {
  if (place <= 0.0) return low;
  if (place >= 1.0) return high;
  return std::clamp(low + place * (high - low), std::min(low, high), std::max(low, high));
}

double between_logarithms(double low, double high, double place) {
  if (place <= 0.0) return low;
  if (place >= 1.0) return high;
  return std::clamp(low * exp_same(place * log_same(high / low)), low, high);
}

double in_range(const Factor& factor, double place) {
  return factor.logarithmic ? between_logarithms(factor.low, factor.high, place)
                            : between(factor.low, factor.high, place);
}

/// Where in [0, 1] of the factor's range a value lies.
double place_of(const Factor& factor, double value) {
  if (value <= factor.low) return 0.0;
  if (value >= factor.high) return 1.0;
  return factor.logarithmic ? log_same(value / factor.low) / log_same(factor.high / factor.low)
                            : (value - factor.low) / (factor.high - factor.low);
}

std::string number_text(FactorKind kind, double value) {
  if (kind == FactorKind::date) return to_string(static_cast<Day>(value));
  if (kind == FactorKind::integer) return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{}", value);
}

}  // namespace

std::size_t count_values(const Factor& factor) {
  return has_levels(factor) ? factor.levels.size() : factor.values.size();
}

double value_at(const Factor& factor, double place) {
  if (const std::size_t count = count_values(factor); count > 0) {
    const auto index = static_cast<std::size_t>(place * static_cast<double>(count));
    return value_number(factor, std::min(index, count - 1));
  }
  if (!is_whole(factor)) return in_range(factor, place);
  if (factor.logarithmic) return std::floor(in_range(factor, place) + 0.5);
  return std::min(factor.low + std::floor(place * (factor.high - factor.low + 1.0)), factor.high);
}

double value_at_step(const Factor& factor, int step, int levels) {
  const std::size_t count = count_values(factor);
  if (count == 0) {
    const double value = in_range(factor, static_cast<double>(step) / (levels - 1));
    return is_whole(factor) ? std::floor(value + 0.5) : value;
  }
  const std::size_t index = static_cast<std::size_t>(step) * count / static_cast<std::size_t>(levels - 1);
  return value_number(factor, std::min(index, count - 1));
}

double linked_value(const Factor& factor, const LinkedName& linked, double value) {
  if (linked.same) return value;
  const double moved = between(linked.low, linked.high, place_of(factor, value));
  return linked.kind == FactorKind::real ? moved : std::floor(moved + 0.5);
}

std::string value_text(const Factor& factor, double value) {
  return has_levels(factor) ? factor.levels[static_cast<std::size_t>(value)]
                            : number_text(factor.kind, value);
}

namespace {

void add_settings(std::vector<std::string>& settings, const Factor& factor, double value) {
  if (!factor.packages.empty()) {
    const auto& package = factor.packages[static_cast<std::size_t>(value)];
    settings.insert(settings.end(), package.begin(), package.end());
    return;
  }
  settings.push_back(factor.name + "=" + value_text(factor, value));
  for (const auto& linked : factor.linked) {
    const double own = linked_value(factor, linked, value);
    settings.push_back(linked.name + "=" +
                       (linked.same ? value_text(factor, own) : number_text(linked.kind, own)));
  }
}

}  // namespace

std::vector<std::string> settings_of(const Design& design, std::size_t point) {
  const DesignPoint& wanted = design.points[point];
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < design.factors.size(); ++i) {
    add_settings(settings, design.factors[i], wanted.values[i]);
  }
  for (const auto& arm : design.arms) {
    if (arm.name == wanted.arm) settings.insert(settings.end(), arm.settings.begin(), arm.settings.end());
  }
  return settings;
}

}  // namespace comity
