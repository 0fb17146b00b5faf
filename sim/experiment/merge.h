/// From the blocks of a sweep to one results file.
#pragma once

#include "experiment/sweep_folder.h"
#include "results/run_record.h"
#include "results/safe_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace comity {

/// What a merged file came to.
struct MergeReport {
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  std::uint64_t missing = 0;  // runs that nobody has made
  bool written = false;
};

/// How to merge.
struct MergeOptions {
  std::filesystem::path out;
  Overwrite overwrite = Overwrite::no;
  bool incomplete = false;                  // write the file although runs are missing; they count as failed
  std::function<void(std::uint64_t)> show;  // called with the number of runs written
};

/// Whether `out` may be replaced: it does not exist, or is an earlier result of the same sweep.
bool may_replace(const std::filesystem::path& out, const Manifest& manifest);

/// Writes all runs of a folder to one file, the same bytes whatever the blocks' number and order. Nothing is written while
/// runs are missing, unless asked for. Throws Error when a block is damaged or the file cannot be written.
MergeReport merge_sweep(const SweepFolder& folder, const MergeOptions& options);

}  // namespace comity
