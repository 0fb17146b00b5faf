/// `comity run …`: replicates of one scenario to one results file and a printed summary.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity run ARGUMENTS…`. Returns the exit code: 0, 1 when some runs failed, 130 when interrupted.
/// Throws Error for mistakes in options, scenario and places to write to.
int run_run(std::span<const std::string> arguments);

}  // namespace comity::cli
