#include "phases/reply.h"

#include "index.h"
#include "phases/demand_stream.h"
#include "random/elementary.h"
#include "world/places.h"
#include "world/readings.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace comity {

namespace {

double share_of(const World& world, const Demand& demand) {
  return world.market.share[static_cast<std::size_t>(demand.segment)](demand.provider, demand.residence);
}

}  // namespace

std::array<double, kReplies> reply_utilities(const Stakes& s) {
  const double loss = s.disclosure + s.breach + s.fines;
  return {-s.disclosure - s.breach,
          -s.challenge_cost + s.success * s.precedent - (1.0 - s.success) * loss + s.signal, -s.sanction};
}

std::array<double, kReplies> reply_probabilities(const Stakes& stakes, double precision) {
  std::array<double, kReplies> weight = reply_utilities(stakes);
  const double best = std::max({weight[0], weight[1], weight[2]});
  double total = 0.0;
  for (double& value : weight) {
    value = exp_same(precision * (value - best));
    total += value;
  }
  for (double& value : weight) value /= total;
  return weight;
}

double challenge_bound(const Stakes& stakes, double precision) {
  const auto utility = reply_utilities(stakes);
  return exp_same(precision * (utility[1] - utility[0]));
}

double refusal_probability(const Stakes& stakes, double precision) {
  const auto utility = reply_utilities(stakes);
  return logistic(precision * (utility[2] - utility[0]));
}

double merit_chance(double base, double perceived_merit) {
  if (base <= 0.0 || base >= 1.0) return base;
  // logistic(logit(base) - x), written without the logarithm.
  return base / (base + (1.0 - base) * exp_same(perceived_merit));
}

double per_real_demand(double probability, double number) {
  if (number == 1.0 || probability <= 0.0) return probability;
  return probability >= 1.0 ? 1.0 : 1.0 - exp_same(log1p_same(-probability) * number);
}

int count_real_demands(Stream& stream, double u, double probability, double number) {
  if (probability <= 0.0) return 0;
  const double whole = std::floor(number);
  const double all = whole < number && draw_bernoulli(stream, number - whole) ? whole + 1.0 : whole;
  // The first of a row of trials to succeed, by inversion.
  const double before = std::floor(log1p_same(-u) / log1p_same(-probability));
  if (!(before < all)) return 0;
  const int others = draw_binomial(stream, static_cast<int>(all - before) - 1, probability);
  return 1 + others;
}

Stakes weigh_disclosure(const World& world, const Context& context, const Demand& demand,
                        const LegalView& view) {
  const auto& respond = context.parameters().respond;
  const double trust = world.market.trust(demand.provider, demand.residence);
  const StateConfig& state = context.config.states[index(demand.forum)];
  const bool established = context.setup.established[index(demand.provider)][index(demand.forum)] != 0;
  Stakes stakes;
  stakes.disclosure = respond.disclosure_cost + respond.trust_cost * share_of(world, demand) * (1.0 - trust);
  stakes.challenge_cost = respond.challenge_cost;
  stakes.sanction = established ? state.sanction : state.sanction_abroad;
  stakes.fines = state.fine_per_day * respond.fine_days * (1.0 - respond.stay_rate);
  stakes.success = 1.0;
  if (view.bar_state >= 0) {
    stakes.disclosure += respond.conflict_cost;
    stakes.breach = context.config.states[index(view.bar_state)].breach_penalty * view.bar_chance;
  }
  return stakes;
}

double believed_merit(const Context& context, const Demand& demand) {
  Stream stream = demand_stream(context, Purpose::perceive_merit, demand);
  const double seen = demand.merit + context.parameters().arise.noise * normal_quantile(stream.uniform());
  return merit_chance(context.parameters().respond.merit_success, seen);
}

int test_question(const LegalView& view) {
  return view.questions == 0 ? -1 : std::countr_zero(view.questions);
}

PrecedentWorth worth_of_precedent(const World& world, const Context& context, const Demand& demand,
                                  int question) {
  const auto& respond = context.parameters().respond;
  const int column = like_column(context, demand.forum, question);
  const int superior = world.courts.superior[index(demand.court)];
  const bool stable = stays_in_place(context, demand.provider);
  const int above = superior < 0 ? 0 : reading_in(world, superior, question, stable);
  PrecedentWorth worth;
  worth.pending = world.strategy.pending(demand.provider, column) > 0;
  worth.weight = worth.pending ? 0.0 : above == 0 ? respond.kappa_open : respond.kappa_decided;
  worth.like_demands = world.clock.rate_now(world.strategy.like_demands(demand.provider, column));
  return worth;
}

Stakes weigh_test_case(const World& world, const Context& context, const Demand& demand,
                       const LegalView& view) {
  const auto& respond = context.parameters().respond;
  const int question = test_question(view);
  const int provider = demand.provider;
  const int circuit = world.courts.hierarchy[index(demand.court)];
  const int belief = circuit * context.setup.questions + question;
  Stakes stakes = weigh_disclosure(world, context, demand, view);
  stakes.success = world.strategy.wins(provider, belief) /
                   (world.strategy.wins(provider, belief) + world.strategy.losses(provider, belief));
  const PrecedentWorth worth = worth_of_precedent(world, context, demand, question);
  stakes.precedent = worth.weight * worth.like_demands * respond.horizon_years * stakes.disclosure;
  stakes.signal = respond.fight_signal * share_of(world, demand) * context.parameters().trust.trust_weight *
                  context.parameters().trust.fight * (1.0 - world.market.trust(provider, demand.residence));
  return stakes;
}

}  // namespace comity
