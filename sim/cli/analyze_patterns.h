/// `comity analyze patterns`: target patterns beside the simulation.
#pragma once

#include <span>
#include <string>

namespace comity {

/// Runs `comity analyze patterns ARGUMENTS…` and returns the exit code; unmet patterns are no failure. Throws Error when an
/// option, the results file or a file of targets is wrong.
int run_analyze_patterns(std::span<const std::string> arguments);

}  // namespace comity
