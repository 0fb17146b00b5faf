/// Conflicts of laws in words, on one day and between two.
#pragma once

#include "cli/law_survey.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace comity {

/// All conflicts among the states asked for, on `options.on`.
ConflictSurvey find_conflicts(const law::Library& library, const LawOptions& options);

/// "!T": how far there is a conflict, and what dissolves it; the legend says what the marks mean.
std::string conflict_cell(const law::Conflict& found);
std::string_view conflict_legend();

/// "surely in 16 %, arguably in 16 % of the situations in which it compels".
std::string conflict_shares(const ConflictRow& row);

/// " A treaty request dissolves 44 % of these conflicts."; the ways there are, or that there is none.
std::string conflict_ways(const law::Conflict& found);

/// A pair with all its numbers and its examples.
nlohmann::ordered_json conflict_in_json(const ConflictSurvey& survey, const ConflictRow& row);

/// The change of the conflicts from `options.on` to `options.until`, in the format asked for.
std::string conflict_change(const law::Library& library, const LawOptions& options);

}  // namespace comity
