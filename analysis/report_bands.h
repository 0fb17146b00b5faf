/// Bands over runs that took plausible worlds: beside the whole band, of chance and ignorance, that of chance alone (worlds.h). Of
/// a file without worlds, and of sets of several points, there is the whole band only.
#pragma once

#include "analysis/report_chart.h"
#include "analysis/report_source.h"
#include "analysis/values.h"

#include <cstddef>
#include <string>
#include <vector>

namespace comity::analysis {

/// A number of the runs of a set that succeeded, in their order; NaN: it has none.
std::vector<double> values_of_runs(const Record& record, const RunValues& values, const PointSet& set);

/// Which world each of these runs took; empty of a file without worlds, and of several points.
std::vector<std::size_t> worlds_of_runs(const ReportSource& source, const PointSet& set);

/// RunBand of such values, or of the first ones, with what chance alone gives where they tell it.
RunBand run_band(const ReportSource& source, const PointSet& set, std::vector<double> values);

/// The two bands of one chart. `replicates`: how many of each point it rests on.
class ChartBands {
 public:
  ChartBands(const ReportSource& source, std::size_t replicates);

  /// A row with the ends of the band of chance behind it, where the chart has such columns.
  nlohmann::json row(nlohmann::json cells, double low, double high) const;
  nlohmann::json row(nlohmann::json cells, const RunBand& band) const;

  /// How they look: areas, lines on top of each other, or ticks on a line.
  enum class Look { areas, lines, ticks };

  /// Adds the columns, where there are two bands.
  void add_columns(ChartTable& table, const std::string& unit) const;

  /// Adds to question and options which band is which, or why there is one only; nothing of a file without worlds.
  void tell(Chart& chart, Look look) const;

  /// Whether there are two bands; if not, why, as a sentence, empty of a file without worlds.
  bool two() const { return two_; }
  const std::string& why() const { return why_; }

 private:
  std::size_t worlds_ = 0;
  bool two_ = false;
  std::string why_;
};

}  // namespace comity::analysis
