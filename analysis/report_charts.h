/// The charts of the report page: each reads what it needs of a results file and computes its table and its finding.
#pragma once

#include "analysis/report_chart.h"
#include "analysis/report_source.h"

#include <string>
#include <vector>

namespace comity {

/// What the page is made from.
struct Report {
  std::vector<Chart> charts;
  std::vector<MissingChart> missing;
};

// Each adds its charts, or says why the file cannot have them.
void add_adoption_chart(const ReportSource& source, Report& report);

/// All charts of a file in the order of reading.
Report make_report(const ReportSource& source);

}  // namespace comity
