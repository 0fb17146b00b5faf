/// Outputs of the points of a design, for the charts about factors.
#pragma once

#include "analysis/report_answers.h"
#include "analysis/report_charts.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// Whether points differ.
bool varies(const std::vector<double>& outputs);

/// How an output moves with one factor.
void add_response_chart(const ReportSource& source, Report& report);

}  // namespace comity::analysis
