/// The chart of policies against one of them, and of one file against another: a headline difference a row.
#pragma once

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "analysis/report_bands.h"
#include "analysis/report_chart.h"
#include "analysis/report_titles.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::analysis {

/// How often the intervals of these charts are to hold the truth.
inline constexpr double kChartLevel = 0.95;

/// Gathers the differences; the title tells the clearest and the largest of them (arms_title), or that there is none.
class ArmChart {
 public:
  /// `reference` is what all are compared with, `what` the others are: "arm" or "file".
  ArmChart(std::string reference, const std::string& what);

  /// Of arms whose replicates took plausible worlds; before the first is added.
  void set_worlds(const ReportSource& source);

  /// A headline of one arm against the reference; nothing when there is no pair.
  void add(const Headline& headline, const std::string& arm, const ArmDifference& found);

  /// What the differences are in numbers (arms_note), to stand behind the question.
  std::string note() const;

  /// What the lines of differences are (ChartBands); once the chart has its question.
  void tell_bands(Chart& chart) const;

  /// The chart, but for its question and source; without rows when there is nothing to compare.
  Chart take();

 private:
  Chart chart_;
  std::string reference_;
  std::vector<ArmFinding> findings_;
  std::optional<ChartBands> bands_;
  std::vector<std::size_t> worlds_;
};

}  // namespace comity::analysis
