/// The results file of an experiment: HDF5 that is also netCDF-4, the same bytes for the same inputs.
#pragma once

#include "results/plan.h"
#include "results/run_record.h"
#include "results/safe_file.h"
#include "run/run.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace comity {

/// Takes the runs one by one, point by point and replicate by replicate, and holds at most a block of them in memory. The file
/// appears under its name only after `finish`; until then, or when anything goes wrong, nothing is left
/// behind or overwritten.
class ResultsFile {
 public:
  /// Throws Error when the place cannot be written or the file exists and must not be replaced.
  ResultsFile(const ResultsPlan& plan, const std::filesystem::path& target, Overwrite overwrite);
  ~ResultsFile();

  /// Takes the next run of a sweep, failed or not.
  void append(const RunRecord& record);

  /// Takes the next run.
  void append(const RunResult& result);

  /// Takes note that the next run failed: its series are NaN, its events missing, its message kept.
  void append_failure(const std::string& message);

  /// Writes the hash over all runs and puts the file in its place.
  void finish(std::uint64_t results_hash);

 private:
  struct Parts;
  ResultsFile(const std::filesystem::path& target, Overwrite overwrite);
  SafeFile file_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace comity
