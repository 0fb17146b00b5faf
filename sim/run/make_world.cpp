#include "run/make_world.h"

#include "error.h"
#include "index.h"
#include "observe/labels.h"
#include "phases/assist.h"
#include "phases/learn.h"
#include "phases/legislate.h"
#include "phases/memos.h"
#include "phases/occur.h"
#include "phases/reciprocate.h"
#include "phases/trust.h"
#include "run/run.h"
#include "world/make_courts.h"

namespace comity {

namespace {

Clock make_clock(const RunParameters& run) {
  const int first = -warm_up_steps(run);
  const double begin = run.start + first * run.step_days;
  return {first, begin, begin + run.step_days, run.step_days / kDaysPerYear, 0.0};
}

std::vector<law::InForce> regimes_in_force(const Config& config, const std::vector<std::string>& ids) {
  std::vector<law::InForce> in_force;
  for (const std::string& id : ids) {
    const auto regime = law::find_regime(config.library, id);
    COMITY_EXPECT(regime.has_value());  // the loader has checked it
    in_force.push_back({*regime, 0});
  }
  return in_force;
}

void lay_down_law(World& world, const Context& context) {
  world.law_versions.setZero(context.setup.states, context.setup.states);
  for (const StateConfig& state : context.config.states) {
    world.laws.push_back({regimes_in_force(context.config, state.law), nullptr, kNever});
  }
  for (const UnionConfig& community : context.config.unions) {
    world.laws.push_back({regimes_in_force(context.config, community.law), nullptr, kNever});
  }
  for (int jurisdiction = 0; jurisdiction < static_cast<int>(world.laws.size()); ++jurisdiction) {
    refresh_law(world, context, jurisdiction);
  }
}

void set_relations(World& world, const Context& context) {
  const int states = context.setup.states;
  Relations& relations = world.relations;
  const auto& reciprocate = context.parameters().reciprocate;
  const double first = is_reactive(reciprocate) ? 1.0 : reciprocate.baseline;
  relations.stance = Eigen::ArrayXXd::Constant(states, states, first);
  for (int state = 0; state < states; ++state) relations.stance(state, state) = 1.0;
  relations.goodwill = relations.stance;
  const Eigen::ArrayXXd none = Eigen::ArrayXXd::Zero(states, states);
  relations.affronts = relations.affront_rate = relations.affronts_since = relations.flow = none;
  relations.treaty.setZero(states, states);
  relations.agreement.setZero(states, states);
  relations.adequacy.setZero(static_cast<int>(context.setup.within.size()), states);
}

void set_markets(World& world, const Context& context) {
  const int states = context.setup.states;
  const int providers = context.setup.providers;
  Market& market = world.market;
  market.trust = Eigen::ArrayXXd::Constant(providers, states, context.parameters().trust.initial);
  const Eigen::ArrayXXd none = Eigen::ArrayXXd::Zero(providers, states);
  market.fights = market.disclosures = market.disclosure_rate = none;
  market.present.setOnes(providers, states);
  market.established.setZero(providers, states);
  for (int provider = 0; provider < providers; ++provider) {
    for (int state = 0; state < states; ++state)
      market.established(provider, state) = context.setup.established[index(provider)][index(state)];
  }
  for (Eigen::ArrayXXd& share : market.share) share = Eigen::ArrayXXd::Zero(providers, states);
  for (const auto& options : context.setup.options) {
    market.storage.emplace_back(Eigen::ArrayXXd::Zero(states, static_cast<int>(options.size())));
    market.exposure.emplace_back(Eigen::ArrayXXd::Zero(states, static_cast<int>(options.size())));
    market.exposure_version.emplace_back(options.size(), 0U);
    market.protection.emplace_back().setZero(states, static_cast<int>(options.size()));
  }
}

void set_strategies(World& world, const Context& context) {
  const int questions = context.setup.questions;
  const int providers = context.setup.providers;
  const int states = context.setup.states;
  Strategy& strategy = world.strategy;
  strategy.wins = strategy.losses = Eigen::ArrayXXd::Ones(providers, world.courts.hierarchies * questions);
  strategy.pending = Eigen::ArrayXXi::Zero(providers, states * questions);
  strategy.resists.setZero(providers, states * questions);
  strategy.pleas = Eigen::ArrayXXi::Zero(providers, states);
  strategy.pending_motions = Eigen::ArrayXXi::Zero(world.courts.count(), questions);
  strategy.like_demands = Eigen::ArrayXXd::Zero(providers, states * questions);
}

}  // namespace

World make_world(const Context& context) {
  World world;
  world.clock = make_clock(context.parameters().run);
  world.tally.layout = make_metric_layout(context.config);
  world.tally.values.assign(world.tally.layout.size(), 0.0);
  world.tally.delays.assign(static_cast<std::size_t>(kInstruments) * kDelayBins, 0.0);
  world.courts = make_courts(context);
  set_relations(world, context);
  set_markets(world, context);
  set_strategies(world, context);
  world.precedents = make_precedents(world.courts, context.setup);
  world.experience = make_experience(context);
  world.adverse_rulings.assign(index(context.setup.states * context.setup.questions), 0);
  world.failed_demands.assign(index(context.setup.states), 0.0);
  world.failure_rate = world.failed_demands;
  lay_down_law(world, context);
  refresh_treaties(world, context);
  settle_market(world, context);
  world.authorities = make_authorities(world, context);
  world.reforms = make_reforms(context);
  return world;
}

Courts courts_of(const Config& config, const Setup& setup) {
  law::LawCache laws(config.library);
  Memos memos(setup);
  const RandomKey key{static_cast<std::uint32_t>(config.parameters.run.seed), 0};
  return make_courts({config, setup, key, laws, memos});
}

}  // namespace comity
