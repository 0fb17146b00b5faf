/// What a sweep keeps of one run, in memory and as bytes.
#pragma once

#include "results/plan.h"
#include "run/run.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// Hash over runs in their order: of none, and with one more (0: it failed).
inline constexpr std::uint64_t kHashOfNoRuns = 0xcbf29ce484222325ULL;
std::uint64_t hash_with_run(std::uint64_t hash, std::uint64_t run);

/// One run as it will stand in the results file.
struct RunRecord {
  std::string failure;  // why it failed; empty when it did not
  std::uint64_t demands = 0;
  std::uint64_t hash = 0;      // of series and events, kept or not
  std::vector<double> totals;  // [layout.size()], averages rounded to single precision; empty when it failed
  std::vector<double> series;  // [times x layout.size()]; empty unless kept
  Events events;               // empty unless kept
};

/// A run in one number per place of the layout: counters summed over time, gauges averaged; NaN where nothing was
/// recorded.
std::vector<double> totals_of(const MetricLayout& layout, std::span<const double> series);

/// What `keep` leaves of a run.
RunRecord make_record(const MetricLayout& layout, RunResult result, Keep keep);

/// A record as bytes, the same on every machine we build for, and back. Throws std::runtime_error when the bytes are none.
std::string encode(const RunRecord& record);
RunRecord decode(std::string_view bytes);

}  // namespace comity
