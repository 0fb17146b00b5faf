/// A scenario's replicates from the first run to the results file.
#pragma once

#include "experiment/statistics.h"
#include "results/safe_file.h"
#include "scenario/config.h"

#include <filesystem>
#include <functional>

namespace comity {

/// How to go about it; nothing of this changes the results.
struct ExperimentOptions {
  int threads = 1;
  std::filesystem::path out;
  Overwrite overwrite = Overwrite::no;
  std::function<bool(const Sample&)>
      keep_going;  // called several times a second; false: stop and leave no file
};

/// What came of it.
struct ExperimentReport {
  Sample sample;
  bool finished = false;  // false: stopped early, no file written
};

/// Runs `run.replicates` replicates and writes the results file. Throws Error when the file cannot be
/// written.
ExperimentReport run_experiment(const Config& config, const ExperimentOptions& options);

}  // namespace comity
