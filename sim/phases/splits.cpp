// Splits between a state's appellate courts, and providers who extend a favourable ruling.
#include "index.h"
#include "phases/precedent.h"

#include <bit>

namespace comity {

namespace {

// Whether the state's law still makes compulsion depend on the question in some situation.
bool is_open(const World& world, const Context& context, int state, int question) {
  const auto depends = [&](int jurisdiction) {
    const law::CompiledLaw* law = world.laws[index(jurisdiction)].law;
    const auto& compels = law->effects[static_cast<std::size_t>(law::Effect::compels)];
    return (compels.questions >> question & 1U) != 0;
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
  log_event(world.events, EventTable::splits,
            {change.time, static_cast<double>(change.state), static_cast<double>(change.question),
             open ? 1.0 : 0.0, opened, change.cause == Cause::apex ? 1.0 : 0.0});
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

void heed_new_law(World& world, const Context& context) {
  if (world.precedents.law_version == world.law_version) return;
  world.precedents.law_version = world.law_version;
  if (world.precedents.rulings.empty()) return;
  for (int state = 0; state < context.setup.states; ++state) {
    for (int question = 0; question < context.setup.questions; ++question) {
      refresh_question(world, context, {state, question, world.clock.begin, Cause::law});
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
  const long compels = count_gains(law::Effect::compels);
  return compels != 0 ? compels > 0 : count_gains(law::Effect::forbids) <= 0;
}

}  // namespace comity
