/// Words of a command line read as numbers and choices, with one sentence each for what is wrong. `command` is "comity run",
/// `option` "--format".
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {

/// A whole number in [low, high]; throws Error otherwise.
std::int64_t read_whole(std::string_view command, std::string_view option, const std::string& text,
                        std::pair<std::int64_t, std::int64_t> range);

/// A number above 0 and at most `most`; throws Error otherwise.
double read_positive(std::string_view command, std::string_view option, const std::string& text,
                     double most = std::numeric_limits<double>::infinity());

/// One of the known words; throws Error with a suggestion otherwise.
void check_choice(std::string_view command, std::string_view option, const std::string& word,
                  const std::vector<std::string>& known);

}  // namespace comity
