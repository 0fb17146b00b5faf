/// The batch script that `comity sweep --emit slurm` and `comity calibrate --emit slurm` write.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace comity::cli {

/// What the script is for.
struct SlurmJob {
  std::string command;                 // of comity: sweep
  std::string name;                    // of the job; what is no letter, digit, . _ or - becomes _
  std::string program;                 // path of comity
  std::vector<std::string> arguments;  // of the command, without --emit, --tasks, --shard and --threads
  std::string
      merge;  // the sweep's folder, to be merged when all tasks have ended; empty: nothing is left to do then
  std::string memory = "1G";  // per cpu
  std::uint32_t tasks = 16;
  int cpus = 1;  // per task
};

/// What the script calls: the words of a command without those that are about the script and the share.
std::vector<std::string> words_for_batch(std::span<const std::string> arguments);

/// An sbatch script: an array of tasks that stop before the time limit and are queued again, and a job that merges.
std::string slurm_script(const SlurmJob& job);

}  // namespace comity::cli
