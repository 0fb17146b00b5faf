/// Target patterns beside the simulation: what it says, how sure that is, and whether it meets the target.
#pragma once

#include "analysis/record.h"
#include "analysis/targets.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::analysis {

/// `unreadable`: the results do not say.
enum class Verdict : std::uint8_t { met, missed, unreadable };

/// Two ends.
struct Span {
  double low = 0.0;
  double high = 0.0;
};

/// One pattern beside the simulation. An event of history (a target with a date) is met when its day lies between the 5
/// and 95 per cent quantiles of the simulated days. NaN: not known.
struct PatternFinding {
  Verdict verdict = Verdict::unreadable;
  std::string reason;  // of `unreadable`
  bool sure = false;   // the verdict is the same over the whole 95 % interval
  double value = 0.0;  // the estimate; of an event the median day [day since 1970-01-01]
  // 95 % interval of the estimate over replicates: of a mean skew_t, of a condition exact_share, of a median order_statistics, of pooled sums jackknife;
  // NaN where there is none, of a formula that no replicate has a part in its value
  Span confidence;
  Span range;                  // 5 and 95 % quantiles of the replicates' own values
  std::size_t replicates = 0;  // that have a value
  double happens = 0.0;        // event: share of the replicates in which it happens
  double same = 0.0;           // event: share of these in which it comes out as in history
  double earlier =
      0.0;  // event: share of these in which it comes earlier: the quantile at which history falls
};

/// Opens a results file for patterns; throws Error when it is none, holds several points of a sweep or kept no series.
Record open_replicates(const std::filesystem::path& path);

/// Every pattern of a file in its order.
std::vector<PatternFinding> find_patterns(const Record& record, const Targets& targets);

}  // namespace comity::analysis
