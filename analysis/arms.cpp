#include "analysis/arms.h"

#include "analysis/replicates.h"
#include "error.h"
#include "missing.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace comity::analysis {
namespace {

constexpr std::size_t kNoPoint = std::numeric_limits<std::size_t>::max();

// The pairs of one independent unit, averaged.
struct Unit {
  double arm = 0.0;
  double reference = 0.0;
  double wins = 0.0;  // share of pairs, ties half
  std::size_t pairs = 0;
};

void add_pair(Unit& unit, double arm, double reference) {
  unit.arm += arm;
  unit.reference += reference;
  unit.wins += arm > reference ? 1.0 : (arm == reference ? 0.5 : 0.0);
  ++unit.pairs;
}

std::vector<Unit> collect_units(const ArmValues& from, const ArmPair& pair, ArmDifference& counts) {
  const auto& [runs, arms, values] = from;
  const bool by_replicate = runs.replicates > 1;
  std::vector<Unit> units(by_replicate ? runs.replicates : arms.points.size());
  for (std::size_t point = 0; point < arms.points.size(); ++point) {
    for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
      const std::size_t arm = arms.points[point][pair.arm] * runs.replicates + replicate;
      const std::size_t reference = arms.points[point][pair.reference] * runs.replicates + replicate;
      if (runs.failed[arm] || runs.failed[reference]) {
        ++counts.dropped;
      } else if (std::isnan(values.values[arm]) || std::isnan(values.values[reference])) {
        ++counts.undefined;
      } else {
        add_pair(units[by_replicate ? replicate : point], values.values[arm], values.values[reference]);
      }
    }
  }
  std::erase_if(units, [](const Unit& unit) { return unit.pairs == 0; });
  for (Unit& unit : units) {
    const auto number = static_cast<double>(unit.pairs);
    unit.arm /= number;
    unit.reference /= number;
    unit.wins /= number;
  }
  return units;
}

// Mean and variance with n - 1 of units that each count so often.
struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

template <class Value>
Moments moments_of(std::span<const Unit> units, std::span<const std::uint32_t> counts, Value value) {
  Moments moments;
  const auto number = static_cast<double>(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) moments.mean += counts[i] * value(units[i]) / number;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double gap = value(units[i]) - moments.mean;
    moments.variance += counts[i] * gap * gap / (number - 1.0);
  }
  return moments;
}

double ratio(double above, double below) { return below > 0.0 ? above / below : kMissing; }

double paired_size(std::span<const Unit> units, std::span<const std::uint32_t> counts) {
  const Moments gap = moments_of(units, counts, [](const Unit& unit) { return unit.arm - unit.reference; });
  return ratio(gap.mean, std::sqrt(gap.variance));
}

double unpaired_size(std::span<const Unit> units, std::span<const std::uint32_t> counts) {
  const Moments arm = moments_of(units, counts, [](const Unit& unit) { return unit.arm; });
  const Moments reference = moments_of(units, counts, [](const Unit& unit) { return unit.reference; });
  return ratio(arm.mean - reference.mean, std::sqrt(0.5 * (arm.variance + reference.variance)));
}

using Statistic = double (*)(std::span<const Unit>, std::span<const std::uint32_t>);

Bounded bootstrapped(std::span<const Unit> units, Statistic statistic, const Resampling& resampling) {
  if (units.size() < 2) return {kMissing, kMissing, kMissing};
  std::vector<std::uint32_t> counts(units.size(), 1U);
  const double value = statistic(units, counts);
  std::vector<double> resampled;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    resampled.push_back(statistic(units, counts));
  }
  return normal_interval(value, resampled, resampling.level);
}

void fill_superiority(std::span<const Unit> units, double level, ArmDifference& found) {
  std::vector<double> shares;
  double wins = 0.0;
  for (const Unit& unit : units) {
    shares.push_back(unit.wins);
    wins += unit.wins;
  }
  const bool single = std::ranges::all_of(units, [](const Unit& unit) { return unit.pairs == 1; });
  found.superiority_method = single ? "wilson" : "student";
  found.superiority = single ? share_interval(wins, units.size(), level) : student_interval(shares, level);
  found.superiority.low = std::isnan(found.superiority.low) ? kMissing : std::max(0.0, found.superiority.low);
  found.superiority.high =
      std::isnan(found.superiority.high) ? kMissing : std::min(1.0, found.superiority.high);
}

// What makes two points the same but for their arm.
using FactorPoint = std::tuple<std::uint32_t, std::uint32_t, std::string, std::vector<double>>;

}  // namespace

Arms find_arms(const Runs& runs) {
  Arms arms;
  for (const Arm& arm : runs.design.arms) arms.names.push_back(arm.name);
  if (arms.names.size() < 2)
    throw Error(fmt::format(
        "{}: has no arms to compare. Give the scenario an [arms] table with the policies and make a sweep "
        "of it (scenarios/README.md).",
        runs.file.path().string()));
  std::map<FactorPoint, std::size_t> place;
  for (std::size_t id = 0; id < runs.points; ++id) {
    const DesignPoint& point = runs.design.points[id];
    const auto arm = static_cast<std::size_t>(std::ranges::find(arms.names, point.arm) - arms.names.begin());
    if (arm == arms.names.size()) continue;
    // The same factor point twice is one more factor point.
    for (std::uint32_t copy = 0;; ++copy) {
      FactorPoint key{point.block, point.scramble, fmt::format("{}#{}", point.role, copy), point.values};
      const auto [found, fresh] = place.try_emplace(std::move(key), arms.points.size());
      if (fresh) arms.points.emplace_back(arms.names.size(), kNoPoint);
      std::size_t& held = arms.points[found->second][arm];
      if (held != kNoPoint) continue;
      held = id;
      break;
    }
  }
  arms.incomplete = std::erase_if(arms.points, [](const std::vector<std::size_t>& points) {
    return std::ranges::find(points, kNoPoint) != points.end();
  });
  return arms;
}

std::size_t find_arm(const Runs& runs, const Arms& arms, const std::string& name) {
  const auto found = std::ranges::find(arms.names, name);
  if (found == arms.names.end())
    throw Error(fmt::format("{}: there is no arm {}.{} There are {}.", runs.file.path().string(), name,
                            did_you_mean(name, arms.names), fmt::join(arms.names, ", ")));
  return static_cast<std::size_t>(found - arms.names.begin());
}

ArmDifference compare_arms(const ArmValues& from, const ArmPair& pair, const Resampling& resampling) {
  ArmDifference found;
  const std::vector<Unit> units = collect_units(from, pair, found);
  std::vector<double> gaps;
  for (const Unit& unit : units) gaps.push_back(unit.arm - unit.reference);
  found.units = units.size();
  found.difference = student_interval(gaps, resampling.level);
  found.paired_size = bootstrapped(units, paired_size, resampling);
  found.size = bootstrapped(units, unpaired_size, resampling);
  fill_superiority(units, resampling.level, found);
  return found;
}

}  // namespace comity::analysis
