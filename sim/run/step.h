/// One step of the model: the schedule.
#pragma once

#include "world/context.h"

namespace comity {

/// The clock of the next step.
void advance_clock(Clock& clock, const RunParameters& run);

/// One step: every phase that is switched on, in order; then the clock moves on.
void step(World& world, const Context& context);

}  // namespace comity
