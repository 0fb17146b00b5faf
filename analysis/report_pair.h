/// The page of two results files: what differs between their runs, and between their inputs.
#pragma once

#include "analysis/report_source.h"

#include <nlohmann/json.hpp>

namespace comity::analysis {

/// What the page gets to know, as `report_json` of one file. Throws Error when the worlds do not fit (`pair_files`).
nlohmann::ordered_json pair_report_json(const ReportSource& first, const ReportSource& second);

}  // namespace comity::analysis
