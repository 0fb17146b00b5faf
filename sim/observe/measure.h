/// Gauges: metrics computed from the world at a moment.
#pragma once

#include "world/context.h"

#include <span>
#include <vector>

namespace comity {

/// One record of all metrics: counters since the last record, gauges as they are now. Layout as in `world.tally`.
std::vector<double> measure(const World& world, const Context& context);

/// Starts the next record: counters and delay histograms back to zero.
void clear_counters(Tally& tally);

/// Delay [day] below which the share `level` of the successes in one histogram lies, of which there are `all`; NaN when there are
/// none.
double delay_quantile(std::span<const double> histogram, double all, double level);

}  // namespace comity
