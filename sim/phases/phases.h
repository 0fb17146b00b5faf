/// The phases of one step. Each reads and writes the world; the schedule (run/step.h) is the order of COMITY_PHASES.
#pragma once

#include "world/context.h"

namespace comity {

#define COMITY_DECLARE_PHASE(name, meaning) void name(World& world, const Context& context);
COMITY_PHASES(COMITY_DECLARE_PHASE)  // record, which reads the metrics, is defined in run/step.cpp

/// In place of `choose` when it is switched off: a direct order wherever the law lets or may let it, else nothing.
void order_everything(World& world, const Context& context);

/// In place of `respond` when it is switched off: providers obey every order and grant every request that the law lets
/// them grant.
void obey_everything(World& world, const Context& context);

}  // namespace comity
