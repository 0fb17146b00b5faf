/// Where things are: the places that a demand and a provider have to do with.
#pragma once

#include "world/context.h"

#include <algorithm>
#include <vector>

namespace comity {

/// The data of one market's residents that one provider keeps.
struct Custody {
  int provider = 0;
  int market = 0;  // state
};

/// Notes in a demand where its provider's home and its data are. To be called once provider and option are known.
inline void note_places(Demand& demand, const Context& context) {
  const auto provider = static_cast<std::size_t>(demand.provider);
  const StorageOption& option = context.setup.options[provider][static_cast<std::size_t>(demand.option)];
  demand.home = static_cast<std::int16_t>(context.config.providers[provider].home);
  demand.site = static_cast<std::int16_t>(option.site);
}

/// A provider's option of storage as it stands in a market: without the protection that a capability order has removed there.
inline StorageOption option_in(const World& world, const Context& context, const Custody& custody,
                               std::size_t option) {
  const auto provider = static_cast<std::size_t>(custody.provider);
  StorageOption found = context.setup.options[provider][option];
  const auto mark = static_cast<Protection>(
      world.market.protection[provider](custody.market, static_cast<Eigen::Index>(option)));
  if (mark == Protection::removed) found.control = Control::own;
  return found;
}

/// Whether the provider's data stay in one place; otherwise its software moves them about.
inline bool stays_in_place(const Context& context, int provider) {
  return context.config.providers[static_cast<std::size_t>(provider)].location_stable;
}

/// Whether the provider, the data or the subject is outside the forum state.
inline bool crosses_border(const Demand& demand) {
  return demand.residence != demand.forum || demand.home != demand.forum || demand.site != demand.forum;
}

/// The states in which the law of a jurisdiction (state, or S + union) holds: the state itself, or the union's members.
inline const std::vector<int>& states_of(const Context& context, int jurisdiction) {
  return context.setup.members[static_cast<std::size_t>(jurisdiction)];
}

/// Whether the provider has an establishment in the jurisdiction.
inline bool is_established(const World& world, const Context& context, int provider, int jurisdiction) {
  const auto& states = states_of(context, jurisdiction);
  return std::any_of(states.begin(), states.end(),
                     [&](int state) { return world.market.established(provider, state) != 0; });
}

/// Whether the provider offers its service in the jurisdiction, from which it may have withdrawn it.
inline bool offers_service(const World& world, const Context& context, int provider, int jurisdiction) {
  const auto& size = context.setup.size[static_cast<std::size_t>(provider)];
  const auto& states = states_of(context, jurisdiction);
  return std::any_of(states.begin(), states.end(), [&](int state) {
    return size[static_cast<std::size_t>(state)] > 0.0 && world.market.present(provider, state) != 0;
  });
}

}  // namespace comity
