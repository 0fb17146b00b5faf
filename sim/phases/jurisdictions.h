/// Jurisdictions: states are numbered from 0, unions after them.
#pragma once

#include "world/context.h"

#include <vector>

namespace comity {

/// The states in which the law of a jurisdiction holds: the state itself, or the union's members.
inline std::vector<int> states_of(const Context& context, int jurisdiction) {
  if (jurisdiction < context.setup.states) return {jurisdiction};
  return context.config.unions[static_cast<std::size_t>(jurisdiction - context.setup.states)].members;
}

}  // namespace comity
