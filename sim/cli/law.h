/// `comity law …`: questions about rule files alone, without a simulation.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity law ARGUMENTS…` (the words after `law`) and prints the answer to standard output. Returns the exit
/// code: 0, or 2 when a file has errors or a decided case fails. Throws Error when the command or a file is wrong.
int run_law(std::span<const std::string> arguments);

}  // namespace comity::cli
