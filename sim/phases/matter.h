/// One demand before the laws of one day: its facts as each law sees them, and how an effect stands there.
#pragma once

#include "phases/situation.h"

#include <array>

namespace comity {

/// A demand and the places it has to do with.
struct Matter {
  const World& world;
  const Context& context;
  const Demand& demand;
  int site;
  int home;

  /// What is so in a jurisdiction whatever the route and whoever approves, found once: index is the jurisdiction's last bits.
  struct Here {
    int jurisdiction = -1;
    law::FactSet facts = 0;
  };
  mutable std::array<Here, 8> here{};
};

/// Whether two states are one, or members of one union.
bool in_one_union(const Context& context, int state, int other);

Matter matter_of(const World& world, const Context& context, const Demand& demand);

/// The facts of the demand by one route as the law of a jurisdiction (state, or S + union) sees them.
law::FactSet facts_for(const Matter& matter, Instrument route, int jurisdiction);

/// The law in force in a jurisdiction.
inline const law::CompiledLaw& law_of(const World& world, int jurisdiction) {
  return *world.laws[static_cast<std::size_t>(jurisdiction)].law;
}

/// The law of a state: its own and that of its unions, each with its own facts.
template <typename Visit>
void for_each_law(const World& world, const Context& context, int state, Visit visit) {
  visit(law_of(world, state), state);
  for (const int jurisdiction : context.setup.unions_of[static_cast<std::size_t>(state)]) {
    visit(law_of(world, jurisdiction), jurisdiction);
  }
}

/// How an effect stands: whether it holds, and with which chance by the priors of open questions [0, 1].
struct Stand {
  Certainty certainty = Certainty::no;
  double chance = 0.0;
};

/// How an effect stands in the law of a state and its unions for one route.
Stand effect_in(const Matter& matter, Instrument route, int state, law::Effect effect);

}  // namespace comity
