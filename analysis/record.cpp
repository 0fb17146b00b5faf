#include "analysis/record.h"

#include "design/design_file.h"
#include "error.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity::analysis {
namespace {

constexpr std::size_t kRowsPerBlock = std::size_t{1} << 16U;
constexpr std::size_t kNumbersPerBlock = std::size_t{1} << 20U;
constexpr std::size_t kRunsPerRead = 64;  // of a series

std::vector<std::string> texts_if_any(const ResultsReader& file, const std::string& name, std::size_t count) {
  return file.has(name) ? file.texts(name) : std::vector<std::string>(count);
}

Design read_design(const ResultsReader& file, std::size_t points) {
  Design design;
  design.points.resize(points);
  if (!file.has("design/definition")) return design;
  design = read_design_definition(file.texts("design/definition").at(0));
  design.points.resize(points);
  const auto roles = texts_if_any(file, "design/role", points);
  const auto arms = texts_if_any(file, "design/arm", points);
  const auto blocks = file.numbers("design/block");
  const auto scrambles = file.numbers("design/scramble");
  for (std::size_t i = 0; i < points; ++i) {
    DesignPoint& point = design.points[i];
    point.role = roles.at(i);
    point.arm = arms.at(i);
    point.block = static_cast<std::uint32_t>(blocks.at(i));
    point.scramble = static_cast<std::uint32_t>(scrambles.at(i));
  }
  for (const Factor& factor : design.factors) {
    const auto values = file.numbers("design/" + factor.name);
    for (std::size_t i = 0; i < points; ++i) design.points[i].values.push_back(values.at(i));
  }
  return design;
}

std::string series_of(const Record& record, const std::string& metric) {
  need_series(record);
  std::string name = "metrics/" + metric;
  if (!record.file.has(name)) reject(record, fmt::format("has no series of {}.", metric));
  return name;
}

// A dataset of a metric: all groups or one, all recorded days or those from the first up to the second.
struct Dataset {
  std::string name;
  std::optional<std::size_t> group;
  std::optional<std::pair<std::size_t, std::size_t>> times;
};

// So many points from a point on, and of each so many replicates from one on.
struct Runs {
  std::size_t point = 0;
  std::size_t points = 0;
  std::size_t replicate = 0;
  std::size_t replicates = 0;
};

std::vector<double> read_block(const Record& record, const Dataset& of, const Runs& runs) {
  std::vector<std::size_t> size = record.file.shape(of.name);
  std::vector<std::size_t> begin(size.size(), 0);
  begin.at(0) = runs.point;
  begin.at(1) = runs.replicate;
  size[0] = runs.points;
  size[1] = runs.replicates;
  if (of.times) {
    begin.at(2) = of.times->first;
    size[2] = of.times->second - of.times->first;
  }
  if (of.group) {
    begin.back() = *of.group;
    size.back() = 1;
  }
  return record.file.numbers(of.name, begin, size);
}

std::size_t groups_of(const Record& record, const std::string& name) {
  const auto shape = record.file.shape(name);
  return shape.size() > 3 ? shape[3] : 1;
}

// The recorded days of a period, from the first up to the second; of a moment only that one.
std::pair<std::size_t, std::size_t> times_of(const Record& record, const TotalWanted& wanted) {
  need_series(record);
  if (wanted.moment == Moment::day) {
    const std::size_t time = find_time(record, wanted.day);
    return {time, time + 1};
  }
  const auto place = [&](double day) {
    return static_cast<std::size_t>(std::ranges::upper_bound(record.times, day) - record.times.begin());
  };
  const std::size_t first = place(wanted.period.from);
  const std::size_t last = std::max(first, place(wanted.period.until));
  return {wanted.moment == Moment::end && last > first ? last - 1 : first, last};
}

MetricKind kind_of(const std::string& metric) {
  const auto rows = metric_rows();
  const auto row = std::ranges::find(rows, metric, &MetricRow::name);
  return row == rows.end() ? MetricKind::gauge : row->kind;
}

std::string table_path(EventTable table) { return fmt::format("events/{}/", name_of(table)); }

}  // namespace

void reject(const Record& record, const std::string& why) {
  throw Error(fmt::format("{}: {}", record.file.path().string(), why));
}

Record open_record(const std::filesystem::path& path) {
  Record record{ResultsReader(path), {}, {}, 0, 0, {}, {}, 0, false, 0.0, 0.0};
  const auto shape = record.file.shape("runs/failed");
  if (shape.size() != 2 || shape[0] == 0 || shape[1] == 0)
    reject(record, "holds no run. Make one with comity run or comity sweep.");
  record.origin = read_origin(record.file);
  record.points = shape[0];
  record.replicates = shape[1];
  for (const double failed : record.file.numbers("runs/failed")) {
    record.failed.push_back(failed != 0.0);
    record.failed_runs += failed != 0.0 ? 1 : 0;
  }
  record.sweep = record.file.has("summary");
  if (record.file.has("metrics/time")) record.times = record.file.numbers("metrics/time");
  if (!record.sweep && record.times.empty()) reject(record, "holds no metrics: the file is damaged.");
  record.start = record.file.numbers("config/run/start").at(0);
  record.end = record.file.numbers("config/run/end").at(0);
  record.design = read_design(record.file, record.points);
  return record;
}

std::string kept_metrics(const Record& record) { return record.sweep ? "summary/" : "metrics/"; }

void need_series(const Record& record) {
  if (record.times.empty())
    reject(
        record,
        "holds totals of its runs but no series (the sweep did not keep them). Make it with --keep series.");
}

std::vector<double> MetricSeries::over_runs(std::size_t time, std::size_t group) const {
  std::vector<double> one(runs);
  for (std::size_t run = 0; run < runs; ++run) one[run] = at(run, time, group);
  return one;
}

MetricSeries read_series(const Record& record, const std::string& metric, ReplicateRange replicates,
                         std::span<const std::size_t> points) {
  const std::string name = series_of(record, metric);
  const auto shape = record.file.shape(name);
  MetricSeries series{0, shape.at(2), groups_of(record, name), {}};
  const std::size_t width = series.times * series.groups;
  series.values.reserve(points.size() * replicates.count * width);
  for (const std::size_t point : points) {
    for (std::size_t done = 0; done < replicates.count; done += kRunsPerRead) {
      const std::size_t first = replicates.begin + done;
      const std::size_t count = std::min(kRunsPerRead, replicates.count - done);
      const std::vector<double> values = read_block(record, {name, {}, {}}, {point, 1, first, count});
      for (std::size_t run = 0; run < count; ++run) {
        if (record.failed[point * record.replicates + first + run]) continue;
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(run * width);
        series.values.insert(series.values.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
        ++series.runs;
      }
    }
  }
  return series;
}

std::vector<double> read_totals(const Record& record, const std::string& metric, const TotalWanted& wanted) {
  const MetricKind kind = wanted.moment == Moment::mean ? MetricKind::gauge : kind_of(metric);
  const bool over_all = std::isinf(wanted.period.from) && std::isinf(wanted.period.until);
  const bool summed =
      wanted.moment == Moment::whole || (wanted.moment == Moment::mean && kind == kind_of(metric));
  if (over_all && summed && record.file.has("summary/" + metric))
    return read_block(record, {"summary/" + metric, wanted.group, {}},
                      {0, record.points, 0, record.replicates});
  const auto [first, last] = times_of(record, wanted);
  const std::string name = series_of(record, metric);
  const std::size_t groups = wanted.group ? 1 : groups_of(record, name);
  const std::size_t block =
      std::max<std::size_t>(1, kNumbersPerBlock / std::max<std::size_t>(1, (last - first) * groups));
  std::vector<double> totals;
  for (std::size_t point = 0; point < record.points; ++point) {
    for (std::size_t begin = 0; begin < record.replicates; begin += block) {
      const std::size_t runs = std::min(block, record.replicates - begin);
      const MetricSeries series{
          runs, last - first, groups,
          read_block(record, {name, wanted.group, std::pair(first, last)}, {point, 1, begin, runs})};
      for (std::size_t place = 0; place < runs * groups; ++place) {
        OverTime over;
        for (std::size_t time = 0; time < series.times; ++time)
          over.add(series.at(place / groups, time, place % groups));
        totals.push_back(over.value(kind));
      }
    }
  }
  return totals;
}

std::size_t find_time(const Record& record, Day day) {
  need_series(record);
  const auto after = std::ranges::upper_bound(record.times, static_cast<double>(day) + 0.999999);
  if (after == record.times.begin())
    reject(record, fmt::format("nothing is recorded before {} ({} was asked for). Choose a later day.",
                               to_string(static_cast<Day>(record.times.front())), to_string(day)));
  return static_cast<std::size_t>(after - record.times.begin()) - 1;
}

std::size_t count_events(const Record& record, EventTable table) {
  return record.file.shape(table_path(table) + "replicate").at(0);
}

void scan_events(const Record& record, EventTable table, std::span<const std::string> columns,
                 const std::function<void(const EventBlock&)>& take) {
  const std::size_t count = count_events(record, table);
  for (std::size_t begin = 0; begin < count; begin += kRowsPerBlock) {
    EventBlock block{{}, std::min(kRowsPerBlock, count - begin)};
    for (const std::string& column : columns)
      block.columns.push_back(record.file.numbers(table_path(table) + column, {begin}, {block.rows}));
    take(block);
  }
}

}  // namespace comity::analysis
