/// The commands of `comity law`, one function each: print the answer, return the exit code.
#pragma once

#include "cli/law_options.h"
#include "law/library.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace comity {

int run_law_check(const LawOptions& options);
int run_law_test(const LawOptions& options);
int run_law_facts(const LawOptions& options);
int run_law_conflicts(const LawOptions& options);
int run_law_gaps(const LawOptions& options);
int run_law_diff(const LawOptions& options);
int run_law_why(const LawOptions& options);

/// "3 rules", "1 rule".
std::string counted(std::size_t count, std::string_view noun);

/// Where something stands, as keys of a JSON object.
nlohmann::ordered_json place_in_json(const law::Library& library, const law::Place& place);

/// Why percentages of situations are not frequencies.
std::string_view unweighted_note();

/// "12 %", "0.3 %", "< 0.1 %".
std::string percent(double share);

}  // namespace comity
