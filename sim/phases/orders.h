/// How providers answer orders.
#pragma once

#include "world/context.h"

namespace comity {

/// Why real demands are taken out of the simulated one that stands for them.
enum class Parting : std::uint8_t { test_case, merit, motion_to_compel };

/// Answers an order to the provider: it complies, challenges, refuses or resists.
void answer_order(World& world, const Context& context, const Demand& demand, const LegalView& view);

/// Answers an order to a provider that obeys whatever it is ordered.
void obey_order(World& world, const Context& context, const Demand& demand, const LegalView& view);

}  // namespace comity
