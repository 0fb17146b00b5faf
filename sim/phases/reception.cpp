// How a ruling is received: by later courts that cite it and by providers who learn from it.
#include "index.h"
#include "phases/precedent.h"

#include "random/elementary.h"

#include <algorithm>

namespace comity {

namespace {

// How much a court heeds a ruling from elsewhere, 1 within its own hierarchy.
double attention(const Courts& courts, const LearnParameters& learn, int reader, int source) {
  if (courts.state[index(reader)] != courts.state[index(source)]) return learn.foreign_court;
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
  log_event(world.events, EventTable::citations,
            {ruling.time, static_cast<double>(ruling.court), static_cast<double>(ruling.question),
             static_cast<double>(cited.court), cited.time, ruling.accepted == cited.accepted ? 1.0 : 0.0});
}

// What a ruling means for the belief about one circuit.
enum class Force : std::uint8_t { none, binding, own, sister, foreign };

struct Belief {
  int column = 0;  // of Strategy::wins and losses
  Force force = Force::none;
};

bool has_question(const World& world, const Context& context, int state, int question) {
  const auto bit = law::QuestionSet{1} << question;
  if ((world.laws[index(state)].law->questions & bit) != 0) return true;
  for (const int jurisdiction : context.setup.unions_of[index(state)]) {
    if ((world.laws[index(jurisdiction)].law->questions & bit) != 0) return true;
  }
  return false;
}

Force force_in(const World& world, const Context& context, const Ruling& ruling, int circuit) {
  const Courts& courts = world.courts;
  const int state = courts.hierarchy_state[index(circuit)];
  const Level level = courts.level[index(ruling.court)];
  if (courts.state[index(ruling.court)] != state) {
    return has_question(world, context, state, ruling.question) ? Force::foreign : Force::none;
  }
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
                                                        : learn.foreign_court;
  if (government) {
    losses += weight;
  } else {
    wins += weight;
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
    if (earlier.vacated || same_case || earlier.question != ruling.question) continue;
    const double weight = earlier.weight * weight_left(litigate, ruling.time - earlier.time) *
                          attention(world.courts, context.parameters().learn, ruling.court, earlier.court);
    if (stream.uniform() < -expm1_same(-litigate.cite_rate * weight)) cite(world, ruling, earlier);
  }
}

void learn_from_ruling(World& world, const Context& context, const Ruling& ruling) {
  for (int circuit = 0; circuit < world.courts.hierarchies; ++circuit) {
    const Force force = force_in(world, context, ruling, circuit);
    if (force == Force::none) continue;
    const int column = circuit * context.setup.questions + ruling.question;
    update_belief(world.strategy, context.parameters().learn, {column, force}, ruling.government);
  }
}

}  // namespace comity
