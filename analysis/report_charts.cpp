#include "analysis/report_charts.h"

namespace comity::analysis {

// Charts that need what happened when.
namespace {

void add_series_charts(const ReportSource& source, Report& report) {
  add_place_charts(source, report);
  add_demand_charts(source, report);
  add_state_charts(source, report);
}

}  // namespace

Report make_report(const ReportSource& source) {
  Report report;
  add_arm_chart(source, report);
  add_arm_lines_chart(source, report);
  add_sensitivity_charts(source, report);
  add_box_chart(source, report);
  if (source.record.has_series()) {
    if (source.record.points == 1 && source.record.file.has("events/focal/time"))
      report.sample = read_sample(source.record, source.config, {0, false});
    add_adoption_chart(source, report);
    add_network_chart(source, report);
    add_history_charts(source, report);
    add_series_charts(source, report);
  } else {
    report.missing.push_back(
        {"Charts over time and of events (readings, precedent, places of data, routes, cooperation)",
         "the sweep kept totals only; make it with --keep all"});
  }
  add_law_charts(source, report);
  add_distribution_chart(source, report);
  return report;
}

}  // namespace comity::analysis
