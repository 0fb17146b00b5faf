/// The numbers of runs by formulas of metrics (expression.h): what each number means is said here and nowhere else.
///
/// * A metric over a run: a counter is the sum over the run, a gauge the mean over its recorded days (OverTime); otherwise it is
///   spelled, `trust[microsoft] at end`, `at 2014-07-31`, `mean`.
/// * Without its group, a counter is summed over the groups; a gauge must name one, or be averaged: `average(trust)`.
/// * A formula is computed for each run, then averaged: `A/B` is the mean of the runs' ratios. Dividing by 0 gives no value.
/// * Over replicates: the mean over the runs that succeeded and have a value. Failed runs are left out and counted.
/// * Over points: each point's mean counts once.
#pragma once

#include "analysis/evidence_file.h"
#include "analysis/record.h"
#include "day.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// The names of the groups of a metric, `trust[microsoft]` …; its own name when it has none. Throws Error when the file lacks it.
std::vector<std::string> metric_groups(const Record& record, const std::string& metric);

/// Whether the file has all metrics that a formula names.
bool has_metrics(const Record& record, const std::string& formula);

/// A number per run.
struct RunValues {
  std::string metric;          // as it was asked for
  std::string unit;            // of a ratio of two of the same "1"
  std::string meaning;         // of the metric table
  std::string time;            // recorded day, 2014-07-31; empty: over the whole run
  std::vector<double> values;  // [points x replicates] NaN: the run failed, or nothing was recorded
};

/// A formula of metrics, of all runs; with a day at the last recorded day not after it. Throws Error with the place in the formula
/// and a suggestion for what the file does not have.
RunValues read_values(const Record& record, const std::string& formula, std::optional<Day> day = {});

/// A formula of all runs over time, [points x replicates x times]. Throws Error as `read_values`.
RunValues read_over_time(const Record& record, const std::string& formula);

/// The values of one recorded day of such a series, [points x replicates].
RunValues slice_of(const Record& record, const RunValues& series, std::size_t time);

/// The values of one point, those of failed runs and missing ones left out.
std::vector<double> values_of_point(const Record& record, const RunValues& values, std::size_t point);

/// The values of some points one after the other, those of failed runs and missing ones left out.
std::vector<double> values_of_points(const Record& record, const RunValues& values,
                                     std::span<const std::size_t> points);

/// Totals [runs x groups] with the groups of each run brought together: added up, or averaged; missing ones left out.
std::vector<double> groups_together(const Record& record, std::vector<double> totals, bool average);

/// Position of the label of a metric's group in the file; nothing when it has none of this name.
std::optional<std::size_t> find_group(const Record& record, Group group, const std::string& label);

/// Value of a constant of formulas, in the order of formula_constants, and of a parameter of the scenario (row of parameter_rows), nothing
/// when the file does not say.
double constant_value(const Record& record, std::size_t constant);
std::optional<double> parameter_value(const Record& record, std::size_t parameter);

}  // namespace comity::analysis
