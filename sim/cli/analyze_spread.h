/// `comity analyze spread`: how readings, splits and citations spread among courts.
#pragma once

#include "analysis/spread_summary.h"
#include "cli/analyze_answer.h"

#include <span>
#include <string>

namespace comity {

/// Runs `comity analyze spread ARGUMENTS…` and returns the exit code. Throws Error when an option or the results file is wrong.
int run_analyze_spread(std::span<const std::string> arguments);

/// What was found in words, and the tables behind it.
QuestionAnswer spread_answer(const analysis::Spread& spread, const analysis::SpreadScope& scope,
                             const analysis::SpreadSummary& summary);

}  // namespace comity
