/// A results file as the report page reads it: what kind it is, its scenario, and bands over its runs.
#pragma once

#include "analysis/record.h"
#include "missing.h"
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

/// What the page draws. Series are read of the first `series_replicates` replicates only, so that a page of 10^5 runs takes no longer
/// than one of a thousand.
struct ReportSource {
  Record record;
  Config config;
  std::size_t series_replicates = 0;
  std::vector<PointSet> sets;
  std::vector<std::size_t> worlds;  // [replicates] which plausible one each took; empty: none
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
  double chance_low = kMissing;  // 5 and 95 % by chance alone (report_bands.h)
  double chance_high = kMissing;
};

/// RunBand of some values, NaN among them left out.
RunBand run_band(std::vector<double> values);

/// A metric of the runs of some points; throws Error when the file keeps no series or has no such metric.
MetricSeries read_series_of(const ReportSource& source, const std::string& metric, const PointSet& set);

/// Recorded days thinned to at most `most`, first and last kept, as positions in `times`.
std::vector<std::size_t> thinned_times(const ReportSource& source, std::size_t most);

/// Days of each arm in a chart that shows `most` of a file without arms, so that a page of many arms stays small: at least 16.
std::size_t days_of_arm(const ReportSource& source, std::size_t most);

/// How many runs a chart rests on: "200 runs", "4 arms of 40 runs each".
std::string runs_text(const ReportSource& source, bool series);

/// Name of a state for people.
std::string state_name(const Config& config, std::size_t state);

}  // namespace comity::analysis
