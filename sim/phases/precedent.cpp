#include "phases/precedent.h"

#include "index.h"
#include "random/elementary.h"

namespace comity {

namespace {

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
  const auto outcome = ruling.government ? EventOutcome::government : EventOutcome::provider;
  log_event(world.events, EventTable::rulings,
            {ruling.time, -1.0, static_cast<double>(ruling.court), -1.0, static_cast<double>(ruling.question),
             ruling.accepted ? 1.0 : 0.0, static_cast<double>(outcome), -1.0, 0.0, 0.0, 0.0, 0.0, 0.0});
}

// The court whose reading leads in `court`: the nearest binding superior with one, else itself, else -1.
int leading_court(const World& world, int court, int column) {
  const int superior = world.courts.superior[index(court)];
  if (superior >= 0 && world.precedents.distinguished(court, column) == 0) {
    const int above = leading_court(world, superior, column);
    if (above >= 0) return above;
  }
  return world.precedents.reading(court, column) != 0 ? court : -1;
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
  constexpr double kLogHalf = -0.6931471805599453;
  return exp_same(kLogHalf * days / (kDaysPerYear * litigate.half_life));
}

PrecedentWeights weigh_precedents(const World& world, const Context& context, const PrecedentView& view) {
  const Courts& courts = world.courts;
  const int column = precedent_column(view.question, view.stable_location);
  PrecedentWeights weights;
  weights.own = world.precedents.weight(view.court, column);
  for (int court = 0; court < courts.count(); ++court) {
    const double weight = world.precedents.weight(court, column);
    if (weight == 0.0 || court == view.court) continue;
    if (courts.state[index(court)] != courts.state[index(view.court)]) {
      weights.foreign += weight;
    } else if (!answers_to(courts, court, view.court) && !answers_to(courts, view.court, court)) {
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
  // The sums hold for one day; all precedents fade alike from there.
  const double left = weight_left(context.parameters().litigate, view.time - world.precedents.as_of);
  return {weights.own * left, weights.sister * left, weights.foreign * left};
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

int reading_in(const World& world, int court, int question, bool stable_location) {
  const int column = precedent_column(question, stable_location);
  const int leading = leading_court(world, court, column);
  return leading < 0 ? 0 : world.precedents.reading(leading, column);
}

HeldReadings held_readings(const World& world, int court, bool stable_location) {
  HeldReadings held;
  const auto questions = static_cast<int>(world.precedents.reading.cols()) / kCoverages;
  for (int question = 0; question < questions; ++question) {
    const int reading = reading_in(world, court, question, stable_location);
    const law::QuestionSet bit = law::QuestionSet{1} << question;
    if (reading > 0) held.accepted |= bit;
    if (reading == 0) held.undecided |= bit;
  }
  return held;
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

}  // namespace comity
