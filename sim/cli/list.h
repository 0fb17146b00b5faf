/// `comity list …`: the model's tables, from the one place where they are declared.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs `comity list ARGUMENTS…` and prints the table to standard output. Returns the exit code.
int run_list(std::span<const std::string> arguments);

}  // namespace comity::cli
