/// Outputs of the points of a design, for the charts about factors.
#pragma once

#include "analysis/report_answers.h"
#include "analysis/report_charts.h"
#include "analysis/runs.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// A quantity with its unit, as filters name it.
std::string quantity_name(const KeyQuantity& quantity);

/// The mean of a number over the replicates of every point; NaN where a run failed.
std::vector<double> means_of_points(const Runs& runs, const std::vector<double>& values);

/// Whether points differ.
bool varies(const std::vector<double>& outputs);

/// How an output moves with one factor.
void add_response_chart(const ReportSource& source, const Runs& runs, Report& report);

}  // namespace comity::analysis
