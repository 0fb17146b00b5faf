/// One run: a scenario and a random key to series and events. A pure function.
#pragma once

#include "world/context.h"

#include <cstdint>
#include <vector>

namespace comity {

/// What one run leaves behind.
struct RunResult {
  std::vector<double> series;  // [record_times x MetricLayout::size()], row-major
  Events events;
  std::uint64_t demands = 0;  // simulated demands, for speeds
};

/// Days at which the series are recorded: ends of steps, `run.record_days` apart (rounded up to whole steps), and the
/// last step of the run [day since 1970-01-01].
std::vector<double> record_times(const Parameters& parameters);

/// Steps before run.start, which are not recorded. Their numbers are negative: the steps from run.start on keep theirs, and
/// with them their draws, whatever comes before.
int warm_up_steps(const RunParameters& run);

/// Number of steps of a run from run.start on.
int step_count(const Parameters& parameters);

/// Whether the series are recorded at the end of this step.
bool is_recorded(int step, const RunParameters& run);

/// Runs one replicate. The cache may be shared by the runs of one thread.
RunResult run_replicate(const Config& config, const Setup& setup, std::uint32_t replicate,
                        law::LawCache& laws);

/// FNV-1a hash of series and events, for determinism tests.
std::uint64_t hash_of(const RunResult& result);

}  // namespace comity
