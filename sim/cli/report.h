/// `comity report`: the page of a results file.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity report ARGUMENTS…` (the words after `report`) and returns the exit code. Throws Error when an option or a
/// file is wrong, when this build has no page, or when figures are wanted and there is no node.
int run_report(std::span<const std::string> arguments);

}  // namespace comity::cli
