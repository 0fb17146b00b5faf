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

// The place where two columns of numbers first differ; their common length when nowhere.
std::size_t first_difference(const std::vector<double>& one, const std::vector<double>& other) {
  const auto [left, right] = std::mismatch(one.begin(), one.end(), other.begin(), other.end(), same);
  return static_cast<std::size_t>(left - one.begin());
}

std::optional<std::string> compare_events(const Events& record, const Events& repeated) {
  for (std::size_t table = 0; table < record.rows.size(); ++table) {
    const auto& one = record.rows[table];
    const auto& other = repeated.rows[table];
    const std::size_t at = first_difference(one, other);
    if (at == one.size() && at == other.size()) continue;
    const auto columns = event_columns(static_cast<EventTable>(table));
    const auto name = event_table_name(static_cast<EventTable>(table));
    if (at == one.size() || at == other.size()) {
      return fmt::format("table {} has {} rows in the file and {} in the repetition", name,
                         one.size() / columns.size(), other.size() / columns.size());
    }
    return fmt::format("row {} of table {}: {} is {} in the file and {} in the repetition",
                       at / columns.size(), name, columns[at % columns.size()].name, one[at], other[at]);
  }
  return std::nullopt;
}

std::optional<std::string> compare_series(const RunResult& record, const RunResult& repeated,
                                          const Config& config) {
  const std::size_t at = first_difference(record.series, repeated.series);
  if (at == record.series.size() && at == repeated.series.size()) return std::nullopt;
  if (at == record.series.size() || at == repeated.series.size()) return "the series differ in length";
  const MetricLayout layout = make_metric_layout(config);
  const auto next = std::upper_bound(layout.offset.begin(), layout.offset.end(), at % layout.size());
  const auto metric = static_cast<std::size_t>(next - layout.offset.begin()) - 1;
  const auto day = static_cast<Day>(record_times(config.parameters)[at / layout.size()]);
  return fmt::format("series {} on {}: {} in the file and {} in the repetition", metric_rows()[metric].name,
                     to_string(day), record.series[at], repeated.series[at]);
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
  Memos memos;
  Replay repeated;
  repeated.diary.name = name;
  const RandomKey key{static_cast<std::uint32_t>(config.parameters.run.seed), replicate};
  const Context context{config, setup, key, laws, memos, &repeated.diary};
  World world = make_world(context);
  for (int number = 0; number < step_count(config.parameters); ++number) {
    const std::vector<ReformState> reforms = world.reforms;
    step(world, context);
    watch_reforms(world, context, reforms);
  }
  put_rulings_first(repeated.diary.notes);
  repeated.result = {std::move(world.series), std::move(world.events), world.arisen};
  repeated.courts = std::move(world.courts);
  return repeated;
}

Comparison compare(const RunResult& record, const RunResult& repeated, const Config& config) {
  Comparison comparison;
  for (std::size_t table = 0; table < record.events.rows.size(); ++table) {
    comparison.rows +=
        record.events.rows[table].size() / event_columns(static_cast<EventTable>(table)).size();
  }
  comparison.numbers = record.series.size();
  comparison.departs = compare_events(record.events, repeated.events);
  if (!comparison.departs) comparison.departs = compare_series(record, repeated, config);
  return comparison;
}

}  // namespace comity::explain
