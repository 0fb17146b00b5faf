/// `comity sweep …`: the runs of a design, in blocks that survive kills, and one results file.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity sweep ARGUMENTS…`. Returns the exit code: 0, 3 when some runs failed, 75 when stopped with work left.
/// Throws Error for mistakes in options, scenario and places to write to.
int run_sweep_command(std::span<const std::string> arguments);

}  // namespace comity::cli
