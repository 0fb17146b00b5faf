#include "analysis/report_source.h"

#include "error.h"
#include "missing.h"
#include "scenario/loader.h"
#include "tables/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostSeriesRuns = 1000;
constexpr std::size_t kMostArms = 8;

std::vector<PointSet> sets_of(const ReportSource& source) {
  std::vector<PointSet> sets;
  if (source.file.has("design/arm")) {
    const std::vector<std::string> arms = source.file.texts("design/arm");
    std::map<std::string, std::size_t> place;
    for (std::size_t point = 0; point < arms.size(); ++point) {
      const auto [found, fresh] = place.try_emplace(arms[point], sets.size());
      if (fresh) sets.push_back({arms[point], {}});
      sets[found->second].points.push_back(point);
    }
  }
  if (!sets.empty() && sets.size() <= kMostArms) return sets;
  PointSet all;
  for (std::size_t point = 0; point < source.points; ++point) all.points.push_back(point);
  return {all};
}

void read_series_plan(ReportSource& source) {
  if (!source.file.has("metrics/time")) return;
  source.times = source.file.numbers("metrics/time");
  const std::size_t per_point = std::max<std::size_t>(1, kMostSeriesRuns / source.points);
  source.series_replicates = std::min(source.replicates, per_point);
}

double quantile(const std::vector<double>& sorted, double probability) {
  if (sorted.empty()) return kMissing;
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

bool is_counter(const std::string& metric) {
  const auto rows = metric_rows();
  const auto row = std::ranges::find_if(rows, [&](const MetricRow& one) { return one.name == metric; });
  return row != rows.end() && row->kind == MetricKind::counter;
}

// A run's series as one number per group.
void add_total(const RunSeries& series, std::size_t run, bool counter, std::vector<double>& totals) {
  for (std::size_t group = 0; group < series.groups; ++group) {
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t time = 0; time < series.times; ++time) {
      const double value = series.at(run, time, group);
      if (std::isnan(value)) continue;
      sum += value;
      count += 1.0;
    }
    totals.push_back(counter ? sum : count > 0.0 ? sum / count : kMissing);
  }
}

}  // namespace

ReportSource open_report_source(const std::filesystem::path& path) {
  ReportSource source{
      ResultsReader(path), RecordedRuns(path).origin(), {}, {}, 0, 0, 0, {}, {}, {}, 0.0, 0.0};
  const auto shape = source.file.shape("runs/failed");
  if (shape.size() != 2 || shape[0] == 0 || shape[1] == 0)
    throw Error(fmt::format("{}: holds no run. Make one with comity run or comity sweep.", path.string()));
  source.config = load_scenario(source.origin.texts, source.origin.overrides);
  source.sha256 = source.file.texts("provenance/input_sha256").front();
  source.points = shape[0];
  source.replicates = shape[1];
  for (const double failed : source.file.numbers("runs/failed")) source.failed.push_back(failed != 0.0);
  source.sets = sets_of(source);
  source.start = source.file.numbers("config/run/start").front();
  source.end = source.file.numbers("config/run/end").front();
  read_series_plan(source);
  return source;
}

RunBand run_band(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  double sum = 0.0;
  for (const double value : values) sum += value;
  const double mean = values.empty() ? kMissing : sum / static_cast<double>(values.size());
  return {quantile(values, 0.05), quantile(values, 0.25), quantile(values, 0.5),
          quantile(values, 0.75), quantile(values, 0.95), mean,
          values.size()};
}

std::vector<double> RunSeries::over_runs(std::size_t time, std::size_t group) const {
  std::vector<double> one(runs);
  for (std::size_t run = 0; run < runs; ++run) one[run] = at(run, time, group);
  return one;
}

RunSeries read_series_of(const ReportSource& source, const std::string& metric, const PointSet& set) {
  const std::string name = "metrics/" + metric;
  const auto shape = source.file.shape(name);
  RunSeries series{0, shape.at(2), shape.size() > 3 ? shape[3] : 1, {}};
  for (const std::size_t point : set.points) {
    std::vector<std::size_t> begin(shape.size(), 0);
    std::vector<std::size_t> size = shape;
    begin[0] = point;
    size[0] = 1;
    size[1] = source.series_replicates;
    const std::vector<double> values = source.file.numbers(name, begin, size);
    const auto width = static_cast<std::ptrdiff_t>(series.times * series.groups);
    for (std::size_t run = 0; run < source.series_replicates; ++run) {
      if (source.failed[point * source.replicates + run]) continue;
      const auto first = values.begin() + static_cast<std::ptrdiff_t>(run) * width;
      series.values.insert(series.values.end(), first, first + width);
      ++series.runs;
    }
  }
  return series;
}

std::vector<double> read_totals(const ReportSource& source, const std::string& metric) {
  if (source.file.has("summary/" + metric)) return source.file.numbers("summary/" + metric);
  const std::vector<double> all = source.file.numbers("metrics/" + metric);
  const auto shape = source.file.shape("metrics/" + metric);
  const RunSeries series{source.points * source.replicates, shape.at(2), shape.size() > 3 ? shape[3] : 1,
                         all};
  std::vector<double> totals;
  for (std::size_t run = 0; run < series.runs; ++run) {
    if (source.failed[run])
      totals.insert(totals.end(), series.groups, kMissing);
    else
      add_total(series, run, is_counter(metric), totals);
  }
  return totals;
}

std::vector<std::size_t> thinned_times(const ReportSource& source, std::size_t most) {
  std::vector<std::size_t> picked;
  const std::size_t count = source.times.size();
  const std::size_t step = std::max<std::size_t>(1, (count + most - 1) / most);
  for (std::size_t time = 0; time < count; time += step) picked.push_back(time);
  if (picked.back() != count - 1) picked.push_back(count - 1);
  return picked;
}

int year_of(double day) {
  const std::chrono::sys_days date{std::chrono::days{static_cast<int>(std::floor(day))}};
  return static_cast<int>(std::chrono::year_month_day(date).year());
}

std::string runs_text(const ReportSource& source, bool series) {
  const std::size_t used = series ? source.series_replicates : source.replicates;
  const std::string runs = fmt::format("{} run{}", used, used == 1 ? "" : "s");
  const std::string first = used < source.replicates ? "the first " : "";
  if (source.points == 1) return first + runs;
  return fmt::format("{} points × {}{}", source.points, first, runs);
}

std::string state_name(const Config& config, std::size_t state) {
  const auto& row = config.states[state];
  return row.name.empty() ? row.id : row.name;
}

}  // namespace comity::analysis
