/// The summary for programs.
#pragma once

#include "analysis/sample.h"
#include "scenario/config.h"

#include <nlohmann/json_fwd.hpp>

namespace comity::cli {

/// Scenario, sections of the printed summary, disputes, history, and every metric: per group `first`, `last`
/// and `total` (counters: sum, gauges: mean over time), each as median, low (5 %) and high (95 %). Missing
/// numbers are null.
nlohmann::ordered_json summary_json(const Config& config, const analysis::Sample& sample);

}  // namespace comity::cli
