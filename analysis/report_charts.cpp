#include "analysis/report_charts.h"

namespace comity {

Report make_report(const ReportSource& source) {
  Report report;
  if (source.has_series()) {
    add_adoption_chart(source, report);
  } else {
    report.missing.push_back({"Charts over time (adoption, places of data, routes, cooperation)",
                              "the sweep kept totals only; make it with --keep series or --keep all"});
  }
  return report;
}

}  // namespace comity
