#include "replicates.h"

#include "observe/labels.h"
#include "run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::test {

namespace {

double value_of(const RunResult& result, std::size_t width, const Quantity& quantity) {
  const bool counter = metric_rows()[static_cast<std::size_t>(quantity.metric)].kind == MetricKind::counter;
  double sum = 0.0;
  double points = 0.0;
  for (std::size_t begin = 0; begin < result.series.size(); begin += width) {
    double here = 0.0;
    for (std::size_t k = quantity.first; k < quantity.last; ++k) here += result.series[begin + k];
    if (std::isnan(here)) continue;
    sum += here;
    points += 1.0;
  }
  return counter ? sum : points > 0.0 ? sum / points : 0.0;
}

Estimate summarise(const std::vector<double>& sample) {
  const auto n = static_cast<double>(sample.size());
  double mean = 0.0;
  for (const double value : sample) mean += value / n;
  double squares = 0.0;
  for (const double value : sample) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1.0) / n)};
}

}  // namespace

std::vector<Quantity> totals(const Config& config) {
  const MetricLayout layout = make_metric_layout(config);
  std::vector<Quantity> all;
  for (std::size_t number = 0; number < metric_rows().size(); ++number) {
    const MetricRow& row = metric_rows()[number];
    const bool each = row.group == Group::instrument || row.group == Group::fate || row.group == Group::level;
    const std::size_t width = each ? 1 : layout.offset[number + 1] - layout.offset[number];
    for (std::size_t first = layout.offset[number]; first < layout.offset[number + 1]; first += width) {
      const std::string suffix = each ? fmt::format("[{}]", first - layout.offset[number]) : "";
      all.push_back({std::string(row.name) + suffix, static_cast<Metric>(number), first, first + width});
    }
  }
  return all;
}

std::vector<Quantity> by_state(const Config& config, const std::vector<int>& order) {
  const MetricLayout layout = make_metric_layout(config);
  std::vector<Quantity> all;
  for (std::size_t number = 0; number < metric_rows().size(); ++number) {
    const MetricRow& row = metric_rows()[number];
    if (row.group != Group::state) continue;
    for (std::size_t place = 0; place < order.size(); ++place) {
      const std::size_t first = layout.offset[number] + static_cast<std::size_t>(order[place]);
      all.push_back({fmt::format("{}[{}]", row.name, place), static_cast<Metric>(number), first, first + 1});
    }
  }
  return all;
}

std::vector<Estimate> estimate(const Config& config, const std::vector<Quantity>& quantities,
                               int replicates) {
  const Setup setup = make_setup(config);
  const std::size_t width = make_metric_layout(config).size();
  law::LawCache laws(config.library);
  std::vector<std::vector<double>> samples(quantities.size());
  for (int replicate = 0; replicate < replicates; ++replicate) {
    const RunResult result = run_replicate(config, setup, static_cast<std::uint32_t>(replicate), laws);
    for (std::size_t k = 0; k < quantities.size(); ++k)
      samples[k].push_back(value_of(result, width, quantities[k]));
  }
  std::vector<Estimate> estimates;
  for (const auto& sample : samples) estimates.push_back(summarise(sample));
  return estimates;
}

Difference largest_difference(const std::vector<Quantity>& quantities, const std::vector<Estimate>& one,
                              const std::vector<Estimate>& other, const Slack& slack) {
  Difference largest;
  for (std::size_t k = 0; k < quantities.size(); ++k) {
    const std::string& name = quantities[k].name;
    if (std::find(slack.exempt.begin(), slack.exempt.end(), name) != slack.exempt.end()) continue;
    const double allowed = slack.relative * std::abs(one[k].mean) + 1e-9;
    const double beyond = std::max(0.0, std::abs(one[k].mean - other[k].mean) - allowed);
    const double errors = beyond > 0.0 ? beyond / (std::hypot(one[k].error, other[k].error) + 1e-300) : 0.0;
    if (errors > largest.errors) largest = {errors, name};
  }
  return largest;
}

}  // namespace comity::test
