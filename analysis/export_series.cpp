// Metrics and their summary as long tables.
#include "analysis/export_tables.h"
#include "analysis/headline.h"
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
  bool over_time;
  std::size_t row;

  const MetricRow& metric() const { return metric_rows()[row]; }
  bool grouped() const { return metric().group != Group::one; }
  std::string group() const { return over_time ? "metrics/" : kept_metrics(runs); }
  std::string dataset() const { return group() + std::string(metric().name); }
  std::vector<std::string> labels() const {
    return grouped() ? runs.file.texts(group() + std::string(name_of(metric().group)))
                     : std::vector<std::string>{""};
  }
  std::size_t times() const { return over_time ? runs.times.size() : 1; }
};

// Labels that are no words by themselves, in words: an open question is asked.
std::vector<std::string> words_of_labels(const Series& series, std::size_t labels) {
  std::vector<std::string> words;
  if (series.metric().group == Group::question) words = labels_of(series.runs, "question_name");
  words.resize(labels);
  return words;
}

struct Slice {
  std::size_t point;
  std::size_t points;
  std::size_t replicate;
  std::size_t replicates;
};

// Values of the runs of a part, [points x replicates x times x groups].
void write_values(const Series& series, const Slice& part, std::span<const double> values, CsvWriter& csv) {
  const std::vector<std::string> labels = series.labels();
  const std::vector<std::string> words = words_of_labels(series, labels.size());
  std::size_t place = 0;
  for (std::size_t run = 0; run < part.points * part.replicates; ++run) {
    for (std::size_t time = 0; time < series.times(); ++time) {
      for (std::size_t label = 0; label < labels.size(); ++label) {
        csv.whole(part.point + run / part.replicates);
        csv.whole(part.replicate + run % part.replicates);
        if (series.over_time) csv.day(series.runs.times[time]);
        csv.text(series.metric().name);
        csv.text(labels[label]);
        csv.text(words[label]);
        csv.number(values[place++]);
        csv.end_row();
      }
    }
  }
}

void write_part(const Series& series, const Slice& part, CsvWriter& csv) {
  std::vector<std::size_t> begin = {part.point, part.replicate};
  std::vector<std::size_t> size = {part.points, part.replicates};
  if (series.over_time) size.push_back(series.times());
  if (series.grouped()) size.push_back(series.labels().size());
  begin.resize(size.size(), 0);
  write_values(series, part, series.runs.file.numbers(series.dataset(), begin, size), csv);
}

// In parts as large as the chunks of the file, so that none is unpacked twice. What a run keeps no totals of is added up.
void write_series(const Series& series, CsvWriter& csv) {
  const Record& runs = series.runs;
  if (!series.over_time && !runs.sweep)
    return write_values(series, {0, runs.points, 0, runs.replicates},
                        read_totals(runs, std::string(series.metric().name)), csv);
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

// Bytes of a series in CSV, from the usual widths of what a row holds.
double bytes_of(const Series& series) {
  constexpr double kNumbers = 16.0;  // point, replicate, value, with commas and the end of the line
  constexpr double kTime = 11.0;
  const std::vector<std::string> labels = series.labels();
  const std::vector<std::string> words = words_of_labels(series, labels.size());
  double bytes = 0.0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    bytes += kNumbers + (series.over_time ? kTime : 0.0) +
             static_cast<double>(series.metric().name.size() + labels[i].size() + words[i].size());
  return bytes * static_cast<double>(series.runs.failed.size() * series.times());
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
  table.columns.push_back({"group_name", "text", "", "of an open question, what is asked; else empty"});
  table.columns.push_back({"value", "number", "", "value; empty: nothing recorded, or the run failed"});
  for (const std::size_t row : rows) {
    table.values.push_back(words_of(metric_rows()[row], over_time));
    table.bytes += bytes_of({runs, over_time, row});
  }
  table.write_rows = [&runs, over_time, rows](CsvWriter& csv) {
    for (const std::size_t row : rows) write_series({runs, over_time, row}, csv);
  };
  return table;
}

// The few numbers that are told first, over time.
ExportTable headline_table(const Record& runs) {
  constexpr double kRow = 45.0;  // bytes besides the words
  ExportTable table;
  table.name = "headlines";
  table.file = "headlines.csv";
  table.columns = {{"point", "integer", "", "point of the design"},
                   {"replicate", "integer", "", "replicate"},
                   {"time", "date", "", "recorded day: end of the recorded interval"},
                   {"headline", "text", "", "what is told first of every run"},
                   {"value", "number", "", "value; empty: nothing recorded, or the run failed"}};
  std::vector<Headline> told;
  for (const Headline& headline : headlines()) {
    if (!has_metrics(runs, std::string(headline.formula))) continue;
    told.push_back(headline);
    table.values.push_back(
        {fmt::format("value[{}]", headline.words), "number", std::string(headline.unit),
         fmt::format("{} on the recorded day; counters since the last one", headline.formula)});
    table.bytes += (kRow + static_cast<double>(headline.words.size())) *
                   static_cast<double>(runs.failed.size() * runs.times.size());
  }
  table.write_rows = [&runs, told](CsvWriter& csv) {
    for (const Headline& headline : told) {
      const RunValues series = read_over_time(runs, std::string(headline.formula));
      for (std::size_t i = 0; i < series.values.size(); ++i) {
        const std::size_t run = i / runs.times.size();
        csv.whole(run / runs.replicates);
        csv.whole(run % runs.replicates);
        csv.day(runs.times[i % runs.times.size()]);
        csv.text(headline.words);
        csv.number(series.values[i]);
        csv.end_row();
      }
    }
  };
  return table;
}

}  // namespace

std::vector<ExportTable> series_tables(const Record& runs, const std::vector<std::string>& metrics) {
  for (const std::string& metric : metrics) metric_groups(runs, metric);  // throws for unknown ones
  std::vector<ExportTable> tables;
  if (runs.has_series()) tables.push_back(headline_table(runs));
  for (const std::string name : {"metrics", "summary"}) {
    const bool over_time = name == "metrics";
    if (over_time && !runs.has_series()) continue;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < metric_rows().size(); ++row) {
      const std::string metric(metric_rows()[row].name);
      if (!metrics.empty() && std::ranges::find(metrics, metric) == metrics.end()) continue;
      if (runs.file.has((over_time ? "metrics/" : kept_metrics(runs)) + metric)) rows.push_back(row);
    }
    tables.push_back(table_of(runs, name, rows));
  }
  return tables;
}

}  // namespace comity::analysis
