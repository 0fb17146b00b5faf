/// Times to an event that some observations do not live to see: Kaplan and Meier's estimate.
#pragma once

#include "analysis/interval.h"

#include <cstddef>
#include <span>
#include <vector>

namespace comity::analysis {

/// How long something was watched, and whether it ended then or (censored) was still going on.
struct Duration {
  double length = 0.0;
  bool ended = false;
};

/// Share still going on after a length at which something ended.
struct SurvivalStep {
  double length = 0.0;
  std::size_t at_risk = 0;  // watched up to here; those censored here included
  std::size_t ended = 0;
  double share = 1.0;
  double error = 0.0;  // Greenwood's standard error; NaN where the share is 0
  double low = 0.0;    // of the log-log interval, which stays in [0, 1]
  double high = 0.0;
};

/// Kaplan and Meier (1958): a step for every length at which something ended, ascending.
std::vector<SurvivalStep> kaplan_meier(std::vector<Duration> durations, double level = 0.95);

/// The first length after which at most half go on, with the interval of Brookmeyer and Crowley (1982) on the log-log scale;
/// NaN for each part that is not reached.
Bounded median_survival(std::span<const SurvivalStep> steps);

}  // namespace comity::analysis
