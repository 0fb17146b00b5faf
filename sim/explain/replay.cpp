#include "explain/replay.h"

#include "observe/labels.h"
#include "phases/memos.h"
#include "phases/watch.h"
#include "run/make_world.h"
#include "run/step.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace comity::explain {

namespace {

bool same(double left, double right) {
  return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right) ||
         (std::isnan(left) && std::isnan(right)) || (left == 0.0 && right == 0.0);
}

bool is_missing(const RecordedRun& record, const std::string& name) {
  return std::ranges::find(record.missing, name) != record.missing.end();
}

std::optional<std::string> compare_table(const RecordedRun& record, const RunResult& repeated,
                                         EventTable table) {
  const auto columns = event_columns(table);
  const auto name = name_of(table);
  const std::vector<double>& one = record.result.events.of(table);
  const std::vector<double>& other = repeated.events.of(table);
  std::vector<bool> has;
  for (const EventColumn& column : columns)
    has.push_back(!is_missing(record, fmt::format("events/{}/{}", name, column.name)));
  for (std::size_t at = 0; at < std::min(one.size(), other.size()); ++at) {
    const std::size_t column = at % columns.size();
    if (!has[column] || same(one[at], other[at])) continue;
    return fmt::format("row {} of table {}: {} is {} in the file and {} in the repetition",
                       at / columns.size(), name, columns[column].name, one[at], other[at]);
  }
  if (one.size() == other.size()) return std::nullopt;
  return fmt::format("table {} has {} rows in the file and {} in the repetition", name,
                     one.size() / columns.size(), other.size() / columns.size());
}

// The numbers of one metric in the series, all of which are a multiple of the layout.
std::optional<std::string> compare_metric(const RecordedRun& record, const RunResult& repeated,
                                          const Config& config, std::size_t metric) {
  const MetricLayout layout = make_metric_layout(config);
  const std::vector<double>& one = record.result.series;
  for (std::size_t row = 0; row < one.size(); row += layout.size()) {
    for (std::size_t at = row + layout.offset[metric]; at < row + layout.offset[metric + 1]; ++at) {
      if (same(one[at], repeated.series[at])) continue;
      const auto day = static_cast<Day>(record_times(config.parameters)[row / layout.size()]);
      return fmt::format("series {} on {}: {} in the file and {} in the repetition",
                         metric_rows()[metric].name, to_string(day), one[at], repeated.series[at]);
    }
  }
  return std::nullopt;
}

// A ruling is told before what it changed, which was noted first.
void put_rulings_first(std::vector<Note>& notes) {
  for (std::size_t i = 0; i + 1 < notes.size(); ++i) {
    const bool change = std::holds_alternative<Changed>(notes[i].what) && notes[i].time == notes[i + 1].time;
    if (change && std::holds_alternative<Decided>(notes[i + 1].what)) std::swap(notes[i], notes[i + 1]);
  }
}

}  // namespace

Replay replay(const Config& config, const Setup& setup, std::uint32_t replicate, const DemandName& name) {
  law::LawCache laws(config.library);
  Memos memos(setup);
  Replay repeated;
  repeated.diary.name = name;
  const RandomKey key{static_cast<std::uint32_t>(config.parameters.run.seed), replicate};
  const Context context{config, setup, key, laws, memos, &repeated.diary};
  World world = make_world(context);
  const int steps = step_count(config.parameters);
  while (world.clock.step < steps) {
    const std::vector<ReformState> reforms = world.reforms;
    step(world, context);
    watch_reforms(world, context, reforms);
  }
  put_rulings_first(repeated.diary.notes);
  repeated.result = {std::move(world.series), std::move(world.events), world.arisen};
  repeated.courts = std::move(world.courts);
  return repeated;
}

Comparison compare(const RecordedRun& record, const RunResult& repeated, const Config& config) {
  Comparison comparison;
  for (std::size_t number = 0; number < record.result.events.rows.size(); ++number) {
    const auto table = static_cast<EventTable>(number);
    if (is_missing(record, fmt::format("events/{}", name_of(table)))) continue;
    comparison.rows += record.result.events.of(table).size() / event_columns(table).size();
    if (!comparison.departs) comparison.departs = compare_table(record, repeated, table);
  }
  const MetricLayout layout = make_metric_layout(config);
  const std::vector<double>& series = record.result.series;
  if (series.size() != repeated.series.size() && !comparison.departs)
    comparison.departs = "the series differ in length";
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    if (is_missing(record, fmt::format("metrics/{}", metric_rows()[metric].name))) continue;
    comparison.numbers += series.size() / layout.size() * (layout.offset[metric + 1] - layout.offset[metric]);
    if (!comparison.departs) comparison.departs = compare_metric(record, repeated, config, metric);
  }
  return comparison;
}

}  // namespace comity::explain
