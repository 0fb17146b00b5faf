/// An opened results file: where its runs come from, which of them succeeded, and their numbers and events as they stand there.
///
/// Every number about runs is over those that succeeded: a failed run is left out, never filled in, and said. The denominators
/// below are the only ones.
#pragma once

#include "analysis/expression.h"
#include "day.h"
#include "design/design.h"
#include "results/read_results.h"
#include "results/results_reader.h"
#include "tables/events.h"
#include "tables/tally.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// A results file of a run or a sweep. Small, whatever the file's size: series and events stay in the file.
struct Record {
  ResultsReader file;
  Origin origin;
  Design design;                // of a run: one point without factors, kind empty
  std::size_t points = 0;       // as many as design.points
  std::size_t replicates = 0;   // of every point
  std::vector<double> times;    // recorded days [day since 1970-01-01]; empty: the series were not kept
  std::vector<bool> failed;     // [points x replicates]
  std::size_t failed_runs = 0;  // how many of them
  bool sweep = false;           // has /summary
  double start = 0.0;           // first day [day since 1970-01-01]
  double end = 0.0;             // day after the last simulated one, as run.end

  /// The last simulated day: what people are told of the period.
  Day last_day() const { return static_cast<Day>(end) - 1; }

  /// Runs that succeeded: what shares and means of the file are over.
  std::size_t good_runs() const { return failed.size() - failed_runs; }
  bool has_series() const { return !times.empty(); }
};

/// Throws Error: the file's name and why it is refused.
[[noreturn]] void reject(const Record& record, const std::string& why);

/// Opens a results file; throws Error when it is none.
Record open_record(const std::filesystem::path& path);

/// Where the totals of its runs stand: `summary/` of a sweep, else `metrics/`.
std::string kept_metrics(const Record& record);

/// Throws Error when the series of the runs were not kept; says how to make them.
void need_series(const Record& record);

/// Of a run the only one.
inline constexpr std::array<std::size_t, 1> kFirstPoint{0};

/// A metric of some runs, all its groups.
struct MetricSeries {
  std::size_t runs = 0;
  std::size_t times = 0;
  std::size_t groups = 0;
  std::vector<double> values;  // [runs x times x groups]; NaN: nothing was recorded

  double at(std::size_t run, std::size_t time, std::size_t group) const {
    return values[(run * times + time) * groups + group];
  }
  /// The values of all runs.
  std::vector<double> over_runs(std::size_t time, std::size_t group) const;
};

/// So many replicates of every point, from one on.
struct ReplicateRange {
  std::size_t begin = 0;
  std::size_t count = 0;
};

/// The series of some replicates of these points, runs that failed left out. Throws Error when the file keeps no series or has no
/// such metric.
MetricSeries read_series(const Record& record, const std::string& metric, ReplicateRange replicates,
                         std::span<const std::size_t> points = kFirstPoint);

/// Recorded days after `from` and not after `until`.
struct Period {
  double from = -std::numeric_limits<double>::infinity();
  double until = std::numeric_limits<double>::infinity();
};

/// What of a metric becomes one number per run and group.
struct TotalWanted {
  std::optional<std::size_t> group = {};  // none: all of them
  Moment moment = Moment::whole;
  Day day = 0;  // of Moment::day
  Period period = {};
};

/// One number of every run, [points x replicates x groups]: over the period as the moment says (expression.h). NaN: the run failed, or
/// nothing was recorded. Reads /summary where it says the same, else the series by blocks. Throws Error when the file does not
/// have it.
std::vector<double> read_totals(const Record& record, const std::string& metric,
                                const TotalWanted& wanted = {});

/// The index of the last recorded day that is not after `day`. Throws Error when the series were not kept or begin later.
std::size_t find_time(const Record& record, Day day);

/// Some rows of an event table, column by column as asked for.
struct EventBlock {
  std::vector<std::vector<double>> columns;
  std::size_t rows = 0;
};

/// Number of rows of a table.
std::size_t count_events(const Record& record, EventTable table);

/// Hands on all rows in their order, some ten thousand at a time, however long the table is. Throws Error when the file has no such
/// table or column.
void scan_events(const Record& record, EventTable table, std::span<const std::string> columns,
                 const std::function<void(const EventBlock&)>& take);

}  // namespace comity::analysis
