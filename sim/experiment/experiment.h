/// A scenario's replicates from the first run to the results file.
#pragma once

#include "experiment/executor.h"
#include "results/run_record.h"
#include "results/safe_file.h"
#include "scenario/config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace comity {

/// The runs so far.
struct RunCount {
  std::uint32_t replicates = 0;  // delivered
  std::uint32_t failed = 0;
  std::string first_failure;           // with its replicate
  std::uint64_t demands = 0;           // simulated, over all runs
  std::uint64_t hash = kHashOfNoRuns;  // over all runs in order
};

/// Counts the next outcome.
void count_run(RunCount& count, const Outcome& outcome);

/// How to go about it; nothing of this changes the results.
struct ExperimentOptions {
  int threads = 1;
  std::filesystem::path out;
  Overwrite overwrite = Overwrite::no;
  std::function<bool(const RunCount&)>
      keep_going;  // called several times a second; false: stop and leave no file
};

/// What came of it.
struct ExperimentReport {
  RunCount runs;
  bool finished = false;  // false: stopped early, no file written
};

/// Runs `run.replicates` replicates and writes the results file. Throws Error when the file cannot be
/// written.
ExperimentReport run_experiment(const Config& config, const ExperimentOptions& options);

}  // namespace comity
