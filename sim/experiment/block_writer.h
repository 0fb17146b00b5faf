/// Collects records and writes them as blocks, now and then.
#pragma once

#include "experiment/sweep_folder.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace comity {

class BlockWriter {
 public:
  /// Removes what a killed process of the same name left half-written. `name` begins the names of the blocks.
  BlockWriter(const SweepFolder& folder, std::string name, std::uint64_t model);

  /// Takes a record.
  void add(RunId run, bool failed, const std::string& record) { block_.add(run, failed, record); }

  /// Writes a block when the last one is this old [s] or the records are many. Returns whether it did.
  bool write_when_due(double seconds);

  /// Writes what there is. Throws Error when the disk is full.
  void write();

  std::uint64_t blocks() const { return written_; }

 private:
  std::filesystem::path folder_;
  std::string name_;
  std::uint64_t model_;
  std::uint64_t next_ = 0;
  std::uint64_t written_ = 0;
  Block block_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace comity
