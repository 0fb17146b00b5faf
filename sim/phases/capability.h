/// Capability orders: to remove a protection that keeps data from the provider itself, or the product with it. The law compels it by
/// the effect `unlocks`; who obeys removes or withdraws, whichever costs less.
#pragma once

#include "world/context.h"

namespace comity {

/// Whether it asks for no data, but for the means to read what is protected.
inline bool is_capability_order(const Demand& demand) { return demand.kind == DataKind::capability; }

/// The effect by which the forum's law compels what is demanded.
inline law::Effect compelling_effect(const Demand& demand) {
  return is_capability_order(demand) ? law::Effect::unlocks : law::Effect::compels;
}

/// The two ways to obey a capability order.
struct Obedience {
  double protected_share = 0.0;  // of the provider's data of the market, under the control in question [0, 1]
  double removing = 0.0;         // what removing the protection there costs [value]
  double withdrawing = 0.0;      // the business with those who use it [value]
  double withdraws = 0.0;        // probability of the second, by a logit
};
Obedience weigh_obedience(const World& world, const Context& context, const Demand& demand);

/// The provider obeys: from now on it can read what was protected of this market, or no longer offers it there. Returns whether it
/// has withdrawn it.
bool obey_capability_order(World& world, const Context& context, const Demand& demand, double time);

}  // namespace comity
