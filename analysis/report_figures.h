/// The charts as pictures for a paper, drawn by the page's own JavaScript under node.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::analysis {

/// Each chart's id and its SVG, in the order of the page. Throws Error when there is no node or it fails.
std::vector<std::pair<std::string, std::string>> draw_figures(std::string_view script,
                                                              const nlohmann::ordered_json& contents);

}  // namespace comity::analysis
