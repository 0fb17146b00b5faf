/// What is not known, on the page: the answer of `comity analyze worlds`.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>

namespace comity::analysis {

/// Sentences, tables and notes of that answer about a results file; null where its runs took no worlds, or too few to say anything of.
nlohmann::ordered_json unknowns_json(const std::filesystem::path& results);

}  // namespace comity::analysis
