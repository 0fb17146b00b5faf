#include "phases/situation.h"
#include "world/places.h"

#include <algorithm>
#include <array>

namespace comity {

namespace {

using law::Effect;
using law::FactSet;
namespace fact = law::fact;

// One demand before the laws of one day.
struct Matter {
  const World& world;
  const Context& context;
  const Demand& demand;
  int site;
  int home;
};

Matter matter_of(const World& world, const Context& context, const Demand& demand) {
  return {world, context, demand, site_of(demand, context), home_of(demand, context)};
}

FactSet flag(bool holds, FactSet bit) { return holds ? bit : FactSet{0}; }

FactSet facts_of_demand(const Matter& matter, Instrument route) {
  const Demand& demand = matter.demand;
  const bool stable = stays_in_place(matter.context, demand.provider);
  // Content and traffic data are asked for with a judge's approval; so is everything asked for by treaty.
  const bool approved = demand.kind != DataKind::subscriber || route == Instrument::assistance;
  return flag(demand.kind == DataKind::content, fact::content) |
         flag(demand.kind == DataKind::traffic, fact::traffic) | flag(demand.stored_long, fact::stored_long) |
         flag(demand.serious, fact::serious) | flag(demand.emergency, fact::emergency) |
         flag(approved && route != Instrument::voluntary, fact::judge_approved) |
         flag(stable, fact::location_stable) | flag(route == Instrument::voluntary, fact::voluntary) |
         flag(route == Instrument::assistance, fact::treaty_request) |
         flag(route == Instrument::agreement, fact::agreement_order);
}

// Where the data can be reached from: under the provider's own control from its home and the site, under a trustee
// only from the site, and when the customer holds the keys only from where the customer is.
FactSet facts_of_control(const Matter& matter, bool site_here, bool home_here, bool subject_here) {
  const auto& options = matter.context.setup.options[static_cast<std::size_t>(matter.demand.provider)];
  switch (options[static_cast<std::size_t>(matter.demand.option)].control) {
    case Control::own:
      return flag(home_here || site_here, fact::controls_from_here);
    case Control::trustee:
      return flag(site_here, fact::controls_from_here);
    case Control::customer_keys:
      return flag(subject_here, fact::controls_from_here);
  }
  return 0;
}

FactSet facts_of_pair(const Matter& matter, int state) {
  const Relations& relations = matter.world.relations;
  return flag(relations.treaty(state, matter.demand.forum) != 0, fact::treaty) |
         flag(relations.agreement(state, matter.demand.forum) != 0, fact::agreement);
}

// In a state's law "here" means in the state, in a union's law anywhere in the union, whose treaties are those of the
// members that the demand touches.
FactSet facts_here(const Matter& matter, int jurisdiction) {
  const Demand& demand = matter.demand;
  const auto& within = matter.context.setup.within[static_cast<std::size_t>(jurisdiction)];
  const auto here = [&](int state) { return within[static_cast<std::size_t>(state)] != 0; };
  const bool site_here = here(matter.site);
  const bool home_here = here(matter.home);
  const bool subject_here = here(demand.residence);
  const FactSet facts =
      flag(site_here, fact::data_here) | flag(home_here, fact::headquartered_here) |
      flag(is_established(matter.context, demand.provider, jurisdiction), fact::established_here) |
      flag(offers_service(matter.world, matter.context, demand.provider, jurisdiction), fact::offers_here) |
      facts_of_control(matter, site_here, home_here, subject_here) |
      flag(subject_here, fact::national_here | fact::resident_here);
  // A member's own order needs no treaty within the union.
  if (here(demand.forum)) return facts | fact::offence_here | fact::order_is_ours;
  if (jurisdiction < matter.context.setup.states) return facts | facts_of_pair(matter, jurisdiction);
  return facts | (site_here ? facts_of_pair(matter, matter.site) : 0) |
         (home_here ? facts_of_pair(matter, matter.home) : 0) |
         (subject_here ? facts_of_pair(matter, demand.residence) : 0);
}

// The facts of a demand by one route as the law of a jurisdiction (state, or S + union) sees them.
FactSet facts_for(const Matter& matter, Instrument route, int jurisdiction) {
  const FactSet facts = facts_of_demand(matter, route) | facts_here(matter, jurisdiction);
  const bool ours = (facts & fact::order_is_ours) != 0;
  // Within one state or union no treaty or agreement is needed: the route is a plain order there.
  return ours ? facts & ~(fact::treaty_request | fact::agreement_order) : facts;
}

const law::CompiledLaw& law_of(const World& world, int jurisdiction) {
  return *world.laws[static_cast<std::size_t>(jurisdiction)].law;
}

// The law of a state: its own and that of its unions, each with its own facts.
template <typename Visit>
void for_each_law(const World& world, const Context& context, int state, Visit visit) {
  visit(law_of(world, state), state);
  for (const int jurisdiction : context.setup.unions_of[static_cast<std::size_t>(state)]) {
    visit(law_of(world, jurisdiction), jurisdiction);
  }
}

struct Stand {
  Certainty certainty = Certainty::no;
  double chance = 0.0;
};

// How an effect stands in the law of a state and its unions for one route.
Stand effect_in(const Matter& matter, Instrument route, int state, Effect effect) {
  Stand stand;
  double none = 1.0;
  for_each_law(matter.world, matter.context, state, [&](const law::CompiledLaw& law, int jurisdiction) {
    const FactSet facts = facts_for(matter, route, jurisdiction);
    const law::Answer answer = law::ask(law, facts);
    if (law::has(answer.certain, effect)) {
      stand.certainty = Certainty::yes;
      none = 0.0;
    } else if (law::has(answer.possible, effect)) {
      stand.certainty = std::max(stand.certainty, Certainty::arguable);
      none *= 1.0 - law::chance(matter.context.config.library, law, effect, facts);
    }
  });
  stand.chance = 1.0 - none;
  return stand;
}

bool in_one_union(const Context& context, int state, int other) {
  if (state == other) return true;
  const auto& unions = context.setup.unions_of[static_cast<std::size_t>(state)];
  return std::any_of(unions.begin(), unions.end(), [&](int jurisdiction) {
    return context.setup.within[static_cast<std::size_t>(jurisdiction)][static_cast<std::size_t>(other)] != 0;
  });
}

// A bar weighs only from outside the forum: the site's state first, then the provider's home, then the subject's state.
void judge_bars(const Matter& matter, LegalView& view) {
  const std::array<int, 3> others = {matter.site, matter.home, matter.demand.residence};
  double none = 1.0;
  for (auto other = others.begin(); other != others.end(); ++other) {
    const bool seen = std::find(others.begin(), other, *other) != other;
    if (*other == matter.demand.forum || seen) continue;
    const Stand stand = effect_in(matter, Instrument::order, *other, Effect::forbids);
    if (stand.certainty == Certainty::no) continue;
    if (view.bar_state < 0 || stand.certainty > view.bar) view.bar_state = static_cast<std::int16_t>(*other);
    view.bar = std::max(view.bar, stand.certainty);
    none *= 1.0 - stand.chance;
  }
  view.bar_chance = static_cast<float>(1.0 - none);
}

void judge_assistance(const Matter& matter, LegalView& view) {
  const int state = assisting_state(matter.world, matter.context, matter.demand);
  if (state < 0) return;
  view.assisting_state = static_cast<std::int16_t>(state);
  view.assists = effect_in(matter, Instrument::assistance, state, Effect::assists).certainty;
}

void judge_voluntary(const Matter& matter, LegalView& view) {
  const Stand bar = effect_in(matter, Instrument::voluntary, matter.home, Effect::forbids);
  view.voluntary_chance = static_cast<float>(1.0 - bar.chance);
  view.voluntary = bar.certainty == Certainty::no    ? Certainty::yes
                   : bar.certainty == Certainty::yes ? Certainty::no
                                                     : Certainty::arguable;
  const Stand site_bar = matter.site == matter.home
                             ? bar
                             : effect_in(matter, Instrument::voluntary, matter.site, Effect::forbids);
  view.site_permits_chance = static_cast<float>(1.0 - site_bar.chance);
}

void judge_agreement(const Matter& matter, LegalView& view) {
  const int forum = matter.demand.forum;
  if (matter.home == forum) return;
  if (matter.world.relations.agreement(matter.home, forum) != 0) {
    const Stand bar = effect_in(matter, Instrument::agreement, matter.home, Effect::forbids);
    view.agreement = bar.certainty == Certainty::no;
  }
  if (view.agreement) return;
  for (const int jurisdiction : matter.context.setup.unions_of[static_cast<std::size_t>(forum)]) {
    const law::Answer answer =
        law::ask(law_of(matter.world, jurisdiction), facts_for(matter, Instrument::order, jurisdiction));
    if (law::has(answer.certain, Effect::compels)) view.agreement = view.agreement_is_union = true;
  }
}

}  // namespace

law::FactSet route_facts(const World& world, const Context& context, const Demand& demand,
                         const Route& route) {
  return facts_for(matter_of(world, context, demand), route.instrument, route.jurisdiction);
}

law::FactSet order_facts(const World& world, const Context& context, const Demand& demand, int jurisdiction) {
  return facts_for(matter_of(world, context, demand), Instrument::order, jurisdiction);
}

bool order_holds(const World& world, const Context& context, const Demand& demand,
                 law::QuestionSet readings) {
  bool holds = false;
  for_each_law(world, context, demand.forum, [&](const law::CompiledLaw& law, int jurisdiction) {
    holds = holds || law::has(law::ask(law, order_facts(world, context, demand, jurisdiction), readings),
                              Effect::compels);
  });
  return holds;
}

int assisting_state(const World& world, const Context& context, const Demand& demand) {
  for (const int state : {home_of(demand, context), site_of(demand, context)}) {
    if (state != demand.forum && world.relations.treaty(state, demand.forum) != 0) return state;
  }
  return -1;
}

AgreementTerms judge_agreement_terms(const World& world, const Context& context, const Demand& demand) {
  const Matter matter = matter_of(world, context, demand);
  const auto left_free = [&](int state) {
    return 1.0 - effect_in(matter, Instrument::agreement, state, Effect::forbids).chance;
  };
  if (world.relations.agreement(matter.home, demand.forum) != 0) {
    const bool agreed = matter.site == matter.home || matter.site == demand.forum;
    return {1.0, agreed ? 1.0 : left_free(matter.site)};
  }
  const double site = in_one_union(context, demand.forum, matter.site) ? 1.0 : left_free(matter.site);
  if (matter.home == matter.site) return {site, site};
  const double home = in_one_union(context, demand.forum, matter.home) ? 1.0 : left_free(matter.home);
  return {home * site, site};
}

double assistance_consent(const World& world, const Context& context, const Demand& demand, int assisting) {
  const Matter matter = matter_of(world, context, demand);
  if (matter.site == assisting || matter.site == demand.forum) return 1.0;
  return 1.0 - effect_in(matter, Instrument::assistance, matter.site, Effect::forbids).chance;
}

law::QuestionSet order_questions(const World& world, const Context& context, const Demand& demand) {
  law::QuestionSet questions = 0;
  for_each_law(world, context, demand.forum, [&](const law::CompiledLaw& law, int jurisdiction) {
    questions |= law::open_questions(law, Effect::compels, order_facts(world, context, demand, jurisdiction));
  });
  return questions;
}

int orientation(const World& world, const Context& context, const Demand& demand, QuestionAmong asked) {
  const law::QuestionSet bit = law::QuestionSet{1} << asked.question;
  const bool accepted = order_holds(world, context, demand, asked.readings | bit);
  const bool rejected = order_holds(world, context, demand, asked.readings & ~bit);
  return static_cast<int>(accepted) - static_cast<int>(rejected);
}

LegalView judge_situation(const World& world, const Context& context, const Demand& demand) {
  const Matter matter = matter_of(world, context, demand);
  LegalView view;
  const Stand order = effect_in(matter, Instrument::order, demand.forum, Effect::compels);
  view.order = order.certainty;
  if (order.certainty == Certainty::arguable) view.questions = order_questions(world, context, demand);
  judge_bars(matter, view);
  judge_assistance(matter, view);
  judge_voluntary(matter, view);
  judge_agreement(matter, view);
  return view;
}

}  // namespace comity
