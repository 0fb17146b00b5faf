// Metrics and their summary as long tables.
#include "analysis/export_tables.h"
#include "analysis/values.h"
#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

constexpr std::size_t kRunsPerBlock = 64;           // as the file's chunks hold at most of series
constexpr std::size_t kSummaryRunsPerBlock = 4096;  // and of totals

// A metric of a file: where it stands and what its groups are called.
struct Series {
  const Record& runs;
  std::string group;  // "metrics/" or "summary/"
  bool over_time;
  std::size_t row;

  std::string dataset() const { return group + std::string(metric_rows()[row].name); }
};

struct Slice {
  std::size_t point;
  std::size_t points;
  std::size_t replicate;
  std::size_t replicates;
};

void write_part(const Series& series, const Slice& part, CsvWriter& csv) {
  const Record& runs = series.runs;
  const MetricRow& row = metric_rows()[series.row];
  const bool grouped = row.group != Group::one;
  const std::vector<std::string> labels =
      grouped ? runs.file.texts(series.group + std::string(name_of(row.group)))
              : std::vector<std::string>{""};
  const std::size_t times = series.over_time ? runs.times.size() : 1;
  std::vector<std::size_t> begin = {part.point, part.replicate};
  std::vector<std::size_t> size = {part.points, part.replicates};
  if (series.over_time) size.push_back(times);
  if (grouped) size.push_back(labels.size());
  begin.resize(size.size(), 0);
  const std::vector<double> values = runs.file.numbers(series.dataset(), begin, size);
  std::size_t place = 0;
  for (std::size_t run = 0; run < part.points * part.replicates; ++run) {
    for (std::size_t time = 0; time < times; ++time) {
      for (const std::string& label : labels) {
        csv.whole(part.point + run / part.replicates);
        csv.whole(part.replicate + run % part.replicates);
        if (series.over_time) csv.day(runs.times[time]);
        csv.text(row.name);
        csv.text(label);
        csv.number(values[place++]);
        csv.end_row();
      }
    }
  }
}

// In parts as large as the chunks of the file, so that none is unpacked twice.
void write_series(const Series& series, CsvWriter& csv) {
  const Record& runs = series.runs;
  const std::size_t most = series.over_time ? kRunsPerBlock : kSummaryRunsPerBlock;
  const std::size_t replicates = std::min(runs.replicates, most);
  const std::size_t points = std::max<std::size_t>(most / std::max<std::size_t>(replicates, 1), 1);
  for (std::size_t point = 0; point < runs.points; point += points) {
    for (std::size_t replicate = 0; replicate < runs.replicates; replicate += replicates) {
      write_part(series,
                 {point, std::min(points, runs.points - point), replicate,
                  std::min(replicates, runs.replicates - replicate)},
                 csv);
    }
  }
}

ColumnWords words_of(const MetricRow& row, bool over_time) {
  const bool counter = row.kind == MetricKind::counter;
  const char* when = counter ? (over_time ? "sum since the last recorded day" : "sum over the run")
                             : (over_time ? "on the recorded day" : "mean over the recorded days");
  return {fmt::format("value[{}]", row.name), "number", std::string(row.unit),
          fmt::format("{}; {}{}", row.meaning, when,
                      row.group == Group::one ? "" : fmt::format("; by {}", name_of(row.group)))};
}

ExportTable table_of(const Record& runs, const std::string& name, const std::vector<std::size_t>& rows) {
  const bool over_time = name == "metrics";
  ExportTable table;
  table.name = name;
  table.file = name + ".csv";
  table.columns = {{"point", "integer", "", "point of the design"},
                   {"replicate", "integer", "", "replicate"}};
  if (over_time) table.columns.push_back({"time", "date", "", "recorded day: end of the recorded interval"});
  table.columns.push_back({"metric", "text", "", "name of the metric"});
  table.columns.push_back(
      {"group", "text", "", "state, provider or what else the value is of; empty: has none"});
  table.columns.push_back({"value", "number", "", "value; empty: nothing recorded, or the run failed"});
  for (const std::size_t row : rows) table.values.push_back(words_of(metric_rows()[row], over_time));
  table.write_rows = [&runs, name, over_time, rows](CsvWriter& csv) {
    for (const std::size_t row : rows) write_series({runs, name + "/", over_time, row}, csv);
  };
  return table;
}

}  // namespace

std::vector<ExportTable> series_tables(const Record& runs, const std::vector<std::string>& metrics) {
  for (const std::string& metric : metrics) metric_groups(runs, metric);  // throws for unknown ones
  std::vector<ExportTable> tables;
  for (const std::string name : {"metrics", "summary"}) {
    if (!runs.file.has(name)) continue;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < metric_rows().size(); ++row) {
      const std::string metric(metric_rows()[row].name);
      if (!metrics.empty() && std::ranges::find(metrics, metric) == metrics.end()) continue;
      if (runs.file.has(name + "/" + metric)) rows.push_back(row);
    }
    tables.push_back(table_of(runs, name, rows));
  }
  return tables;
}

}  // namespace comity::analysis
