#include "analysis/sample.h"

#include "error.h"
#include "index.h"
#include "observe/labels.h"
#include "world/court.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kSampleBytes = 64U << 20U;
constexpr std::size_t kRunsAtATime = 256;

// The runs of point 0 that are taken: their replicates, and the place of each replicate among them.
struct TakenRuns {
  std::vector<std::size_t> replicates;
  std::vector<std::size_t> place;  // [replicates up to the last one taken]; kNotTaken: failed
};
constexpr std::size_t kNotTaken = static_cast<std::size_t>(-1);

TakenRuns take_runs(const Record& record, std::size_t most) {
  TakenRuns taken;
  for (std::size_t replicate = 0; replicate < record.replicates && taken.replicates.size() < most;
       ++replicate) {
    const bool failed = record.failed[replicate];
    taken.place.push_back(failed ? kNotTaken : taken.replicates.size());
    if (!failed) taken.replicates.push_back(replicate);
  }
  return taken;
}

// First, last and total of one metric in all runs taken.
void add_metric(const Record& record, const TakenRuns& taken, std::size_t metric, Sample& sample) {
  const std::size_t offset = sample.layout.offset[metric];
  const std::size_t groups = sample.layout.offset[metric + 1] - offset;
  const MetricRow& row = metric_rows()[metric];
  if (groups == 0 || !record.file.has(fmt::format("metrics/{}", row.name))) return;
  for (std::size_t begin = 0; begin < taken.place.size(); begin += kRunsAtATime) {
    const std::size_t count = std::min(kRunsAtATime, taken.place.size() - begin);
    const MetricSeries series = read_series(record, std::string(row.name), {begin, count});
    std::size_t read = 0;
    for (std::size_t i = begin; i < begin + count; ++i) {
      if (taken.place[i] == kNotTaken) continue;
      RunSummary& run = sample.runs[taken.place[i]];
      for (std::size_t group = 0; group < groups; ++group) {
        OverTime over;
        for (std::size_t time = 0; time < series.times; ++time) {
          const double value = series.at(read, time, group);
          over.add(value);
          if (std::isnan(value)) continue;
          if (std::isnan(run.first[offset + group])) run.first[offset + group] = value;
          run.last[offset + group] = value;
        }
        run.total[offset + group] = over.value(row.kind);
      }
      ++read;
    }
  }
}

// Hands on every row of a table that belongs to a run taken.
template <typename Row, typename Take>
void scan_rows(const Record& record, const TakenRuns& taken, Take take) {
  std::vector<std::string> columns = {"replicate"};
  for (const EventColumn& column : event_columns(Row::kTable)) columns.emplace_back(column.name);
  std::vector<double> values(columns.size() - 1);
  scan_events(record, Row::kTable, columns, [&](const EventBlock& block) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      const auto replicate = static_cast<std::size_t>(block.columns[0][row]);
      if (replicate >= taken.place.size() || taken.place[replicate] == kNotTaken) continue;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = block.columns[i + 1][row];
      take(taken.place[replicate], rows_of<Row>(values).front());
    }
  });
}

// The ruling by which the first focal dispute was won on appeal.
struct Appeal {
  double time = kMissing;
  int court = -1;
  int question = -1;
};

Appeal find_appeal(const RunSummary& run) {
  for (const FocalRow& row : run.focal) {
    if (row.focal != 0 || row.milestone != Milestone::appeal) continue;
    if (row.outcome != EventOutcome::provider) return {};
    return {row.time, row.court, -1};
  }
  return {};
}

// Two readings of the rulings: which question the appeal was about, then who ruled on it elsewhere.
void find_elsewhere(const Record& record, const TakenRuns& taken, Sample& sample) {
  if (!record.file.has("events/labels/court_above")) return;
  const auto state = record.file.numbers("events/labels/court_state");
  const auto level = record.file.numbers("events/labels/court_level");
  const auto above = record.file.numbers("events/labels/court_above");
  std::vector<Appeal> appeals;
  for (const RunSummary& run : sample.runs) appeals.push_back(find_appeal(run));
  scan_rows<RulingRow>(record, taken, [&](std::size_t run, const RulingRow& row) {
    Appeal& appeal = appeals[run];
    if (appeal.question < 0 && row.time == appeal.time && row.court == appeal.court)
      appeal.question = row.question;
  });
  scan_rows<RulingRow>(record, taken, [&](std::size_t run, const RulingRow& row) {
    const Appeal& appeal = appeals[run];
    if (appeal.question < 0 || row.question != appeal.question || row.time <= appeal.time) return;
    const std::size_t court = index(row.court);
    const bool elsewhere = level[court] == static_cast<double>(Level::first_instance) &&
                           state[court] == state[index(appeal.court)] && above[court] != appeal.court;
    ElsewhereRuling& found = sample.runs[run].elsewhere;
    if (elsewhere && !(found.time <= row.time)) found = {row.time, row.outcome.as<EventOutcome>()};
  });
}

std::string first_failure(const Record& record) {
  if (record.failed_runs == 0) return {};
  return fmt::format("replicate {}: {}",
                     static_cast<std::size_t>(record.file.numbers("runs/failures/replicate").at(0)),
                     record.file.texts("runs/failures/message").at(0));
}

}  // namespace

Sample read_sample(const Record& record, const Config& config, const SampleWanted& wanted) {
  if (record.points != 1) reject(record, fmt::format("holds {} points of a design, not one.", record.points));
  need_series(record);
  if (!record.file.has("events/focal/time")) reject(record, "does not hold the events of its runs.");
  Sample sample{make_metric_layout(config), {}, record.replicates, record.failed_runs, first_failure(record)};
  const std::size_t size = sample.layout.size();
  const std::size_t bound = std::clamp<std::size_t>(kSampleBytes / (3 * sizeof(double) * size), 200, 10'000);
  const TakenRuns taken = take_runs(record, wanted.most == 0 ? bound : wanted.most);
  const std::vector<double> none(size, kMissing);
  sample.runs.assign(taken.replicates.size(), {none, none, none, {}, {}, {}});
  for (std::size_t metric = 0; wanted.series && metric < metric_rows().size(); ++metric)
    add_metric(record, taken, metric, sample);
  scan_rows<FocalRow>(record, taken,
                      [&](std::size_t run, const FocalRow& row) { sample.runs[run].focal.push_back(row); });
  scan_rows<ReformRow>(
      record, taken, [&](std::size_t run, const ReformRow& row) { sample.runs[run].reforms.push_back(row); });
  find_elsewhere(record, taken, sample);
  return sample;
}

double quantile(std::span<const double> sorted, double probability) {
  if (sorted.empty()) return kMissing;
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  return {quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)};
}

}  // namespace comity::analysis
