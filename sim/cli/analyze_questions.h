/// The questions of `comity analyze` about runs and sweeps.
#pragma once

#include <span>
#include <string>

namespace comity {

/// Each runs `comity analyze QUESTION ARGUMENTS…` and returns the exit code. Throws Error when an option or the results file
/// is wrong, or the file's design cannot answer the question.
int run_analyze_summary(std::span<const std::string> arguments);
int run_analyze_compare(std::span<const std::string> arguments);
int run_analyze_sobol(std::span<const std::string> arguments);
int run_analyze_morris(std::span<const std::string> arguments);
int run_analyze_prim(std::span<const std::string> arguments);
int run_analyze_scores(std::span<const std::string> arguments);
int run_analyze_tune(std::span<const std::string> arguments);

}  // namespace comity
