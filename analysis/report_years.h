/// Sums of counters by calendar year, for charts of what happens in a year.
#pragma once

#include "analysis/report_source.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// A counter per run and year; the years that the runs cover whole, or nearly.
struct Yearly {
  std::vector<int> years;
  std::size_t runs = 0;
  std::size_t groups = 0;
  std::vector<double> values;  // [runs x years x groups]

  double at(std::size_t run, std::size_t year, std::size_t group) const {
    return values[(run * years.size() + year) * groups + group];
  }
  /// Sum over the groups.
  double all(std::size_t run, std::size_t year) const;
  /// The values of all runs.
  std::vector<double> over_runs(std::size_t year, std::size_t group) const;
};

/// Adds up what the runs of a set recorded of a counter.
Yearly read_yearly(const ReportSource& source, const std::string& metric, const PointSet& set);

/// Positions of the last recorded day of each calendar year, and of the whole run.
std::vector<std::size_t> year_ends(const ReportSource& source);

/// The year at whose end such a day stands: of runs that end early in a year the one before.
int shown_year(const ReportSource& source, std::size_t time);

/// So long backlogs and stance take to settle where a run starts from none [year]; sim/MODEL.md, Initial state.
inline constexpr double kSettlingYears = 3.0;

/// Position of the recorded day from which changes are counted: the one nearest to the end of settling, less what the run warmed up; the last one
/// of a run that ends before.
std::size_t settled_time(const ReportSource& source);

/// 2017-07-01, the middle of a year [day since 1970-01-01].
double middle_of(int year);

}  // namespace comity::analysis
