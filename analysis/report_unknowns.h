/// What is not known, on the page: the answer of `comity analyze worlds`.
#pragma once

#include "analysis/report_source.h"

#include <nlohmann/json.hpp>

namespace comity::analysis {

/// Adds sentences, tables and notes of that answer to the page of a results file whose runs took worlds, or to what is missing why there is
/// none.
void add_unknowns(const ReportSource& source, nlohmann::ordered_json& page);

}  // namespace comity::analysis
