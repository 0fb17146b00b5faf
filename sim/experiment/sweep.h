/// A design's runs from the first to the merged file: in blocks that survive kills.
#pragma once

#include "experiment/point_runner.h"
#include "experiment/ranks.h"
#include "experiment/sweep_folder.h"
#include "results/safe_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace comity {

/// How far a sweep has come.
struct SweepProgress {
  std::uint64_t todo = 0;  // runs of this share that were missing at the start
  std::uint64_t done = 0;  // of them
  std::uint64_t failed = 0;
  std::string first_failure;  // with its point and replicate
};

/// How to go about it; nothing of this changes the results.
struct SweepOptions {
  int threads = 1;
  Shard shard;
  Ranks* ranks = nullptr;      // ranks that make the share together, piece by piece; null: this process alone
  double save_seconds = 10.0;  // a block is written at least this often [s]
  std::uint64_t most_failures = 0;  // stop when so many runs failed; 0: never
  bool retry_failed = false;        // make failed runs once more
  std::function<bool(const SweepProgress&)>
      keep_going;  // called several times a second; false: stop and save
};

/// How a sweep ended.
enum class SweepEnding : std::uint8_t {
  finished,
  stopped,            // by keep_going
  too_many_failures,  // most_failures was reached
  all_alike           // the first runs all failed in the same way
};

/// So many runs that all fail in the same way, and none else, stop a sweep.
inline constexpr std::uint64_t kAlikeFailures = 20;

struct SweepReport {
  SweepProgress progress;  // of all ranks
  std::uint64_t own = 0;   // runs that this process made
  SweepEnding ending = SweepEnding::finished;
  std::vector<std::filesystem::path> damaged;  // blocks that were cut off; their runs were made once more
};

/// What a sweep is about once its scenario is loaded. Everything must outlive it.
struct Sweep {
  const SweepFolder& folder;
  const Manifest& manifest;
  const SweepBase& base;
};

/// The runs of a share that are missing (or failed, to be retried), in order.
std::vector<RunId> runs_to_do(const RunIndex& index, const Manifest& manifest, const SweepOptions& options);

/// Makes the missing runs of a share of a settled folder. With ranks, each of them calls it, each gets what is missing next as
/// often as it has done its part, and all report the same. Throws Error when another process works on the same share or a block
/// cannot be written.
SweepReport run_sweep(const Sweep& sweep, const SweepOptions& options);

}  // namespace comity
