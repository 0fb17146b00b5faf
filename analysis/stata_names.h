/// Names that Stata takes for variables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// Whether Stata takes the name: 1 to 32 letters, digits and underscores, no digit first, none of its reserved words.
bool is_stata_name(std::string_view name);

/// The names made so, in their order: other characters become underscores, what is too long is cut, and names that would be the
/// same (also but for their case) are numbered.
std::vector<std::string> stata_names(const std::vector<std::string>& names);

}  // namespace comity::analysis
