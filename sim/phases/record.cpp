#include "observe/measure.h"
#include "phases/phases.h"
#include "run/run.h"

#include <cmath>

namespace comity {

void record(World& world, const Context& context) {
  const auto& run = context.parameters().run;
  if (!is_recorded(world.clock.step, run)) return;
  const std::vector<double> now = measure(world, context);
  world.series.insert(world.series.end(), now.begin(), now.end());
  clear_counters(world.tally);
}

}  // namespace comity
