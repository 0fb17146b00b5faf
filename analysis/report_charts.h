/// The charts of the report page: each reads what it needs of a results file and computes its table and its finding.
#pragma once

#include "analysis/report_arm_table.h"
#include "analysis/report_chart.h"
#include "analysis/report_source.h"
#include "analysis/sample.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::analysis {

/// What the page is made from.
struct Report {
  std::vector<Chart> charts;
  std::vector<MissingChart> missing;
  ArmTable arms;                 // of a design with at least two
  std::optional<Sample> sample;  // of runs of one point that keep their events
};

// Each adds its charts, or says why the file cannot have them.
void add_adoption_chart(const ReportSource& source, Report& report);
void add_network_chart(const ReportSource& source, Report& report);
void add_history_charts(const ReportSource& source, Report& report);
void add_dispute_chart(const ReportSource& source, const Sample& sample,
                       Report& report);  // the timeline of a run
void add_arm_lines_chart(const ReportSource& source, Report& report);
void add_place_charts(const ReportSource& source, Report& report);
void add_demand_charts(const ReportSource& source, Report& report);
void add_law_charts(const ReportSource& source, Report& report);
void add_state_charts(const ReportSource& source, Report& report);
void add_distribution_chart(const ReportSource& source, Report& report);
void add_arm_chart(const ReportSource& source, Report& report);
void add_sensitivity_charts(const ReportSource& source, Report& report);
void add_box_chart(const ReportSource& source, Report& report);

/// All charts of a file in the order of reading.
Report make_report(const ReportSource& source);

}  // namespace comity::analysis
