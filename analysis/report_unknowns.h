/// What is not known, on the page: the answer of `comity analyze worlds`.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>

namespace comity::analysis {

/// Adds sentences, tables and notes of that answer to the page of a results file whose runs took worlds, or to what is missing why there is
/// none.
void add_unknowns(const std::filesystem::path& results, nlohmann::ordered_json& page);

}  // namespace comity::analysis
