/// `comity analyze …`: questions about results files.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity analyze ARGUMENTS…` (the words after `analyze`; the first one is the question) and prints the answer to
/// standard output or a file. Returns the exit code. Throws Error when the question, an option or a file is wrong.
int run_analyze(std::span<const std::string> arguments);

}  // namespace comity::cli
