#include "phases/grievances.h"

#include "index.h"
#include "world/mandates.h"
#include "world/places.h"

#include <algorithm>

namespace comity {

namespace {

using Kind = ReformConfig::Kind;

double lost_trust(const Context& context, double trust) {
  const double initial = context.parameters().trust.initial;
  return initial > 0.0 ? std::clamp(1.0 - trust / initial, 0.0, 1.0) : 0.0;
}

double foreign_trust_loss(const World& world, const Context& context, int state) {
  const auto& share = world.market.share[static_cast<std::size_t>(Segment::consumer)];
  double loss = 0.0;
  double weight = 0.0;
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    if (context.config.providers[index(provider)].home == state) continue;
    loss += share(provider, state) * lost_trust(context, world.market.trust(provider, state));
    weight += share(provider, state);
  }
  return weight > 0.0 ? loss / weight : 0.0;
}

double export_trust_loss(const World& world, const Context& context, int state) {
  const auto& share = world.market.share[static_cast<std::size_t>(Segment::consumer)];
  double loss = 0.0;
  double weight = 0.0;
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    if (context.config.providers[index(provider)].home != state) continue;
    for (int market = 0; market < context.setup.states; ++market) {
      if (market == state) continue;
      const double users = share(provider, market) * context.setup.users[index(market)];
      loss += users * lost_trust(context, world.market.trust(provider, market));
      weight += users;
    }
  }
  return weight > 0.0 ? loss / weight : 0.0;
}

bool is_split(const World& world, const Context& context, int state, int question) {
  const auto* opened = &world.precedents.split_opened[index(state) * index(context.setup.questions)];
  if (question >= 0) return opened[question] >= 0.0;
  return std::any_of(opened, opened + context.setup.questions, [](double day) { return day >= 0.0; });
}

// The worst that one state has done to another, as a reason and a model to answer in kind; nothing without retaliation.
std::vector<double> worst_offences(const World& world, const Context& context) {
  const auto& legislate = context.parameters().legislate;
  std::vector<double> worst(index(context.setup.states), 0.0);
  if (legislate.retaliation <= 0.0) return worst;
  for (int other = 0; other < context.setup.states; ++other) {
    const double reach = reaches_abroad(world, context, other);
    if (reach <= 0.0) continue;
    for (int state = 0; state < context.setup.states; ++state) {
      const double affronts = world.clock.rate_before(world.relations.affront_rate(state, other));
      worst[index(state)] = std::max(worst[index(state)], offence_of(legislate, affronts, reach));
    }
  }
  return worst;
}

// Adverse appellate and apex rulings of this step on the questions that press for the reform.
int adverse_rulings(const World& world, const Context& context, int state, int question) {
  const auto* adverse = &world.adverse_rulings[index(state) * index(context.setup.questions)];
  if (question >= 0) return adverse[question];
  int count = 0;
  for (int k = 0; k < context.setup.questions; ++k) count += adverse[k];
  return count;
}

}  // namespace

double offence_of(const LegislateParameters& legislate, double affronts, double reach) {
  return reach * affronts / (affronts + legislate.retaliation_half);
}

double adverse_share(const World& world, const Context& context, int state, int question) {
  if (question < 0) {
    double highest = 0.0;
    for (int k = 0; k < context.setup.questions; ++k) {
      highest = std::max(highest, adverse_share(world, context, state, k));
    }
    return highest;
  }
  const Courts& courts = world.courts;
  const Courts::Range appellate = courts.appellate[index(state)];
  std::vector<std::uint8_t> against(index(appellate.end - appellate.begin), 0);
  for (const Ruling& ruling : world.precedents.rulings) {
    if (ruling.vacated || ruling.question != question || courts.state[index(ruling.court)] != state) continue;
    const std::uint8_t value = ruling.government ? 0 : 1;
    const Level level = courts.level[index(ruling.court)];
    if (level == Level::apex) std::fill(against.begin(), against.end(), value);
    if (level == Level::appellate) against[index(ruling.court - appellate.begin)] = value;
  }
  double share = 0.0;
  double all = 0.0;
  for (int court = appellate.begin; court < appellate.end; ++court) {
    share += against[index(court - appellate.begin)] * courts.docket[index(court)];
    all += courts.docket[index(court)];
  }
  return all > 0.0 ? share / all : 0.0;
}

std::vector<StateView> view_states(const World& world, const Context& context) {
  const int states = context.setup.states;
  const Relations& relations = world.relations;
  const std::vector<double> offences = worst_offences(world, context);
  std::vector<StateView> views;
  for (int state = 0; state < states; ++state) {
    const double others = std::max(1, states - 1);
    views.push_back({foreign_trust_loss(world, context, state), export_trust_loss(world, context, state),
                     world.clock.rate_before(relations.affront_rate.row(state).sum()),
                     (relations.stance.row(state).sum() - relations.stance(state, state)) / others,
                     offences[index(state)]});
  }
  return views;
}

Hearing hear(const World& world, const Context& context, const std::vector<StateView>& views,
             const ReformState& reform) {
  const ReformConfig& config = context.config.reforms[index(reform.reform)];
  const bool asks_courts = config.kind == Kind::reach || config.kind == Kind::other;
  Hearing hearing;
  double users = 0.0;
  for (const int state : states_of(context, reform.jurisdiction)) {
    const StateView& view = views[index(state)];
    const double weight = context.setup.users[index(state)];
    users += weight;
    hearing.grievances.foreign_trust += weight * view.foreign_trust;
    hearing.grievances.export_trust += weight * view.export_trust;
    hearing.stance += weight * view.stance;
    hearing.grievances.affronts += view.affronts;
    hearing.offence = std::max(hearing.offence, view.offence);
    if (!asks_courts) continue;
    if (is_split(world, context, state, config.question)) hearing.grievances.split = 1.0;
    hearing.adverse += adverse_rulings(world, context, state, config.question);
    const bool by_courts = config.kind == Kind::reach || config.question >= 0;
    const double share = by_courts ? adverse_share(world, context, state, config.question) : 1.0;
    hearing.grievances.failures += world.clock.rate_before(world.failure_rate[index(state)]) * share;
  }
  hearing.grievances.foreign_trust /= users;
  hearing.grievances.export_trust /= users;
  hearing.stance /= users;
  return hearing;
}

}  // namespace comity
