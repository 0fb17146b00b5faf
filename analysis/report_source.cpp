#include "analysis/report_source.h"

#include "analysis/interval.h"
#include "analysis/sample.h"
#include "analysis/worlds.h"
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
  if (source.record.file.has("design/arm")) {
    const std::vector<std::string> arms = source.record.file.texts("design/arm");
    std::map<std::string, std::size_t> place;
    for (std::size_t point = 0; point < arms.size(); ++point) {
      const auto [found, fresh] = place.try_emplace(arms[point], sets.size());
      if (fresh) sets.push_back({arms[point], {}});
      sets[found->second].points.push_back(point);
    }
  }
  if (!sets.empty() && sets.size() <= kMostArms) return sets;
  PointSet all;
  for (std::size_t point = 0; point < source.record.points; ++point) all.points.push_back(point);
  return {all};
}

}  // namespace

ReportSource open_report_source(const std::filesystem::path& path) {
  ReportSource source{open_record(path), {}, 0, {}, {}};
  source.config = load_scenario(source.record.origin.texts, source.record.origin.overrides);
  source.sets = sets_of(source);
  source.worlds = worlds_of(source.record);
  const std::size_t per_point = std::max<std::size_t>(1, kMostSeriesRuns / source.record.points);
  if (source.record.has_series()) source.series_replicates = std::min(source.record.replicates, per_point);
  return source;
}

RunBand run_band(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  return {quantile(values, 0.05),
          quantile(values, 0.25),
          quantile(values, 0.5),
          quantile(values, 0.75),
          quantile(values, 0.95),
          mean_of(values),
          values.size(),
          kMissing,
          kMissing};
}

MetricSeries read_series_of(const ReportSource& source, const std::string& metric, const PointSet& set) {
  return read_series(source.record, metric, {0, source.series_replicates}, set.points);
}

std::vector<std::size_t> thinned_times(const ReportSource& source, std::size_t most) {
  std::vector<std::size_t> picked;
  const std::size_t count = source.record.times.size();
  const std::size_t step = std::max<std::size_t>(1, (count + most - 1) / most);
  for (std::size_t time = 0; time < count; time += step) picked.push_back(time);
  if (picked.back() != count - 1) picked.push_back(count - 1);
  return picked;
}

std::size_t days_of_arm(const ReportSource& source, std::size_t most) {
  constexpr std::size_t kFewest = 16;
  return std::max(kFewest, most / std::max<std::size_t>(1, source.sets.size()));
}

std::string runs_text(const ReportSource& source, bool series) {
  const Record& record = source.record;
  const std::size_t used = series ? source.series_replicates : record.replicates;
  std::size_t failed = 0;
  for (std::size_t run = 0; run < record.failed.size(); ++run) {
    if (record.failed[run] && run % record.replicates < used) ++failed;
  }
  const std::string runs =
      fmt::format("{}{} run{}", used < record.replicates ? "the first " : "", used, used == 1 ? "" : "s");
  const std::string all = record.points == 1 ? runs : fmt::format("{} points × {}", record.points, runs);
  return failed == 0 ? all : fmt::format("{}, less {} that failed", all, failed);
}

std::string state_name(const Config& config, std::size_t state) {
  const auto& row = config.states[state];
  return row.name.empty() ? row.id : row.name;
}

}  // namespace comity::analysis
