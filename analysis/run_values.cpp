#include "analysis/runs.h"
#include "missing.h"

#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace comity::analysis {
namespace {

// What is read of one dataset: all runs, all times or none, one group or all of them.
struct Part {
  std::size_t times = 1;
  std::size_t groups = 1;
  std::vector<double> values;  // [points x replicates x times x groups]
};

Part read_part(const Runs& runs, const MetricName& name, const std::string& kept) {
  const MetricRow& row = metric_rows()[name.metric];
  const std::string path = kept + std::string(row.name);
  std::vector<std::size_t> size = runs.file.shape(path);
  std::vector<std::size_t> begin(size.size(), 0);
  Part part;
  if (kept == "metrics/") part.times = size.at(2);
  if (row.group != Group::one && name.group) {
    begin.back() = *name.group;
    size.back() = 1;
  }
  if (row.group != Group::one) part.groups = size.back();
  part.values = runs.file.numbers(path, begin, size);
  return part;
}

// Sums what is there of `count` values; NaN when nothing is.
double sum_present(const double* values, std::size_t count, std::size_t& present) {
  double sum = 0.0;
  present = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (std::isnan(values[i])) continue;
    sum += values[i];
    ++present;
  }
  return present == 0 ? kMissing : sum;
}

// The groups of every run and time added up.
std::vector<double> over_groups(const Part& part) {
  if (part.groups == 1) return part.values;
  std::vector<double> sums;
  std::size_t present = 0;
  for (std::size_t i = 0; i < part.values.size(); i += part.groups)
    sums.push_back(sum_present(part.values.data() + i, part.groups, present));
  return sums;
}

// Counters summed over the times of every run, gauges averaged.
std::vector<double> over_times(std::span<const double> series, std::size_t times, MetricKind kind) {
  std::vector<double> totals;
  std::size_t present = 0;
  for (std::size_t i = 0; i < series.size(); i += times) {
    const double sum = sum_present(series.data() + i, times, present);
    totals.push_back(kind == MetricKind::gauge ? sum / static_cast<double>(present) : sum);
  }
  return totals;
}

RunValues described(const MetricName& name) {
  const MetricRow& row = metric_rows()[name.metric];
  return {name.text, std::string(row.unit), std::string(row.meaning), {}, {}};
}

RunValues read_total_values(const Runs& runs, const std::string& metric) {
  const MetricName name = find_metric(runs, metric);
  RunValues read = described(name);
  const Part part = read_part(runs, name, kept_metrics(runs));
  read.values = over_groups(part);
  if (!runs.sweep) read.values = over_times(read.values, part.times, metric_rows()[name.metric].kind);
  return read;
}

void need_series(const Runs& runs) {
  if (runs.times.empty())
    reject(
        runs,
        "holds totals of its runs but no series (the sweep did not keep them). Make it with --keep series.");
}

RunValues read_plain_series(const Runs& runs, const std::string& metric) {
  const MetricName name = find_metric(runs, metric);
  RunValues read = described(name);
  read.values = over_groups(read_part(runs, name, "metrics/"));
  return read;
}

// `A+B` as the sum of what `read` gives for A and B.
template <class Read>
RunValues read_sum(const Runs& runs, const std::string& metric, Read read) {
  const std::size_t plus = metric.find('+');
  RunValues sum = read(runs, metric.substr(0, plus));
  if (plus == std::string::npos) return sum;
  const RunValues rest = read_sum(runs, metric.substr(plus + 1), read);
  for (std::size_t i = 0; i < sum.values.size(); ++i) sum.values[i] += rest.values[i];
  sum.metric = metric;
  sum.meaning += fmt::format(" + {}", rest.meaning);
  return sum;
}

// `A/B` as the ratio of the sums A and B; all else as a sum.
template <class Read>
RunValues read_formula(const Runs& runs, const std::string& metric, Read read) {
  const std::size_t slash = metric.find('/');
  RunValues above = read_sum(runs, metric.substr(0, slash), read);
  if (slash == std::string::npos) return above;
  const RunValues below = read_sum(runs, metric.substr(slash + 1), read);
  for (std::size_t i = 0; i < above.values.size(); ++i)
    above.values[i] = below.values[i] == 0.0 ? kMissing : above.values[i] / below.values[i];
  above.metric = metric;
  above.unit = above.unit == below.unit ? "1" : fmt::format("{}/{}", above.unit, below.unit);
  above.meaning += fmt::format(" / {}", below.meaning);
  return above;
}

}  // namespace

RunValues read_values(const Runs& runs, const std::string& metric, std::optional<Day> day) {
  if (!day) return read_formula(runs, metric, read_total_values);
  const std::size_t time = find_time(runs, *day);
  return slice_of(runs, read_over_time(runs, metric), time);
}

std::vector<double> values_of_point(const Runs& runs, const RunValues& values, std::size_t point) {
  std::vector<double> present;
  for (std::size_t run = point * runs.replicates; run < (point + 1) * runs.replicates; ++run) {
    if (!runs.failed[run] && !std::isnan(values.values[run])) present.push_back(values.values[run]);
  }
  return present;
}

RunValues read_over_time(const Runs& runs, const std::string& metric) {
  need_series(runs);
  return read_formula(runs, metric, read_plain_series);
}

RunValues slice_of(const Runs& runs, const RunValues& series, std::size_t time) {
  RunValues slice{
      series.metric, series.unit, series.meaning, to_string(static_cast<Day>(runs.times[time])), {}};
  for (std::size_t i = time; i < series.values.size(); i += runs.times.size())
    slice.values.push_back(series.values[i]);
  return slice;
}

std::size_t find_time(const Runs& runs, Day day) {
  need_series(runs);
  const auto after = std::ranges::upper_bound(runs.times, static_cast<double>(day) + 0.999999);
  if (after == runs.times.begin())
    reject(runs, fmt::format("nothing is recorded before {} ({} was asked for). Choose a later day.",
                             to_string(static_cast<Day>(runs.times.front())), to_string(day)));
  return static_cast<std::size_t>(after - runs.times.begin()) - 1;
}

}  // namespace comity::analysis
