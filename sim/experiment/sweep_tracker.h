/// Inside of a sweep: how its runs have ended so far, of all ranks, and whether to go on.
#pragma once

#include "experiment/sweep.h"

#include <cstdint>
#include <string>

namespace comity {

/// Keeps the report up to date; report and options must outlive it.
class SweepTracker {
 public:
  SweepTracker(SweepReport& report, const SweepOptions& options) : report_(report), options_(options) {}

  /// A run of this process has ended; the failure of a good one is empty.
  void count(const RunId& run, const std::string& failure);

  /// Exchanges counts with the other ranks; whether to go on, or there have been enough failures.
  bool fine();

  /// Tells the other ranks how this one ends, hears how they do; whether to go on.
  bool hear_of_ending();

 private:
  std::uint64_t total(SharedCount which, std::uint64_t own, std::uint64_t& told) const;

  SweepReport& report_;
  const SweepOptions& options_;
  std::uint64_t failed_ = 0;  // runs of this process
  std::uint64_t told_done_ = 0;
  std::uint64_t told_failed_ = 0;  // what the other ranks know of it
  std::string first_;              // failure
  bool alike_ = true;
};

}  // namespace comity
