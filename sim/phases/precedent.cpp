#include "phases/precedent.h"

#include "index.h"
#include "random/elementary.h"

#include <algorithm>
#include <bit>
#include <numbers>

namespace comity {

namespace {

bool speaks_to(const Context& context, int question, int other) {
  const auto& questions = context.config.library.questions;
  return question == other || law::akin(questions[index(question)], questions[index(other)]);
}

// How far a ruling of one state carries into another.
double carries_into(const Context& context, int source, int state) {
  const auto& states = context.config.states;
  const bool same = states[index(source)].tradition == states[index(state)].tradition;
  return same ? 1.0 : context.parameters().litigate.other_tradition;
}

bool covers(const Ruling& ruling, bool stable_location) { return ruling.covers[stable_location ? 1 : 0]; }

void add_to_columns(World& world, const Context& context, const Ruling& ruling) {
  Precedents& precedents = world.precedents;
  const double left = weight_left(context.parameters().litigate, precedents.as_of - ruling.time);
  for (const bool stable : {false, true}) {
    if (!covers(ruling, stable)) continue;
    const int column = precedent_column(ruling.question, stable);
    precedents.weight(ruling.court, column) += (ruling.accepted ? 1.0 : -1.0) * ruling.weight * left;
    precedents.reading(ruling.court, column) = ruling.accepted ? 1 : -1;
  }
}

// Sums the court's rulings that still stand: subtraction would leave rounding errors behind.
void sum_again(World& world, const Context& context, int court, int question) {
  for (const bool stable : {false, true}) {
    world.precedents.weight(court, precedent_column(question, stable)) = 0.0;
    world.precedents.reading(court, precedent_column(question, stable)) = 0;
  }
  for (const Ruling& ruling : world.precedents.rulings) {
    if (ruling.vacated || ruling.court != court || ruling.question != question) continue;
    add_to_columns(world, context, ruling);
  }
}

// A new ruling binds the courts below anew, also those that had distinguished an older one.
void bind_below(World& world, const Ruling& ruling) {
  const Courts& courts = world.courts;
  for (int court = 0; court < courts.count(); ++court) {
    const int superior = courts.superior[index(court)];
    if (superior != ruling.court && (superior < 0 || courts.superior[index(superior)] != ruling.court))
      continue;
    for (const bool stable : {false, true}) {
      if (covers(ruling, stable))
        world.precedents.distinguished(court, precedent_column(ruling.question, stable)) = 0;
    }
  }
}

template <typename Condition>
void vacate_where(World& world, const Context& context, const Change& occasion, Condition condition) {
  for (std::size_t number = 0; number < world.precedents.rulings.size(); ++number) {
    Ruling& ruling = world.precedents.rulings[number];
    if (ruling.vacated || !condition(ruling)) continue;
    ruling.vacated = true;
    sum_again(world, context, ruling.court, ruling.question);
    Change change = occasion;
    change.state = world.courts.state[index(ruling.court)];
    change.question = ruling.question;
    refresh_question(world, context, change);
  }
}

void note_forced(World& world, const Ruling& ruling) {
  const auto level = static_cast<std::size_t>(world.courts.level[index(ruling.court)]);
  world.tally.add(Metric::rulings, level, 1.0);
  if (ruling.government) world.tally.add(Metric::rulings_government, level, 1.0);
  log_event(world.events,
            RulingRow{.time = ruling.time,
                      .case_number = -1,
                      .court = ruling.court,
                      .question = ruling.question,
                      .accepted = ruling.accepted,
                      .outcome = ruling.government ? EventOutcome::government : EventOutcome::provider});
}

// Rulings of other states on the question or its doctrine, each with the weight of its level and as far as it carries into
// this state's tradition; positive towards the government, for what acceptance means differs from question to question.
double weigh_foreign(const World& world, const Context& context, const PrecedentView& view) {
  const auto& litigate = context.parameters().litigate;
  if (litigate.foreign_precedent <= 0.0) return 0.0;
  const Courts& courts = world.courts;
  const int state = courts.state[index(view.court)];
  double sum = 0.0;
  for (const Ruling& ruling : world.precedents.rulings) {
    const int source = courts.state[index(ruling.court)];
    if (source == state || ruling.vacated || !covers(ruling, view.stable_location)) continue;
    if (!speaks_to(context, ruling.question, view.question)) continue;
    sum += (ruling.government ? 1.0 : -1.0) * ruling.weight * carries_into(context, source, state) *
           weight_left(litigate, view.time - ruling.time);
  }
  return sum;
}

bool answers_to(const Courts& courts, int court, int above) {
  const int superior = courts.superior[index(court)];
  return superior >= 0 && (superior == above || answers_to(courts, superior, above));
}

}  // namespace

double level_weight(const LitigateParameters& litigate, Level level) {
  switch (level) {
    case Level::first_instance:
      return litigate.weight_first;
    case Level::appellate:
      return litigate.weight_appellate;
    case Level::apex:
      return litigate.weight_apex;
  }
  return 0.0;
}

double weight_left(const LitigateParameters& litigate, double days) {
  return exp_same(-std::numbers::ln2 * days / (kDaysPerYear * litigate.half_life));
}

PrecedentWeights weigh_precedents(const World& world, const Context& context, const PrecedentView& view) {
  const Courts& courts = world.courts;
  const int column = precedent_column(view.question, view.stable_location);
  PrecedentWeights weights;
  weights.own = world.precedents.weight(view.court, column);
  for (int court = 0; court < courts.count(); ++court) {
    const double weight = world.precedents.weight(court, column);
    if (weight == 0.0 || court == view.court) continue;
    const bool abroad = courts.state[index(court)] != courts.state[index(view.court)];
    if (!abroad && !answers_to(courts, court, view.court) && !answers_to(courts, view.court, court)) {
      weights.sister += weight;
    }
  }
  for (const Ruling& ruling : world.precedents.rulings) {
    if (ruling.case_number != view.without_case || ruling.case_number < 0 || ruling.vacated) continue;
    if (ruling.court != view.court || ruling.question != view.question ||
        !covers(ruling, view.stable_location))
      continue;
    const double left = weight_left(context.parameters().litigate, world.precedents.as_of - ruling.time);
    weights.own -= (ruling.accepted ? 1.0 : -1.0) * ruling.weight * left;
  }
  weights.foreign = weigh_foreign(world, context, view);
  // The sums hold for one day; all precedents fade alike from there.
  const double left = weight_left(context.parameters().litigate, view.time - world.precedents.as_of);
  return {weights.own * left, weights.sister * left, weights.foreign};
}

const Ruling* leading_ruling(const World& world, const PrecedentView& view) {
  const int court = leading_court(world, view.court, precedent_column(view.question, view.stable_location));
  const auto& rulings = world.precedents.rulings;
  for (auto ruling = rulings.rbegin(); court >= 0 && ruling != rulings.rend(); ++ruling) {
    const bool of_this_case = ruling->case_number >= 0 && ruling->case_number == view.without_case;
    if (ruling->vacated || of_this_case || ruling->court != court || ruling->question != view.question)
      continue;
    if (covers(*ruling, view.stable_location)) return &*ruling;
  }
  return nullptr;
}

void enter_ruling(World& world, const Context& context, const Ruling& given) {
  const Level level = world.courts.level[index(given.court)];
  const int state = world.courts.state[index(given.court)];
  Ruling ruling = given;
  if (ruling.weight == 0.0) ruling.weight = level_weight(context.parameters().litigate, level);
  if (ruling.case_number < 0) note_forced(world, ruling);
  cite_precedents(world, context, ruling);
  Precedents& precedents = world.precedents;
  if (precedents.rulings.empty()) precedents.as_of = ruling.time;
  precedents.rulings.push_back(ruling);
  add_to_columns(world, context, ruling);
  if (level != Level::first_instance) {
    bind_below(world, ruling);
    if (!ruling.government) {
      world.adverse_rulings[index(state) * index(context.setup.questions) + index(ruling.question)] += 1;
    }
  }
  const Cause cause = level == Level::apex ? Cause::apex : Cause::lower_court;
  refresh_question(world, context, {state, ruling.question, ruling.time, cause});
  if (context.on(PhaseName::learn)) learn_from_ruling(world, context, ruling);
}

void vacate_case(World& world, const Context& context, int case_number, double time) {
  vacate_where(world, context, {0, 0, time, Cause::law},
               [&](const Ruling& ruling) { return ruling.case_number == case_number; });
}

void vacate_contrary(World& world, const Context& context, const Ruling& above) {
  const bool apex = world.courts.level[index(above.court)] == Level::apex;
  vacate_where(world, context, {0, 0, above.time, apex ? Cause::apex : Cause::lower_court},
               [&](const Ruling& ruling) {
                 return ruling.case_number == above.case_number && ruling.question == above.question &&
                        ruling.accepted != above.accepted;
               });
}

// --- splits between a state's appellate courts, and providers who extend a favourable ruling

namespace {

// Whether the state's law still makes compulsion depend on the question in some situation.
bool is_open(const World& world, const Context& context, int state, int question) {
  const auto depends = [&](int jurisdiction) {
    const law::CompiledLaw* law = world.laws[index(jurisdiction)].law;
    const auto asks = [&](law::Effect effect) {
      return (law->effects[static_cast<std::size_t>(effect)].questions >> question & 1U) != 0;
    };
    return asks(law::Effect::compels) || asks(law::Effect::unlocks);
  };
  if (depends(state)) return true;
  for (const int jurisdiction : context.setup.unions_of[index(state)]) {
    if (depends(jurisdiction)) return true;
  }
  return false;
}

// Whether appellate courts of the state read the question differently and the apex has not spoken.
bool is_split(const World& world, int state, int question) {
  const auto& reading = world.precedents.reading;
  const Courts::Range appellate = world.courts.appellate[index(state)];
  const int apex = world.courts.apex[index(state)];
  for (const bool stable : {false, true}) {
    const int column = precedent_column(question, stable);
    bool accepted = false;
    bool rejected = false;
    for (int court = appellate.begin; court < appellate.end; ++court) {
      accepted = accepted || reading(court, column) > 0;
      rejected = rejected || reading(court, column) < 0;
    }
    if (accepted && rejected && reading(apex, column) == 0) return true;
  }
  return false;
}

// Whether the provider side holds an appellate ruling of the state that the apex has not overruled.
bool holds_favourable_ruling(const World& world, int state, int question) {
  const Courts& courts = world.courts;
  const Courts::Range appellate = courts.appellate[index(state)];
  std::vector<int> provider_side(index(appellate.end - appellate.begin), 0);
  int apex = 0;  // +1 its last ruling favours providers, -1 the government
  for (const Ruling& ruling : world.precedents.rulings) {
    const int court = ruling.court;
    if (ruling.vacated || ruling.question != question || courts.state[index(court)] != state) continue;
    if (courts.level[index(court)] == Level::apex) apex = ruling.government ? -1 : 1;
    if (courts.level[index(court)] == Level::appellate) {
      provider_side[index(court - appellate.begin)] = ruling.government ? 0 : 1;
    }
  }
  if (apex != 0) return apex > 0;
  for (const int favours : provider_side) {
    if (favours != 0) return true;
  }
  return false;
}

void refresh_resistance(World& world, const Context& context, const Change& change, bool open) {
  const bool favourable = open && holds_favourable_ruling(world, change.state, change.question);
  const int column = change.state * context.setup.questions + change.question;
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    const bool extends = context.config.providers[index(provider)].extends_ruling;
    world.strategy.resists(provider, column) = favourable && extends ? 1 : 0;
  }
}

void log_split(World& world, const Change& change, bool open, double opened) {
  log_event(world.events,
            SplitRow{change.time, change.state, change.question, open, opened, change.cause == Cause::apex});
}

void refresh_split(World& world, const Context& context, const Change& change, bool open) {
  double& opened =
      world.precedents
          .split_opened[index(change.state) * index(context.setup.questions) + index(change.question)];
  const bool split = open && is_split(world, change.state, change.question);
  if (split == (opened >= 0.0)) return;
  if (split) {
    opened = change.time;
    world.tally.add(Metric::splits_opened, 0, 1.0);
    log_split(world, change, true, opened);
    return;
  }
  log_split(world, change, false, opened);
  opened = -1.0;
  if (change.cause != Cause::lower_court) world.tally.add(Metric::splits_resolved, 0, 1.0);
  if (change.cause == Cause::apex) world.tally.add(Metric::splits_resolved_apex, 0, 1.0);
}

}  // namespace

void refresh_question(World& world, const Context& context, const Change& change) {
  const bool open = is_open(world, context, change.state, change.question);
  refresh_split(world, context, change, open);
  refresh_resistance(world, context, change, open);
}

void heed_new_law(World& world, const Context& context, double time) {
  if (world.precedents.law_version == world.law_version) return;
  world.precedents.law_version = world.law_version;
  if (world.precedents.rulings.empty()) return;
  for (int state = 0; state < context.setup.states; ++state) {
    for (int question = 0; question < context.setup.questions; ++question) {
      refresh_question(world, context, {state, question, time, Cause::law});
    }
  }
}

bool acceptance_favours_government(const World& world, const Context& context, int state, int question) {
  std::vector<int> jurisdictions = {state};
  const auto& unions = context.setup.unions_of[index(state)];
  jurisdictions.insert(jurisdictions.end(), unions.begin(), unions.end());
  // In how many situations acceptance adds the effect, less those in which it takes it away.
  const auto count_gains = [&](law::Effect effect) {
    long gains = 0;
    for (const int jurisdiction : jurisdictions) {
      const auto& table = world.laws[index(jurisdiction)].law->effects[static_cast<std::size_t>(effect)];
      const law::QuestionSet bit = law::QuestionSet{1} << question;
      if ((table.questions & bit) == 0) continue;
      const auto place =
          static_cast<unsigned>(std::popcount(table.facts) + std::popcount(table.questions & (bit - 1)));
      const std::uint64_t rows = std::uint64_t{1}
                                 << (std::popcount(table.facts) + std::popcount(table.questions));
      const auto holds = [&](std::uint64_t row) {
        return static_cast<long>(table.reading[row >> 6U] >> (row & 63U) & 1U);
      };
      for (std::uint64_t row = 0; row < rows; ++row) {
        if ((row >> place & 1U) == 0) gains += holds(row | std::uint64_t{1} << place) - holds(row);
      }
    }
    return gains;
  };
  const long compels = count_gains(law::Effect::compels) + count_gains(law::Effect::unlocks);
  return compels != 0 ? compels > 0 : count_gains(law::Effect::forbids) <= 0;
}

// --- how a ruling is received: by later courts that cite it and by providers who learn from it

namespace {

// How much a court heeds a ruling from elsewhere, 1 within its own hierarchy.
double attention(const Courts& courts, const Context& context, int reader, int source) {
  const auto& learn = context.parameters().learn;
  const int here = courts.state[index(reader)];
  const int there = courts.state[index(source)];
  if (here != there) return learn.foreign_court * carries_into(context, there, here);
  const int circuit = courts.hierarchy[index(reader)];
  const int other = courts.hierarchy[index(source)];
  return circuit < 0 || other < 0 || circuit == other ? 1.0 : learn.sister_circuit;
}

void cite(World& world, const Ruling& ruling, const Ruling& cited) {
  const Courts& courts = world.courts;
  world.tally.add(Metric::citations, static_cast<std::size_t>(courts.level[index(cited.court)]), 1.0);
  if (courts.state[index(ruling.court)] != courts.state[index(cited.court)]) {
    world.tally.add(Metric::citations_abroad, 0, 1.0);
  }
  log_event(world.events, CitationRow{ruling.time, ruling.court, ruling.question, cited.court, cited.time,
                                      ruling.accepted == cited.accepted});
}

// What a ruling means for the belief about one circuit.
enum class Force : std::uint8_t { binding, own, sister, foreign };

struct Belief {
  int column = 0;  // of Strategy::wins and losses
  Force force = Force::own;
  double carries = 1.0;  // foreign: weight of the ruling as far as it carries there
};

bool has_question(const World& world, const Context& context, int state, int question) {
  const auto bit = law::QuestionSet{1} << question;
  if ((world.laws[index(state)].law->questions & bit) != 0) return true;
  for (const int jurisdiction : context.setup.unions_of[index(state)]) {
    if ((world.laws[index(jurisdiction)].law->questions & bit) != 0) return true;
  }
  return false;
}

Force force_in(const World& world, const Ruling& ruling, int circuit) {
  const Courts& courts = world.courts;
  const int state = courts.hierarchy_state[index(circuit)];
  const Level level = courts.level[index(ruling.court)];
  if (courts.state[index(ruling.court)] != state) return Force::foreign;
  if (level == Level::apex) return Force::binding;
  if (courts.hierarchy[index(ruling.court)] != circuit) return Force::sister;
  return level == Level::appellate ? Force::binding : Force::own;
}

void update_belief(Strategy& strategy, const LearnParameters& learn, const Belief& belief, bool government) {
  const auto& known = strategy.learned;
  if (std::find(known.begin(), known.end(), belief.column) == known.end()) {
    strategy.learned.push_back(belief.column);
  }
  auto wins = strategy.wins.col(belief.column);
  auto losses = strategy.losses.col(belief.column);
  if (belief.force == Force::binding) {
    wins = 1.0 + (government ? 0.0 : learn.binding_count);
    losses = 1.0 + (government ? learn.binding_count : 0.0);
    return;
  }
  const double weight = belief.force == Force::own      ? learn.own_circuit
                        : belief.force == Force::sister ? learn.sister_circuit
                                                        : learn.foreign_court * belief.carries;
  if (government) {
    losses += weight;
  } else {
    wins += weight;
  }
}

// A ruling abroad teaches something about every question of its doctrine that this circuit's law asks.
void learn_from_abroad(World& world, const Context& context, const Ruling& ruling, int circuit) {
  const LearnParameters& learn = context.parameters().learn;
  if (learn.foreign_court <= 0.0) return;
  const int state = world.courts.hierarchy_state[index(circuit)];
  const double carries =
      ruling.weight * carries_into(context, world.courts.state[index(ruling.court)], state);
  for (int question = 0; question < context.setup.questions; ++question) {
    if (!speaks_to(context, ruling.question, question) || !has_question(world, context, state, question))
      continue;
    const int column = circuit * context.setup.questions + question;
    update_belief(world.strategy, learn, {column, Force::foreign, carries}, ruling.government);
  }
}

}  // namespace

void cite_precedents(World& world, const Context& context, const Ruling& ruling) {
  const auto& litigate = context.parameters().litigate;
  Stream stream(context.key, Purpose::cite,
                static_cast<std::uint32_t>(static_cast<std::int32_t>(ruling.time)),
                static_cast<std::uint32_t>(ruling.court), static_cast<std::uint32_t>(ruling.question));
  for (const Ruling& earlier : world.precedents.rulings) {
    const bool same_case = ruling.case_number >= 0 && earlier.case_number == ruling.case_number;
    const bool abroad = world.courts.state[index(earlier.court)] != world.courts.state[index(ruling.court)];
    const bool to_the_point =
        abroad ? speaks_to(context, earlier.question, ruling.question) : earlier.question == ruling.question;
    if (earlier.vacated || same_case || !to_the_point) continue;
    if (abroad && context.parameters().learn.foreign_court <= 0.0) continue;
    const double weight = earlier.weight * weight_left(litigate, ruling.time - earlier.time) *
                          attention(world.courts, context, ruling.court, earlier.court);
    if (stream.uniform() < -expm1_same(-litigate.cite_rate * weight)) cite(world, ruling, earlier);
  }
}

void learn_from_ruling(World& world, const Context& context, const Ruling& ruling) {
  for (int circuit = 0; circuit < world.courts.hierarchies; ++circuit) {
    const Force force = force_in(world, ruling, circuit);
    const int first = circuit * context.setup.questions;
    if (force == Force::foreign) {
      learn_from_abroad(world, context, ruling, circuit);
    } else {
      update_belief(world.strategy, context.parameters().learn, {first + ruling.question, force},
                    ruling.government);
    }
  }
}

}  // namespace comity
