/// The batch script that `comity sweep --emit slurm` writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace comity::cli {

/// What the script is for.
struct SlurmJob {
  std::string name;                    // of the job; what is no letter, digit, . _ or - becomes _
  std::string program;                 // path of comity
  std::vector<std::string> arguments;  // of comity sweep, without --emit, --tasks, --shard and --threads
  std::string folder;                  // the sweep's
  std::uint32_t tasks = 16;
  int cpus = 1;  // per task
};

/// An sbatch script: an array of tasks that stop before the time limit and are queued again, and a job that merges.
std::string slurm_script(const SlurmJob& job);

}  // namespace comity::cli
