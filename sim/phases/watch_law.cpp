// What the laws said about the watched demand, and which instrument was chosen.
#include "index.h"
#include "law/decide.h"
#include "law/table.h"
#include "phases/answer.h"
#include "phases/litigate.h"
#include "phases/note.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

using law::Effect;

// An effect asked of the law of a jurisdiction.
struct Asked {
  Instrument route = Instrument::order;
  Effect effect = Effect::compels;
  int state = 0;
  int jurisdiction = 0;
};

law::QuestionSet questions_of(const law::Library& library, const std::vector<std::uint32_t>& rules) {
  law::QuestionSet questions = 0;
  for (const std::uint32_t rule : rules) {
    if (library.rules[rule].question >= 0) questions |= law::QuestionSet{1} << library.rules[rule].question;
  }
  return questions;
}

bool contains(const std::vector<std::uint32_t>& ids, std::uint32_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// What a rule does over all readings of the open questions.
struct RuleStanding {
  bool applies = false;
  bool fires_always = true;
  bool fires = false;
  std::vector<std::uint32_t> switches;
};

void see(const law::Library& library, const std::vector<std::uint32_t>& rules, std::uint32_t rule,
         const std::pair<const law::Decision&, RuleStanding&>& seen) {
  const auto& [decision, standing] = seen;
  const bool fires = contains(decision.effective, rule);
  standing.fires = standing.fires || fires;
  standing.fires_always = standing.fires_always && fires;
  if (!contains(decision.applying, rule)) return;
  standing.applies = true;
  for (const std::uint32_t other : law::exceptions_of(library, rules, rule)) {
    if (contains(decision.effective, other) && !contains(standing.switches, other)) {
      standing.switches.push_back(other);
    }
  }
}

RuleSaid said_of(const law::Library& library, const std::vector<std::uint32_t>& rules, std::uint32_t rule,
                 const std::vector<law::Decision>& decisions) {
  RuleStanding standing;
  for (const law::Decision& decision : decisions) see(library, rules, rule, {decision, standing});
  if (!standing.applies) return {RuleSaid::Force::silent, rule, {}};
  const auto force = standing.fires_always ? RuleSaid::Force::fires
                     : standing.fires      ? RuleSaid::Force::depends
                                           : RuleSaid::Force::switched_off;
  return {force, rule, standing.switches};
}

// The rules that bear on the effect in this situation, under some reading of the open questions: those that have the
// effect, each followed by what could switch it off, and so on.
std::vector<RuleSaid> rules_said(const law::Library& library, const std::vector<std::uint32_t>& in_force,
                                 Effect effect, law::FactSet facts) {
  const std::vector<std::uint32_t> rules = law::cone_of(library, in_force, law::only(effect));
  const law::QuestionSet questions = questions_of(library, rules);
  std::vector<law::Decision> decisions;
  for (law::QuestionSet readings = 0;; readings = (readings - questions) & questions) {
    decisions.push_back(law::decide(library, rules, facts, readings));
    if (readings == questions) break;
  }
  std::vector<std::uint32_t> waiting;
  for (const std::uint32_t rule : rules) {
    if (library.rules[rule].effect == effect) waiting.push_back(rule);
  }
  std::vector<RuleSaid> said;
  std::vector<std::uint32_t> seen;
  while (!waiting.empty()) {
    const std::uint32_t rule = waiting.front();
    waiting.erase(waiting.begin());
    if (contains(seen, rule)) continue;
    seen.push_back(rule);
    RuleSaid one = said_of(library, rules, rule, decisions);
    if (one.force == RuleSaid::Force::silent) continue;
    said.push_back(std::move(one));
    const auto exceptions = law::exceptions_of(library, rules, rule);
    waiting.insert(waiting.begin(), exceptions.begin(), exceptions.end());
  }
  return said;
}

LawVoice hear_law(const World& world, const Context& context, const Demand& demand, const Asked& asked) {
  const law::CompiledLaw& law = *world.laws[index(asked.jurisdiction)].law;
  const law::FactSet facts = route_facts(world, context, demand, {asked.route, asked.jurisdiction});
  const law::Answer answer = law::ask(law, facts);
  LawVoice voice{asked.route, asked.effect, asked.state, asked.jurisdiction, Certainty::no, 0.0, {}};
  if (law::has(answer.possible, asked.effect)) voice.answer = Certainty::arguable;
  if (law::has(answer.certain, asked.effect)) voice.answer = Certainty::yes;
  voice.chance = law::chance(context.config.library, law, asked.effect, facts);
  voice.rules = rules_said(context.config.library, law.rules, asked.effect, facts);
  return voice;
}

// Every effect on which the choice of an instrument or its success depends.
std::vector<Asked> questions_to_law(const World& world, const Context& context, const Demand& demand) {
  std::vector<Asked> asked;
  const auto ask_state = [&](Instrument route, Effect effect, int state) {
    asked.push_back({route, effect, state, state});
    for (const int one : context.setup.unions_of[index(state)]) asked.push_back({route, effect, state, one});
  };
  const int site = site_of(demand, context);
  const int home = home_of(demand, context);
  ask_state(Instrument::order, Effect::compels, demand.forum);
  std::vector<int> seen = {demand.forum};
  for (const int other : {site, home, static_cast<int>(demand.residence)}) {
    if (std::find(seen.begin(), seen.end(), other) != seen.end()) continue;
    seen.push_back(other);
    ask_state(Instrument::order, Effect::forbids, other);
  }
  const int assisting = assisting_state(world, context, demand);
  if (assisting >= 0) ask_state(Instrument::assistance, Effect::assists, assisting);
  ask_state(Instrument::voluntary, Effect::forbids, home);
  if (site != home) ask_state(Instrument::voluntary, Effect::forbids, site);
  if (home != demand.forum && world.relations.agreement(home, demand.forum) != 0) {
    ask_state(Instrument::agreement, Effect::forbids, home);
  }
  return asked;
}

QuestionStood stand_of(const World& world, const Context& context, const Demand& demand, int question) {
  const bool stable = stays_in_place(context, demand.provider);
  const Courts::Range courts = world.courts.first_instance[index(demand.forum)];
  QuestionStood stood;
  stood.question = question;
  for (int court = courts.begin; court < courts.end; ++court) {
    const int reading = reading_in(world, court, question, stable);
    (reading > 0 ? stood.accepted : reading < 0 ? stood.rejected : stood.undecided) += 1;
  }
  stood.split_opened =
      world.precedents.split_opened[index(demand.forum) * index(context.setup.questions) + index(question)];
  return stood;
}

void note_law(Diary& diary, const World& world, const Context& context, std::size_t arrival) {
  const Demand& demand = world.arrivals[arrival];
  LawSaid said;
  said.view = world.views[arrival];
  for (const Asked& asked : questions_to_law(world, context, demand)) {
    said.voices.push_back(hear_law(world, context, demand, asked));
  }
  diary.questions |= said.view.questions;
  for (law::QuestionSet rest = said.view.questions; rest != 0; rest &= rest - 1) {
    said.questions.push_back(stand_of(world, context, demand, std::countr_zero(rest)));
  }
  add_note(diary, demand, turn_of(world, demand), std::move(said));
}

}  // namespace

Diary* diary_of(const Context& context, const Demand& demand) {
  if (context.diary == nullptr) return nullptr;
  DemandName name = context.diary->name;
  if (!context.diary->parted) name.part = 0;
  return name_of(demand) == name ? context.diary : nullptr;
}

void watch_arrivals(const World& world, const Context& context) {
  for (std::size_t arrival = 0; arrival < world.arrivals.size(); ++arrival) {
    const Demand& demand = world.arrivals[arrival];
    Diary* diary = diary_of(context, demand);
    if (diary == nullptr) continue;
    if (demand.tried == 0) add_note(*diary, demand, demand.arisen, Made{demand});
    note_law(*diary, world, context, arrival);
  }
}

void watch_choices(const World& world, const Context& context) {
  for (std::size_t arrival = 0; arrival < world.arrivals.size(); ++arrival) {
    const Demand& demand = world.arrivals[arrival];
    Diary* diary = diary_of(context, demand);
    if (diary == nullptr) continue;
    Chosen chosen;
    chosen.menu = make_menu(world, context, demand, world.views[arrival]);
    for (int number = 0; number < kInstruments; ++number) {
      chosen.prospects[index(number)] = prospect_of(world, context, demand, static_cast<Instrument>(number));
    }
    chosen.probability = choice_probabilities(chosen.menu, context.parameters().choose);
    chosen.choice = world.chosen[arrival];
    chosen.by_scenario = demand.focal >= 0 && demand.tried == 0;
    chosen.stance_to_site = world.relations.stance(demand.forum, site_of(demand, context));
    chosen.tried = demand.tried;
    add_note(*diary, demand, turn_of(world, demand), chosen);
  }
}

}  // namespace comity
