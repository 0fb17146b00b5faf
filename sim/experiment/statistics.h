/// What the printed summary needs to know of the runs, kept within bounds however many there are.
#pragma once

#include "experiment/executor.h"
#include "missing.h"
#include "tables/events.h"
#include "tables/tally.h"
#include "world/court.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace comity {

/// How the first court of another circuit rules on the question of the first focal dispute, once the appellate court has
/// ruled on it for the provider.
struct ElsewhereRuling {
  double time = kMissing;  // [day since 1970-01-01]; NaN: never
  EventOutcome outcome = EventOutcome::none;
};

/// One run in three numbers per place of the metric layout, and its few milestones.
struct RunSummary {
  std::vector<double> first;  // [layout.size()] first recorded value
  std::vector<double> last;   // [layout.size()] last recorded value
  std::vector<double> total;  // [layout.size()] counters: sum over time; gauges: mean over time
  std::vector<FocalRow> focal;
  std::vector<ReformRow> reforms;
  ElsewhereRuling elsewhere;
};

/// Hash over runs in their order: of none, and with one more (0: it failed).
inline constexpr std::uint64_t kHashOfNoRuns = 0xcbf29ce484222325ULL;
std::uint64_t hash_with_run(std::uint64_t hash, std::uint64_t run);

/// All runs so far.
struct Sample {
  MetricLayout layout;
  Courts courts;
  std::size_t most = 0;          // runs of which the summary is kept
  std::vector<RunSummary> runs;  // the first `most` runs that succeeded, in order
  std::uint32_t replicates = 0;  // delivered
  std::uint32_t failed = 0;
  std::string first_failure;           // with its replicate
  std::uint64_t demands = 0;           // simulated, over all runs
  std::uint64_t hash = kHashOfNoRuns;  // over all runs in order
};

/// An empty sample that will take at most some 64 megabytes.
Sample make_sample(const MetricLayout& layout, const Courts& courts = {});

/// Adds the next outcome.
void collect(Sample& sample, const Outcome& outcome);

/// Median and the 5 and 95 per cent quantiles over runs; NaN when no run has a value.
struct Interval {
  double low = 0.0;
  double median = 0.0;
  double high = 0.0;
};

/// Quantile of sorted values, linear between neighbours (Hyndman and Fan 1996, type 7); NaN of none.
double quantile(std::span<const double> sorted, double probability);

/// Interval of the values that are not NaN.
Interval interval_of(std::vector<double> values);

}  // namespace comity
