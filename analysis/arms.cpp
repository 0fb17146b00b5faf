#include "analysis/arms.h"

#include "analysis/replicates.h"
#include "error.h"
#include "missing.h"
#include "text/number.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace comity::analysis {
namespace {

constexpr std::size_t kNoPoint = std::numeric_limits<std::size_t>::max();

// The pairs of one independent unit, averaged.
struct Unit {
  double arm = 0.0;
  double reference = 0.0;
  double wins = 0.0;  // share of pairs, ties half
  std::size_t pairs = 0;
  std::size_t number = 0;  // which replicate, or point
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
  for (std::size_t i = 0; i < units.size(); ++i) units[i].number = i;
  std::erase_if(units, [](const Unit& unit) { return unit.pairs == 0; });
  for (Unit& unit : units) {
    const auto number = static_cast<double>(unit.pairs);
    unit.arm /= number;
    unit.reference /= number;
    unit.wins /= number;
  }
  return units;
}

template <class Value>
std::vector<double> values_of(std::span<const Unit> units, Value value) {
  std::vector<double> values;
  for (const Unit& unit : units) values.push_back(value(unit));
  return values;
}

double ratio(double above, double below) { return below > 0.0 ? above / below : kMissing; }

void fill_superiority(std::span<const Unit> units, double level, ArmDifference& found) {
  const std::vector<double> shares = values_of(units, [](const Unit& unit) { return unit.wins; });
  const bool single = std::ranges::all_of(units, [](const Unit& unit) { return unit.pairs == 1; });
  found.superiority_method = single ? IntervalMethod::exact_share : IntervalMethod::skew_t;
  found.superiority =
      single ? share_interval(std::accumulate(shares.begin(), shares.end(), 0.0), shares.size(), level)
             : mean_interval(shares, level);
  if (std::isnan(found.superiority.low)) return;
  found.superiority.low = std::max(0.0, found.superiority.low);
  found.superiority.high = std::min(1.0, found.superiority.high);
}

// The values that are there.
std::vector<double> present_of(std::span<const double> values) {
  std::vector<double> present(values.begin(), values.end());
  std::erase_if(present, [](double value) { return std::isnan(value); });
  return present;
}

// d: the difference over the root of the mean variance.
Bounded size_of(double difference, std::span<const double> arm, std::span<const double> reference) {
  const double one = deviation_of(arm);
  const double other = deviation_of(reference);
  return {ratio(difference, std::sqrt(0.5 * (one * one + other * other))), kMissing, kMissing};
}

// What these units say, beside the pairs counted already.
ArmDifference difference_of(const std::vector<Unit>& units, double level, ArmDifference found) {
  found.gaps = values_of(units, [](const Unit& unit) { return unit.arm - unit.reference; });
  for (const Unit& unit : units) found.numbers.push_back(unit.number);
  found.units = units.size();
  found.difference = mean_interval(found.gaps, level);
  found.same = units.size() > 1 && std::isnan(found.difference.low);
  const double deviation = found.same ? 0.0 : deviation_of(found.gaps);
  found.paired_size = {ratio(found.difference.value, deviation), kMissing, kMissing};
  found.size = size_of(found.difference.value, values_of(units, [](const Unit& unit) { return unit.arm; }),
                       values_of(units, [](const Unit& unit) { return unit.reference; }));
  fill_superiority(units, level, found);
  return found;
}

// What makes two points the same but for their arm.
using FactorPoint = std::tuple<std::uint32_t, std::uint32_t, std::string, std::vector<double>>;

// The outputs of one factor point in the replicates in which every arm has one.
struct PointTable {
  std::vector<std::size_t> replicates;      // their numbers
  std::vector<std::vector<double>> values;  // [arms][replicates]
  std::vector<double> means;                // [arms]; empty without a replicate
};

PointTable table_at(const Record& runs, const std::vector<std::size_t>& points, const RunValues& values) {
  PointTable table{{}, std::vector<std::vector<double>>(points.size()), {}};
  for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
    const auto value = [&](std::size_t point) { return values.values[point * runs.replicates + replicate]; };
    if (std::ranges::any_of(points, [&](std::size_t point) { return std::isnan(value(point)); })) continue;
    table.replicates.push_back(replicate);
    for (std::size_t arm = 0; arm < points.size(); ++arm) table.values[arm].push_back(value(points[arm]));
  }
  for (const auto& of_arm : table.values) {
    if (!of_arm.empty()) table.means.push_back(mean_of(of_arm));
  }
  return table;
}

// Of points in which all arms have a value, turned so that higher is better.
std::vector<PointTable> tables_of(const Record& runs, const Arms& arms, const Goal& goal) {
  RunValues gains = goal.values;
  if (!goal.higher) {
    for (double& value : gains.values) value = -value;
  }
  std::vector<PointTable> tables;
  for (const auto& points : arms.points) {
    tables.push_back(table_at(runs, points, gains));
    if (tables.back().means.empty()) tables.pop_back();
  }
  return tables;
}

// What another arm gains over this one at a point: mean and bounds; the mean itself for a bound where all replicates agree.
Bounded gain_of(const PointTable& table, const ArmPair& pair, double level) {
  std::vector<double> gaps = table.values[pair.arm];
  for (std::size_t i = 0; i < gaps.size(); ++i) gaps[i] -= table.values[pair.reference][i];
  Bounded gain = mean_interval(gaps, level);
  if (std::isnan(gain.low)) gain.low = gain.high = gain.value;
  return gain;
}

// Of every replicate the gap to the arm that is best in the others, averaged over points; none where a point has one replicate.
std::vector<double> honest_gaps(const Record& runs, std::span<const PointTable> tables, std::size_t arm) {
  std::vector<double> sums(runs.replicates, 0.0);
  std::vector<double> points(runs.replicates, 0.0);
  for (const PointTable& table : tables) {
    const auto number = static_cast<double>(table.replicates.size());
    if (table.replicates.size() < 2) return {};
    for (std::size_t i = 0; i < table.replicates.size(); ++i) {
      const auto others = [&](std::size_t one) { return table.means[one] * number - table.values[one][i]; };
      std::size_t best = arm;
      for (std::size_t one = 0; one < table.means.size(); ++one) {
        if (others(one) > others(best)) best = one;
      }
      sums[table.replicates[i]] += table.values[best][i] - table.values[arm][i];
      points[table.replicates[i]] += 1.0;
    }
  }
  std::vector<double> gaps;
  for (std::size_t replicate = 0; replicate < sums.size(); ++replicate) {
    if (points[replicate] > 0.0) gaps.push_back(sums[replicate] / points[replicate]);
  }
  return gaps;
}

// The estimates of one arm, without intervals.
ArmRegret regret_of(std::span<const PointTable> tables, std::size_t arm) {
  ArmRegret found{
      {0.0, kMissing, kMissing}, tables.empty() ? kMissing : 0.0, {0.0, kMissing, kMissing}, tables.size()};
  for (const PointTable& table : tables) {
    const double gap = std::ranges::max(table.means) - table.means[arm];
    found.mean.value += gap / static_cast<double>(tables.size());
    found.best.value += (gap == 0.0 ? 1.0 : 0.0) / static_cast<double>(tables.size());
    found.worst = std::max(found.worst, gap);
  }
  if (tables.empty()) found.mean.value = found.best.value = kMissing;
  return found;
}

// Surely best where no upper bound is above 0, possibly where no lower one is; the tail is shared among all arms and points.
void bound_regret(std::span<const PointTable> tables, std::size_t arm, double level, ArmRegret& found) {
  const auto points = static_cast<double>(tables.size());
  const std::size_t arms = tables.front().means.size();
  const double shared = 1.0 - 2.0 * (1.0 - level) / (points * static_cast<double>(arms - 1));
  found.best.low = found.best.high = found.mean.high = 0.0;
  for (const PointTable& table : tables) {
    double most = 0.0;
    bool surely = true;
    bool possibly = true;
    for (std::size_t one = 0; one < arms; ++one) {
      if (one == arm) continue;
      most = std::max(most, gain_of(table, {one, arm}, level).high);
      const Bounded gain = gain_of(table, {one, arm}, shared);
      surely = surely && gain.high <= 0.0;
      possibly = possibly && gain.low <= 0.0;
    }
    found.mean.high += most / points;
    found.best.low += (surely ? 1.0 : 0.0) / points;
    found.best.high += (possibly ? 1.0 : 0.0) / points;
  }
}

bool any_difference_varies(std::span<const PointTable> tables) {
  return std::ranges::any_of(tables, [](const PointTable& table) {
    for (std::size_t arm = 1; arm < table.values.size(); ++arm) {
      for (std::size_t i = 1; i < table.replicates.size(); ++i) {
        if (table.values[arm][i] - table.values[0][i] != table.values[arm][0] - table.values[0][0])
          return true;
      }
    }
    return false;
  });
}

// Whether the means of an arm at a point meet all conditions: the estimates, surely, possibly. A bound that is not known says nothing.
struct Met {
  bool estimate = true;
  bool surely = true;
  bool possibly = true;
};

Met meets_all(std::span<const Condition> conditions, std::span<const PointTable> tables, std::size_t arm,
              double level) {
  Met met;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Threshold& threshold = conditions[i].threshold;
    const Bounded mean = mean_interval(tables[i].values[arm], level);
    const bool upward = threshold.comparison[0] == '>';
    const double favourable = upward ? mean.high : mean.low;
    met.estimate = met.estimate && meets(threshold, mean.value);
    met.surely = met.surely && meets(threshold, upward ? mean.low : mean.high);
    met.possibly = met.possibly && (std::isnan(favourable) || meets(threshold, favourable));
  }
  return met;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

Arms find_arms(const Record& runs) {
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

std::size_t find_arm(const Record& runs, const Arms& arms, const std::string& name) {
  const auto found = std::ranges::find(arms.names, name);
  if (found == arms.names.end())
    throw Error(fmt::format("{}: there is no arm {}.{} There are {}.", runs.file.path().string(), name,
                            did_you_mean(name, arms.names), fmt::join(arms.names, ", ")));
  return static_cast<std::size_t>(found - arms.names.begin());
}

bool is_seen(const ArmDifference& found) {
  const Bounded& gap = found.difference;
  return gap.low > 0.0 || gap.high < 0.0 || (found.same && found.units >= 6 && gap.value != 0.0);
}

double mean_of_arm(const ArmValues& from, std::size_t arm) {
  std::vector<double> all;
  for (const auto& points : from.arms.points) {
    const std::vector<double> present = values_of_point(from.runs, from.values, points[arm]);
    all.insert(all.end(), present.begin(), present.end());
  }
  return mean_of(all);
}

ArmDifference compare_arms(const ArmValues& from, const ArmPair& pair, double level) {
  ArmDifference counted;
  const std::vector<Unit> units = collect_units(from, pair, counted);
  return difference_of(units, level, std::move(counted));
}

ArmDifference compare_pairs(std::span<const double> arm, std::span<const double> reference, double level) {
  COMITY_EXPECT(arm.size() == reference.size());
  ArmDifference found;
  std::vector<Unit> units;
  for (std::size_t i = 0; i < arm.size(); ++i) {
    if (std::isnan(arm[i]) || std::isnan(reference[i])) {
      ++found.undefined;
      continue;
    }
    add_pair(units.emplace_back(), arm[i], reference[i]);
  }
  return difference_of(units, level, std::move(found));
}

ArmDifference compare_groups(std::span<const double> arm, std::span<const double> reference, double level) {
  const std::array<std::vector<double>, 2> groups = {present_of(arm), present_of(reference)};
  ArmDifference found;
  found.units = std::min(groups[0].size(), groups[1].size());
  found.undefined = arm.size() + reference.size() - groups[0].size() - groups[1].size();
  found.difference = welch_interval(groups[0], groups[1], level);
  found.same = found.units > 1 && std::isnan(found.difference.low);
  found.paired_size = {kMissing, kMissing, kMissing};
  found.size = size_of(found.difference.value, groups[0], groups[1]);
  found.superiority = {kMissing, kMissing, kMissing};
  if (found.units == 0) return found;
  double wins = 0.0;
  for (const double one : groups[0]) {
    for (const double other : groups[1]) wins += one > other ? 1.0 : (one == other ? 0.5 : 0.0);
  }
  found.superiority.value = wins / static_cast<double>(groups[0].size() * groups[1].size());
  return found;
}

std::vector<ArmRegret> find_regret(const Record& runs, const Arms& arms, const Goal& goal, double level) {
  const std::vector<PointTable> tables = tables_of(runs, arms, goal);
  const bool varies = any_difference_varies(tables);
  std::vector<ArmRegret> found;
  for (std::size_t arm = 0; arm < arms.names.size(); ++arm) {
    found.push_back(regret_of(tables, arm));
    const std::vector<double> gaps = honest_gaps(runs, tables, arm);
    if (!varies || gaps.size() < 2) continue;
    const Bounded honest = mean_interval(gaps, level);
    bound_regret(tables, arm, level, found.back());
    found.back().mean.low = std::max(0.0, std::isnan(honest.low) ? honest.value : honest.low);
  }
  return found;
}

std::vector<ArmSatisfied> find_satisfied(const Record& runs, const Arms& arms,
                                         std::span<const Condition> conditions, double level) {
  const auto points = static_cast<double>(arms.points.size());
  const double shared = 1.0 - 2.0 * (1.0 - level) / (points * static_cast<double>(conditions.size()));
  std::vector<ArmSatisfied> found(arms.names.size(), {{0.0, 0.0, 0.0}, arms.points.size()});
  for (const auto& of_point : arms.points) {
    std::vector<PointTable> tables;  // [conditions]
    for (const Condition& one : conditions) tables.push_back(table_at(runs, of_point, one.values));
    for (std::size_t arm = 0; arm < found.size(); ++arm) {
      const Met met = meets_all(conditions, tables, arm, shared);
      found[arm].share.value += (met.estimate ? 1.0 : 0.0) / points;
      found[arm].share.low += (met.surely ? 1.0 : 0.0) / points;
      found[arm].share.high += (met.possibly ? 1.0 : 0.0) / points;
    }
  }
  for (ArmSatisfied& one : found) {
    if (runs.replicates < 2) one.share.low = one.share.high = kMissing;
  }
  return found;
}

Threshold read_threshold(const std::string& option, const std::string& text) {
  constexpr std::array kComparisons = {">=", "<=", ">", "<"};
  for (const char* comparison : kComparisons) {
    const std::size_t place = text.find(comparison);
    if (place == std::string::npos) continue;
    const std::string metric = trimmed(text.substr(0, place));
    const auto bound = parse_number<double>(trimmed(text.substr(place + std::string(comparison).size())));
    if (metric.empty() || !bound) break;
    return {metric, comparison, *bound};
  }
  throw Error(fmt::format(
      "{}: \"{}\" is no condition (write METRIC >= X, also <=, > or <, in quotation marks).", option, text));
}

bool meets(const Threshold& threshold, double value) {
  if (threshold.comparison == ">=") return value >= threshold.bound;
  if (threshold.comparison == "<=") return value <= threshold.bound;
  return threshold.comparison == ">" ? value > threshold.bound : value < threshold.bound;
}

}  // namespace comity::analysis
