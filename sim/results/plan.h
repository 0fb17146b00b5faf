/// What a results file is going to hold, known before the first run.
#pragma once

#include "observe/tally.h"
#include "scenario/config.h"
#include "world/court.h"

#include <cstdint>
#include <vector>

namespace comity {

/// Everything but the runs themselves. The scenario and the courts must outlive it.
struct ResultsPlan {
  const Config& config;
  const Courts& courts;       // for the labels of event columns
  std::vector<double> times;  // recorded days [day since 1970-01-01]
  MetricLayout layout;
  std::uint32_t replicates = 0;
};

}  // namespace comity
