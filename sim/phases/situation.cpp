#include "phases/situation.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

using law::Effect;
using law::FactSet;
namespace fact = law::fact;

// Who can reach the data: the provider from its home and from the site; a trustee only from the site; a customer who
// holds the keys only from where the customer is.
bool controls_from(const StorageOption& option, const Demand& demand, int home, int state) {
  switch (option.control) {
    case Control::own:
      return state == home || state == option.site;
    case Control::trustee:
      return state == option.site;
    case Control::customer_keys:
      return state == demand.residence;
  }
  return false;
}

FactSet facts_of_demand(const Context& context, const Demand& demand, Instrument route) {
  const auto flag = [](bool holds, FactSet bit) { return holds ? bit : FactSet{0}; };
  const bool stable = context.config.providers[static_cast<std::size_t>(demand.provider)].location_stable;
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

FactSet facts_in_state(const World& world, const Context& context, const Demand& demand, int state) {
  const auto provider = static_cast<std::size_t>(demand.provider);
  const auto place = static_cast<std::size_t>(state);
  const StorageOption& option = context.setup.options[provider][static_cast<std::size_t>(demand.option)];
  const int home = context.config.providers[provider].home;
  const bool offered =
      context.setup.size[provider][place] > 0.0 && world.market.present(demand.provider, state) != 0;
  const auto flag = [](bool holds, FactSet bit) { return holds ? bit : FactSet{0}; };
  return flag(option.site == state, fact::data_here) | flag(home == state, fact::headquartered_here) |
         flag(context.setup.established[provider][place] != 0, fact::established_here) |
         flag(offered, fact::offers_here) |
         flag(controls_from(option, demand, home, state), fact::controls_from_here) |
         flag(demand.residence == state, fact::national_here | fact::resident_here) |
         flag(demand.forum == state, fact::offence_here | fact::order_is_ours) |
         flag(world.relations.treaty(state, demand.forum) != 0, fact::treaty) |
         flag(world.relations.agreement(state, demand.forum) != 0, fact::agreement);
}

// In a union's law "here" means anywhere in the union; its treaties are those of the members the demand touches.
FactSet facts_in_union(const World& world, const Context& context, const Demand& demand, int number) {
  constexpr FactSet kPairwise = fact::treaty | fact::agreement;
  const auto& option =
      context.setup
          .options[static_cast<std::size_t>(demand.provider)][static_cast<std::size_t>(demand.option)];
  const int home = context.config.providers[static_cast<std::size_t>(demand.provider)].home;
  FactSet facts = 0;
  for (const int member : context.config.unions[static_cast<std::size_t>(number)].members) {
    const FactSet here = facts_in_state(world, context, demand, member);
    const bool touched = member == option.site || member == home || member == demand.residence;
    facts |= touched ? here : here & ~kPairwise;
  }
  // A member's own order needs no treaty within the union.
  return (facts & fact::order_is_ours) != 0 ? facts & ~kPairwise : facts;
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
Stand effect_in(const World& world, const Context& context, const Demand& demand, Instrument route, int state,
                Effect effect) {
  Stand stand;
  double none = 1.0;
  for_each_law(world, context, state, [&](const law::CompiledLaw& law, int jurisdiction) {
    const FactSet facts = facts_for(world, context, demand, route, jurisdiction);
    const law::Answer answer = law::ask(law, facts);
    if (law::has(answer.certain, effect)) {
      stand.certainty = Certainty::yes;
      none = 0.0;
    } else if (law::has(answer.possible, effect)) {
      stand.certainty = std::max(stand.certainty, Certainty::arguable);
      none *= 1.0 - law::chance(context.config.library, law, effect, facts);
    }
  });
  stand.chance = 1.0 - none;
  return stand;
}

// A bar weighs only from outside the forum: the site's state first, then the provider's home, then the subject's state.
void judge_bars(const World& world, const Context& context, const Demand& demand, LegalView& view) {
  const auto provider = static_cast<std::size_t>(demand.provider);
  const int site = context.setup.options[provider][static_cast<std::size_t>(demand.option)].site;
  const std::array<int, 3> others = {site, context.config.providers[provider].home, demand.residence};
  double none = 1.0;
  for (std::size_t k = 0; k < others.size(); ++k) {
    const int state = others[k];
    const bool seen = std::find(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(k), state) !=
                      others.begin() + static_cast<std::ptrdiff_t>(k);
    if (state == demand.forum || seen) continue;
    const Stand stand = effect_in(world, context, demand, Instrument::order, state, Effect::forbids);
    if (stand.certainty == Certainty::no) continue;
    if (view.bar_state < 0 || stand.certainty > view.bar) view.bar_state = static_cast<std::int16_t>(state);
    view.bar = std::max(view.bar, stand.certainty);
    none *= 1.0 - stand.chance;
  }
  view.bar_chance = static_cast<float>(1.0 - none);
}

void judge_assistance(const World& world, const Context& context, const Demand& demand, LegalView& view) {
  const int state = assisting_state(world, context, demand);
  if (state < 0) return;
  view.assisting_state = static_cast<std::int16_t>(state);
  view.assists = effect_in(world, context, demand, Instrument::assistance, state, Effect::assists).certainty;
}

void judge_voluntary(const World& world, const Context& context, const Demand& demand, LegalView& view) {
  const auto provider = static_cast<std::size_t>(demand.provider);
  const int home = context.config.providers[provider].home;
  const int site = context.setup.options[provider][static_cast<std::size_t>(demand.option)].site;
  const Stand bar = effect_in(world, context, demand, Instrument::voluntary, home, Effect::forbids);
  view.voluntary_chance = static_cast<float>(1.0 - bar.chance);
  view.voluntary = bar.certainty == Certainty::no    ? Certainty::yes
                   : bar.certainty == Certainty::yes ? Certainty::no
                                                     : Certainty::arguable;
  const Stand site_bar = effect_in(world, context, demand, Instrument::voluntary, site, Effect::forbids);
  view.site_permits_chance = static_cast<float>(1.0 - site_bar.chance);
}

void judge_agreement(const World& world, const Context& context, const Demand& demand, LegalView& view) {
  const int home = context.config.providers[static_cast<std::size_t>(demand.provider)].home;
  if (home != demand.forum && world.relations.agreement(home, demand.forum) != 0) {
    const Stand bar = effect_in(world, context, demand, Instrument::agreement, home, Effect::forbids);
    view.agreement = bar.certainty == Certainty::no;
  }
  if (view.agreement || home == demand.forum) return;
  for (const int jurisdiction : context.setup.unions_of[static_cast<std::size_t>(demand.forum)]) {
    const law::Answer answer =
        law::ask(law_of(world, jurisdiction), order_facts(world, context, demand, jurisdiction));
    if (law::has(answer.certain, Effect::compels)) view.agreement = view.agreement_is_union = true;
  }
}

}  // namespace

law::FactSet facts_for(const World& world, const Context& context, const Demand& demand, Instrument route,
                       int jurisdiction) {
  const int states = context.setup.states;
  FactSet facts = facts_of_demand(context, demand, route);
  facts |= jurisdiction < states ? facts_in_state(world, context, demand, jurisdiction)
                                 : facts_in_union(world, context, demand, jurisdiction - states);
  const bool ours = (facts & fact::order_is_ours) != 0;
  // Within one state or union no treaty or agreement is needed: the route is a plain order there.
  return ours ? facts & ~(fact::treaty_request | fact::agreement_order) : facts;
}

law::FactSet order_facts(const World& world, const Context& context, const Demand& demand, int jurisdiction) {
  return facts_for(world, context, demand, Instrument::order, jurisdiction);
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
  const auto provider = static_cast<std::size_t>(demand.provider);
  const int home = context.config.providers[provider].home;
  const int site = context.setup.options[provider][static_cast<std::size_t>(demand.option)].site;
  for (const int state : {home, site}) {
    if (state != demand.forum && world.relations.treaty(state, demand.forum) != 0) return state;
  }
  return -1;
}

law::QuestionSet order_questions(const World& world, const Context& context, const Demand& demand) {
  law::QuestionSet questions = 0;
  for_each_law(world, context, demand.forum, [&](const law::CompiledLaw& law, int jurisdiction) {
    questions |= law::open_questions(law, Effect::compels, order_facts(world, context, demand, jurisdiction));
  });
  return questions;
}

int orientation(const World& world, const Context& context, const Demand& demand, int question,
                law::QuestionSet readings) {
  const law::QuestionSet bit = law::QuestionSet{1} << question;
  const bool accepted = order_holds(world, context, demand, readings | bit);
  const bool rejected = order_holds(world, context, demand, readings & ~bit);
  return static_cast<int>(accepted) - static_cast<int>(rejected);
}

LegalView judge_situation(const World& world, const Context& context, const Demand& demand) {
  LegalView view;
  const Stand order = effect_in(world, context, demand, Instrument::order, demand.forum, Effect::compels);
  view.order = order.certainty;
  if (order.certainty == Certainty::arguable) view.questions = order_questions(world, context, demand);
  judge_bars(world, context, demand, view);
  judge_assistance(world, context, demand, view);
  judge_voluntary(world, context, demand, view);
  judge_agreement(world, context, demand, view);
  return view;
}

const LegalView& SituationMemo::view(const World& world, const Context& context, const Demand& demand) {
  const auto bits = [](auto value, unsigned shift) { return static_cast<std::uint64_t>(value) << shift; };
  const std::uint64_t key = bits(demand.forum, 0) | bits(demand.residence, 8) | bits(demand.provider, 16) |
                            bits(demand.option, 26) | bits(demand.kind, 32) | bits(demand.serious, 34) |
                            bits(demand.emergency, 35) | bits(demand.stored_long, 36) |
                            bits(world.law_version & 0x3FFFFFFU, 37);
  const std::uint64_t mixed = key * 0x9E3779B97F4A7C15ULL;
  Entry& entry = entries_[mixed >> (64 - std::countr_zero(kSize))];
  if (entry.key != key) {
    entry.view = judge_situation(world, context, demand);
    entry.key = key;
  }
  return entry.view;
}

}  // namespace comity
