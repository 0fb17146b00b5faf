/// The runs of one point in few numbers each, kept within bounds however many there are: what the summary that `comity run` prints and the
/// page's history rest on. Read from the results file, like every other number.
#pragma once

#include "analysis/record.h"
#include "missing.h"
#include "scenario/config.h"
#include "tables/events.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

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
  std::vector<double> total;  // [layout.size()] over the whole run (OverTime)
  std::vector<FocalRow> focal;
  std::vector<ReformRow> reforms;
  ElsewhereRuling elsewhere;
};

/// The runs of a point.
struct Sample {
  MetricLayout layout;
  std::vector<RunSummary> runs;  // the first ones that succeeded, in order
  std::size_t replicates = 0;    // of the point
  std::size_t failed = 0;        // of these
  std::string first_failure;     // its replicate and message
};

/// Which runs to take and what of them.
struct SampleWanted {
  std::size_t most = 0;  // runs; 0: as many as some 64 megabytes hold, 200 to 10,000
  bool series = true;    // false: only milestones; first, last and total are NaN
};

/// The runs of the only point of a file with series and events. Throws Error when it does not hold them.
Sample read_sample(const Record& record, const Config& config, const SampleWanted& wanted = {});

/// Median and the 5 and 95 per cent quantiles over runs; NaN when no run has a value.
struct Interval {
  double low = 0.0;
  double median = 0.0;
  double high = 0.0;
};

/// Quantile of sorted values, linear between neighbours (Hyndman and Fan 1996, type 7); NaN of none. The only one.
double quantile(std::span<const double> sorted, double probability);

/// Interval of the values that are not NaN.
Interval interval_of(std::vector<double> values);

}  // namespace comity::analysis
