#include "phases/matter.h"

#include <algorithm>

namespace comity {

namespace {

using law::FactSet;
namespace fact = law::fact;

FactSet flag(bool holds, FactSet bit) { return holds ? bit : FactSet{0}; }

// Who approved: an order as the forum's law asks, what goes to another state or under an agreement always a judge.
FactSet approval_of(const Demand& demand, Instrument route) {
  if (route == Instrument::voluntary) return 0;
  const Approver approver = route == Instrument::order ? demand.approver : Approver::judge;
  return approver == Approver::nobody ? FactSet{0} : law::kApprovals[static_cast<std::size_t>(approver) - 1];
}

FactSet facts_of_demand(const Matter& matter, Instrument route) {
  const Demand& demand = matter.demand;
  const bool stable = stays_in_place(matter.context, demand.provider);
  return flag(demand.kind == DataKind::content, fact::content) |
         flag(demand.kind == DataKind::traffic, fact::traffic) | flag(demand.stored_long, fact::stored_long) |
         flag(demand.serious, fact::serious) | flag(demand.emergency, fact::emergency) |
         approval_of(demand, route) | flag(stable, fact::location_stable) |
         flag(route == Instrument::voluntary, fact::voluntary) |
         flag(route == Instrument::assistance, fact::treaty_request) |
         flag(route == Instrument::agreement, fact::agreement_order);
}

// Where the data can be reached from: under the provider's own control from its home and the site, under a trustee
// only from the site, and when the customer holds the keys only from where the customer is.
FactSet facts_of_control(const Matter& matter, bool site_here, bool home_here, bool subject_here) {
  const Demand& demand = matter.demand;
  const StorageOption option = option_in(matter.world, matter.context, {demand.provider, demand.residence},
                                         static_cast<std::size_t>(demand.option));
  switch (option.control) {
    case Control::own:
      return flag(home_here || site_here, fact::controls_from_here);
    case Control::trustee:
      return flag(site_here, fact::controls_from_here);
    case Control::customer_keys:
      return flag(subject_here, fact::controls_from_here);
  }
  return 0;
}

// Its own decision on adequacy, or that of a union to which it belongs.
bool has_found_adequate(const Matter& matter, int state) {
  const auto& adequacy = matter.world.relations.adequacy;
  const auto decides = [&](int jurisdiction) { return adequacy(jurisdiction, matter.demand.forum) != 0; };
  const auto& unions = matter.context.setup.unions_of[static_cast<std::size_t>(state)];
  return decides(state) || std::any_of(unions.begin(), unions.end(), decides);
}

FactSet facts_of_pair(const Matter& matter, int state) {
  const Relations& relations = matter.world.relations;
  return flag(relations.treaty(state, matter.demand.forum) != 0, fact::treaty) |
         flag(relations.agreement(state, matter.demand.forum) != 0, fact::agreement);
}

// In a state's law "here" means in the state, in a union's law anywhere in the union, whose treaties are those of the
// members that the demand touches.
FactSet find_facts_here(const Matter& matter, int jurisdiction) {
  const Demand& demand = matter.demand;
  const auto& within = matter.context.setup.within[static_cast<std::size_t>(jurisdiction)];
  const auto here = [&](int state) { return within[static_cast<std::size_t>(state)] != 0; };
  const bool site_here = here(matter.site);
  const bool home_here = here(matter.home);
  const bool subject_here = here(demand.residence);
  const FactSet facts =
      flag(site_here, fact::data_here) | flag(home_here, fact::headquartered_here) |
      flag(is_established(matter.world, matter.context, demand.provider, jurisdiction),
           fact::established_here) |
      flag(offers_service(matter.world, matter.context, demand.provider, jurisdiction), fact::offers_here) |
      facts_of_control(matter, site_here, home_here, subject_here) |
      flag(subject_here, fact::national_here | fact::resident_here);
  // A member's own order needs no treaty within the union.
  if (here(demand.forum)) return facts | fact::offence_here | fact::order_is_ours;
  if (jurisdiction < matter.context.setup.states) {
    return facts | facts_of_pair(matter, jurisdiction) |
           flag(in_one_union(matter.context, jurisdiction, demand.forum), fact::fellow_member) |
           flag(has_found_adequate(matter, jurisdiction), fact::adequacy);
  }
  const bool adequate = matter.world.relations.adequacy(jurisdiction, demand.forum) != 0;
  return facts | flag(adequate, fact::adequacy) | (site_here ? facts_of_pair(matter, matter.site) : 0) |
         (home_here ? facts_of_pair(matter, matter.home) : 0) |
         (subject_here ? facts_of_pair(matter, demand.residence) : 0);
}

FactSet facts_here(const Matter& matter, int jurisdiction) {
  Matter::Here& here = matter.here[static_cast<std::size_t>(jurisdiction) % matter.here.size()];
  if (here.jurisdiction != jurisdiction) here = {jurisdiction, find_facts_here(matter, jurisdiction)};
  return here.facts;
}

}  // namespace

bool in_one_union(const Context& context, int state, int other) {
  if (state == other) return true;
  const auto& unions = context.setup.unions_of[static_cast<std::size_t>(state)];
  return std::any_of(unions.begin(), unions.end(), [&](int jurisdiction) {
    return context.setup.within[static_cast<std::size_t>(jurisdiction)][static_cast<std::size_t>(other)] != 0;
  });
}

Matter matter_of(const World& world, const Context& context, const Demand& demand) {
  return {world, context, demand, demand.site, demand.home, {}};
}

FactSet facts_for(const Matter& matter, Instrument route, int jurisdiction) {
  const FactSet facts = facts_of_demand(matter, route) | facts_here(matter, jurisdiction);
  const bool ours = (facts & fact::order_is_ours) != 0;
  // Within one state or union no treaty or agreement is needed: the route is a plain order there.
  return ours ? facts & ~(fact::treaty_request | fact::agreement_order) : facts;
}

Stand effect_in(const Matter& matter, Instrument route, int state, law::Effect effect) {
  Stand stand;
  double none = 1.0;
  for_each_law(matter.world, matter.context, state, [&](const law::CompiledLaw& law, int jurisdiction) {
    const FactSet facts = facts_for(matter, route, jurisdiction);
    const law::Holding answer = law::ask_one(law, effect, facts);
    if (answer.certain) {
      stand.certainty = Certainty::yes;
      none = 0.0;
    } else if (answer.possible) {
      stand.certainty = std::max(stand.certainty, Certainty::arguable);
      none *= 1.0 - law::chance(matter.context.config.library, law, effect, facts);
    }
  });
  stand.chance = 1.0 - none;
  return stand;
}

}  // namespace comity
