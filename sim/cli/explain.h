/// The subcommand `comity explain`: the story of one demand of a run.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// Runs it; returns the exit code.
int run_explain(std::span<const std::string> arguments);

}  // namespace comity::cli
