// Which arm to choose: regret and thresholds.
#include "analysis/arms.h"
#include "missing.h"

#include "analysis/replicates.h"
#include "error.h"
#include "text/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

using Table = std::vector<std::vector<double>>;  // [factor points][arms]

// Mean of each arm at a factor point, over the replicates in which no arm failed and all have a value.
std::vector<double> means_at(const Runs& runs, const std::vector<std::size_t>& points,
                             const RunValues& values, std::span<const std::uint32_t> counts) {
  std::vector<double> sums(points.size(), 0.0);
  double used = 0.0;
  for (std::size_t replicate = 0; replicate < runs.replicates; ++replicate) {
    const auto value = [&](std::size_t point) { return values.values[point * runs.replicates + replicate]; };
    if (std::ranges::any_of(points, [&](std::size_t point) { return std::isnan(value(point)); })) continue;
    used += counts[replicate];
    for (std::size_t arm = 0; arm < points.size(); ++arm) sums[arm] += counts[replicate] * value(points[arm]);
  }
  for (double& sum : sums) sum = used > 0.0 ? sum / used : kMissing;
  return sums;
}

Table means_of(const Runs& runs, const Arms& arms, const RunValues& values,
               std::span<const std::uint32_t> counts) {
  Table means;
  for (const auto& points : arms.points) means.push_back(means_at(runs, points, values, counts));
  return means;
}

// The estimates of each arm with the replicates as they are, then of every resample.
template <class Estimate>
std::vector<Bounded> over_replicates(const Runs& runs, std::size_t arms, const Resampling& resampling,
                                     Estimate estimate) {
  std::vector<std::uint32_t> counts(runs.replicates, 1U);
  const std::vector<double> values = estimate(counts);
  std::vector<std::vector<double>> resampled(arms);
  for (std::uint32_t resample = 0; runs.replicates > 1 && resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    const std::vector<double> one = estimate(counts);
    for (std::size_t arm = 0; arm < arms; ++arm) resampled[arm].push_back(one[arm]);
  }
  std::vector<Bounded> found;
  for (std::size_t arm = 0; arm < arms; ++arm)
    found.push_back(percentile_interval(values[arm], resampled[arm], resampling.level));
  return found;
}

// How much worse each arm is than the best; empty when a value is missing.
std::vector<double> gaps_of(const std::vector<double>& means, bool higher) {
  if (std::ranges::any_of(means, [](double mean) { return std::isnan(mean); })) return {};
  const double best = higher ? std::ranges::max(means) : std::ranges::min(means);
  std::vector<double> gaps;
  for (const double mean : means) gaps.push_back(std::abs(best - mean));
  return gaps;
}

// Averages a number of each arm over the points with a gap.
template <class Number>
std::vector<double> average_over(const Table& means, bool higher, std::size_t arms, Number number) {
  std::vector<double> sums(arms, 0.0);
  double points = 0.0;
  for (const auto& point : means) {
    const std::vector<double> gaps = gaps_of(point, higher);
    if (gaps.empty()) continue;
    points += 1.0;
    for (std::size_t arm = 0; arm < arms; ++arm) sums[arm] += number(gaps[arm]);
  }
  for (double& sum : sums) sum = points > 0.0 ? sum / points : kMissing;
  return sums;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

std::vector<ArmRegret> find_regret(const Runs& runs, const Arms& arms, const Goal& goal,
                                   const Resampling& resampling) {
  const std::size_t count = arms.names.size();
  const auto tables = [&](std::span<const std::uint32_t> counts) {
    return means_of(runs, arms, goal.values, counts);
  };
  const auto mean = over_replicates(runs, count, resampling, [&](std::span<const std::uint32_t> counts) {
    return average_over(tables(counts), goal.higher, count, [](double gap) { return gap; });
  });
  const auto best = over_replicates(runs, count, resampling, [&](std::span<const std::uint32_t> counts) {
    return average_over(tables(counts), goal.higher, count,
                        [](double gap) { return gap == 0.0 ? 1.0 : 0.0; });
  });
  std::vector<ArmRegret> found;
  for (std::size_t arm = 0; arm < count; ++arm) found.push_back({mean[arm], kMissing, best[arm], 0});
  for (const auto& point : tables(std::vector<std::uint32_t>(runs.replicates, 1U))) {
    const std::vector<double> gaps = gaps_of(point, goal.higher);
    for (std::size_t arm = 0; arm < gaps.size(); ++arm) {
      ++found[arm].points;
      found[arm].worst = std::fmax(found[arm].worst, gaps[arm]);
    }
  }
  return found;
}

std::vector<ArmSatisfied> find_satisfied(const Runs& runs, const Arms& arms,
                                         std::span<const Condition> conditions,
                                         const Resampling& resampling) {
  const std::size_t count = arms.names.size();
  const auto shares = over_replicates(runs, count, resampling, [&](std::span<const std::uint32_t> counts) {
    std::vector<double> met(count, 0.0);
    for (const auto& points : arms.points) {
      std::vector<bool> all(count, true);
      for (const Condition& one : conditions) {
        const auto means = means_at(runs, points, one.values, counts);
        for (std::size_t arm = 0; arm < count; ++arm) all[arm] = all[arm] && meets(one.threshold, means[arm]);
      }
      for (std::size_t arm = 0; arm < count; ++arm) met[arm] += all[arm] ? 1.0 : 0.0;
    }
    for (double& one : met) one /= static_cast<double>(arms.points.size());
    return met;
  });
  std::vector<ArmSatisfied> found;
  for (const Bounded& share : shares) found.push_back({share, arms.points.size()});
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
