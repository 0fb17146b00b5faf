/// Kernels of the phase `arise`: how demands come about.
#pragma once

#include "world/context.h"

namespace comity {

/// Draws who, what and where of one demand of a state; the provider pick tables are those of `make_pick_tables`.
struct PickTables {
  std::vector<AliasTable> provider;  // [S * segments] by share and demand rate
};

PickTables make_pick_tables(const World& world, const Context& context);

/// Expected number of demands of a state in this step, simulated.
double expected_demands(const Clock& clock, const StateConfig& state, const RunParameters& run);

/// The focal demand `number` of the scenario as a Demand arising at `time`.
Demand make_focal_demand(const World& world, const Context& context, int number);

}  // namespace comity
