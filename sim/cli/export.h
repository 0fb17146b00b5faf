/// `comity export`: results files as tidy CSV and GraphML.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity export ARGUMENTS…` and returns the exit code. Throws Error when an option, the results file or the place to write
/// to is wrong.
int run_export(std::span<const std::string> arguments);

}  // namespace comity::cli
