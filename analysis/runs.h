/// An opened results file of a run or a sweep, and the numbers of its runs metric by metric.
///
/// A metric is written `localisation_mandates`, of a group `trust:microsoft`, in a formula `A+B/C+D`, which is
/// (A + B) / (C + D) of each run: `consented:US/cross_border_ended:US`, `fines+litigation_spend`.
/// A counter named without its group is summed over the groups (`demands`); a gauge must name one.
#pragma once

#include "day.h"
#include "design/design.h"
#include "results/results_reader.h"
#include "tables/tally.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// What a results file says of all its runs.
struct Runs {
  ResultsReader file;
  Design design;                // of a run: one point without factors, kind empty
  std::size_t points = 0;       // as many as design.points
  std::size_t replicates = 0;   // of every point
  std::vector<double> times;    // recorded days [day since 1970-01-01]; empty: the series were not kept
  std::vector<bool> failed;     // [points x replicates]
  std::size_t failed_runs = 0;  // how many of them
  bool sweep = false;           // has /summary
};

/// Throws Error: the file's name and why it is refused.
[[noreturn]] void reject(const Runs& runs, const std::string& why);

/// Opens a results file; throws Error when it is none.
Runs open_runs(const std::filesystem::path& path);

/// The name of a metric taken apart and found in a file.
struct MetricName {
  std::string text;                  // "trust:microsoft"
  std::size_t metric = 0;            // row of metric_rows()
  std::optional<std::size_t> group;  // none: it has no groups, or they are summed
};

/// Where the totals of its runs stand: `summary/` of a sweep, else `metrics/`.
std::string kept_metrics(const Runs& runs);

/// Finds `trust:microsoft` in a file. Throws Error with a suggestion and what there is when the metric or group is unknown, or a
/// gauge lacks its group. No formulas.
MetricName find_metric(const Runs& runs, const std::string& text);

/// The names of the groups of a metric, `trust:microsoft` …; its own name when it has none.
std::vector<std::string> metric_groups(const Runs& runs, const std::string& metric);

/// A number per run.
struct RunValues {
  std::string metric;          // as it was asked for
  std::string unit;            // of a ratio of two of the same "1"
  std::string meaning;         // of the metric table
  std::string time;            // recorded day, 2014-07-31; empty: over the whole run
  std::vector<double> values;  // [points x replicates] NaN: the run failed, or nothing was recorded
};

/// A metric of all runs: counters summed over the run, gauges averaged; with a day what the series has at the last recorded
/// day not after it. Throws Error for what the file does not have.
RunValues read_values(const Runs& runs, const std::string& metric, std::optional<Day> day = {});

/// The values of one point, those of failed runs and missing ones left out.
std::vector<double> values_of_point(const Runs& runs, const RunValues& values, std::size_t point);

/// A metric of all runs over time: [points x replicates x times]. Throws Error as `read_values`.
RunValues read_over_time(const Runs& runs, const std::string& metric);

/// The values of one recorded day of such a series, [points x replicates].
RunValues slice_of(const Runs& runs, const RunValues& series, std::size_t time);

/// The index of the last recorded day that is not after `day`. Throws Error when the series were not kept or begin later.
std::size_t find_time(const Runs& runs, Day day);

}  // namespace comity::analysis
