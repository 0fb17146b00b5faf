/// Where things are: the places that a demand and a provider have to do with.
#pragma once

#include "world/context.h"

#include <algorithm>
#include <vector>

namespace comity {

/// State of the provider's headquarters.
inline int home_of(const Demand& demand, const Context& context) {
  return context.config.providers[static_cast<std::size_t>(demand.provider)].home;
}

/// Whether the provider's data stay in one place; otherwise its software moves them about.
inline bool stays_in_place(const Context& context, int provider) {
  return context.config.providers[static_cast<std::size_t>(provider)].location_stable;
}

/// State in which the demand's data are stored.
inline int site_of(const Demand& demand, const Context& context) {
  return context.setup
      .options[static_cast<std::size_t>(demand.provider)][static_cast<std::size_t>(demand.option)]
      .site;
}

/// Whether the provider, the data or the subject is outside the forum state.
inline bool crosses_border(const Demand& demand, const Context& context) {
  return demand.residence != demand.forum || home_of(demand, context) != demand.forum ||
         site_of(demand, context) != demand.forum;
}

/// The states in which the law of a jurisdiction (state, or S + union) holds: the state itself, or the union's members.
inline const std::vector<int>& states_of(const Context& context, int jurisdiction) {
  return context.setup.members[static_cast<std::size_t>(jurisdiction)];
}

/// Whether the provider has an establishment in the jurisdiction.
inline bool is_established(const Context& context, int provider, int jurisdiction) {
  const auto& established = context.setup.established[static_cast<std::size_t>(provider)];
  const auto& states = states_of(context, jurisdiction);
  return std::any_of(states.begin(), states.end(),
                     [&](int state) { return established[static_cast<std::size_t>(state)] != 0; });
}

/// Whether the provider offers its service in the jurisdiction, which it may have left.
inline bool offers_service(const World& world, const Context& context, int provider, int jurisdiction) {
  const auto& size = context.setup.size[static_cast<std::size_t>(provider)];
  const auto& states = states_of(context, jurisdiction);
  return std::any_of(states.begin(), states.end(), [&](int state) {
    return size[static_cast<std::size_t>(state)] > 0.0 && world.market.present(provider, state) != 0;
  });
}

}  // namespace comity
