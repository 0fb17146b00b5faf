/// `comity merge …`: the results file of a sweep.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity merge ARGUMENTS…`. Returns the exit code: 0, 3 when some runs failed, 75 when runs are missing. Throws Error
/// for mistakes in options and places.
int run_merge(std::span<const std::string> arguments);

}  // namespace comity::cli
