#include "phases/situation.h"

#include "phases/capability.h"
#include "phases/matter.h"

#include <algorithm>
#include <array>

namespace comity {

namespace {

using law::Effect;
using law::FactSet;

// The least approver under whom the forum's law surely compels; without one, the least under whom it arguably does. It is noted
// in the demand asked about, which is the matter's.
Stand judge_order(const Matter& matter, Demand& asked) {
  Stand best;
  Approver least = Approver::nobody;
  for (int number = 0; number < kApprovers && best.certainty != Certainty::yes; ++number) {
    asked.approver = static_cast<Approver>(number);
    const Stand stand = effect_in(matter, Instrument::order, asked.forum, compelling_effect(asked));
    if (stand.certainty <= best.certainty) continue;
    best = stand;
    least = asked.approver;
  }
  asked.approver = least;
  return best;
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

// Without a treaty the first of the same states whose law assists all the same, surely or arguably.
void judge_letters(const Matter& matter, LegalView& view) {
  if (!matter.context.parameters().assist.letters) return;
  for (const int state : {matter.home, matter.site}) {
    if (state == matter.demand.forum) continue;
    const Certainty assists = effect_in(matter, Instrument::assistance, state, Effect::assists).certainty;
    if (assists == Certainty::no) continue;
    view.assisting_state = static_cast<std::int16_t>(state);
    view.assists = assists;
    view.letters = true;
    return;
  }
}

void judge_assistance(const Matter& matter, LegalView& view) {
  const int state = assisting_state(matter.world, matter.demand);
  if (state < 0) return judge_letters(matter, view);
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
    // Within the union the way is a plain order, which a judge approves like all that crosses a border.
    const law::Holding answer = law::ask_one(law_of(matter.world, jurisdiction), Effect::compels,
                                             facts_for(matter, Instrument::agreement, jurisdiction));
    if (answer.certain) view.agreement = view.agreement_is_union = true;
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

law::FactSet bar_facts(const World& world, const Demand& demand, int bar_state) {
  if (bar_state < 0) return 0;
  const bool qualifies = world.relations.agreement(demand.forum, bar_state) != 0;
  return law::fact::forbidden_elsewhere | (qualifies ? law::fact::qualifying_forbids : law::FactSet{0});
}

std::optional<double> scheduled_for(const World& world, const Context& context, const Demand& demand,
                                    const ScheduleAsked& asked) {
  const JurisdictionLaw& law = world.laws[static_cast<std::size_t>(asked.route.jurisdiction)];
  if (!law.scheduled[static_cast<std::size_t>(asked.what)]) return std::nullopt;
  return law::scheduled_value(
      context.config.library, law.in_force,
      {std::max(world.clock.day(), static_cast<Day>(demand.ready)),
       route_facts(world, context, demand, asked.route) | bar_facts(world, demand, asked.bar_state)},
      law::name_of(asked.what));
}

bool order_holds(const World& world, const Context& context, const Demand& demand,
                 law::QuestionSet readings) {
  bool holds = false;
  for_each_law(world, context, demand.forum, [&](const law::CompiledLaw& law, int jurisdiction) {
    holds = holds || law::has(law::ask(law, order_facts(world, context, demand, jurisdiction), readings),
                              compelling_effect(demand));
  });
  return holds;
}

int assisting_state(const World& world, const Demand& demand) {
  for (const int state : {demand.home, demand.site}) {
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
    questions |= law::open_questions(law, compelling_effect(demand),
                                     order_facts(world, context, demand, jurisdiction));
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
  Demand asked = demand;
  LegalView view;
  const Matter matter = matter_of(world, context, asked);
  view.order = judge_order(matter, asked).certainty;
  view.approver = asked.approver;
  if (view.order == Certainty::arguable) view.questions = order_questions(world, context, asked);
  if (is_capability_order(demand)) {  // no data are sought: no law bars it, and there is no other way
    view.voluntary_chance = view.site_permits_chance = 0.0F;
    return view;
  }
  judge_bars(matter, view);
  judge_assistance(matter, view);
  judge_voluntary(matter, view);
  judge_agreement(matter, view);
  return view;
}

}  // namespace comity
