/// A results file as the report page reads it: what kind it is, its scenario, and bands over its runs.
#pragma once

#include "results/read_results.h"
#include "results/results_reader.h"
#include "scenario/config.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::analysis {

/// Points of a design drawn together: one arm, or all points of the file.
struct PointSet {
  std::string name;
  std::vector<std::size_t> points;
};

/// An opened results file. RunSeries are read of the first `series_replicates` replicates only, so that a page of 10^5 runs
/// takes no longer than one of a thousand.
struct ReportSource {
  ResultsReader file;
  Origin origin;
  Config config;
  std::string sha256;  // of the scenario's own text
  std::size_t points = 0;
  std::size_t replicates = 0;
  std::size_t series_replicates = 0;
  std::vector<bool> failed;   // [points x replicates]
  std::vector<double> times;  // recorded days; empty without series
  std::vector<PointSet> sets;
  double start = 0.0;  // [day since 1970-01-01]
  double end = 0.0;

  bool has_series() const { return !times.empty(); }
  bool is_sweep() const { return file.has("design"); }
};

/// Opens a results file of a run or a sweep; throws Error when it is none.
ReportSource open_report_source(const std::filesystem::path& path);

/// Quantiles of one number over runs; NaN of none.
struct RunBand {
  double low = 0.0;  // 5 %
  double low_half = 0.0;
  double median = 0.0;
  double high_half = 0.0;
  double high = 0.0;  // 95 %
  double mean = 0.0;
  std::size_t runs = 0;
};

/// RunBand of some values, NaN among them left out.
RunBand run_band(std::vector<double> values);

/// A metric over time and runs.
struct RunSeries {
  std::size_t runs = 0;
  std::size_t times = 0;
  std::size_t groups = 0;
  std::vector<double> values;  // [runs x times x groups], runs that failed left out

  double at(std::size_t run, std::size_t time, std::size_t group) const {
    return values[(run * times + time) * groups + group];
  }
  /// The values of all runs.
  std::vector<double> over_runs(std::size_t time, std::size_t group) const;
};

/// A metric of the runs of some points; throws Error when the file keeps no series or has no such metric.
RunSeries read_series_of(const ReportSource& source, const std::string& metric, const PointSet& set);

/// A metric per run: counters summed, gauges averaged, as /summary of sweeps has them. [points x replicates x groups],
/// NaN for failed runs.
std::vector<double> read_totals(const ReportSource& source, const std::string& metric);

/// Recorded days thinned to at most `most`, first and last kept, as positions in `times`.
std::vector<std::size_t> thinned_times(const ReportSource& source, std::size_t most);

/// Year in which each recorded day's sums fall (counters are recorded at the end of their span).
int year_of(double day);

/// How many runs a chart rests on: "200 runs", "4 arms of 40 runs each".
std::string runs_text(const ReportSource& source, bool series);

/// Name of a state for people.
std::string state_name(const Config& config, std::size_t state);

}  // namespace comity::analysis
