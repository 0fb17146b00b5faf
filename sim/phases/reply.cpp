#include "phases/reply.h"

#include "index.h"
#include "phases/answer.h"
#include "phases/arise.h"
#include "phases/capability.h"
#include "phases/coerce.h"
#include "phases/ending.h"
#include "phases/hearing.h"
#include "random/elementary.h"
#include "world/places.h"
#include "world/readings.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace comity {

namespace {

double share_of(const World& world, const Demand& demand) {
  return world.market.share[static_cast<std::size_t>(demand.segment)](demand.provider, demand.residence);
}

// The highest fine that the law of a state or of its unions threatens for this order [value]: of the forum for refusing it, of
// another state for obeying it.
double fine_in_law(const World& world, const Context& context, const Demand& demand, int state) {
  const double worth = context.parameters().respond.fine_value;
  if (worth <= 0.0) return 0.0;
  const auto fine = [&](int jurisdiction) {
    return scheduled_for(world, context, demand,
                         {law::Scheduled::fine_percent_of_turnover, {Instrument::order, jurisdiction}, -1})
        .value_or(0.0);
  };
  double percent = fine(state);
  for (const int one : context.setup.unions_of[index(state)]) percent = std::max(percent, fine(one));
  return worth * percent;
}

// How far courts elsewhere in the state have made it the practice that such orders do not hold.
double share_for_providers(const World& world, const Context& context, const Demand& demand, int question) {
  const bool stable = stays_in_place(context, demand.provider);
  Case imagined;
  imagined.demand = demand;
  imagined.court = demand.court;
  const int orientation = raise_issue(world, context, imagined, question).orientation;
  const Courts::Range courts = world.courts.appellate[index(demand.forum)];
  int for_providers = 0;
  for (int court = courts.begin; court < courts.end; ++court) {
    if (reading_in(world, court, question, stable) * orientation < 0) ++for_providers;
  }
  return courts.begin == courts.end ? 0.0 : static_cast<double>(for_providers) / (courts.end - courts.begin);
}

}  // namespace

std::array<double, kReplies> reply_utilities(const Stakes& s) {
  const double loss = s.disclosure + s.breach + s.fines + s.adverse;
  return {-s.disclosure - s.breach, -s.challenge_cost + s.success * s.precedent - (1.0 - s.success) * loss,
          -s.sanction};
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

bool may_challenge(const Stakes& stakes, double precision, double u, double number) {
  const auto utility = reply_utilities(stakes);
  return below_exp(u, std::ceil(number), precision * (utility[1] - utility[0]));
}

double refusal_probability(const Stakes& stakes, double precision) {
  const auto utility = reply_utilities(stakes);
  return logistic(precision * (utility[2] - utility[0]));
}

bool refuses(const Stakes& stakes, double precision, double u) {
  const auto utility = reply_utilities(stakes);
  // logistic(x) < e^x
  return below_exp(u, 1.0, precision * (utility[2] - utility[0])) &&
         u < refusal_probability(stakes, precision);
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
  const bool established = world.market.established(demand.provider, demand.forum) != 0;
  Stakes stakes;
  stakes.business = business_at_stake(world, context, demand);
  stakes.disclosure = respond.disclosure_cost;
  if (is_capability_order(demand)) {
    const Obedience obedience = weigh_obedience(world, context, demand);
    stakes.disclosure = std::min(obedience.removing, obedience.withdrawing);
  } else if (!is_unreadable(world, context, demand)) {
    stakes.disclosure += respond.trust_cost * share_of(world, demand) * (1.0 - trust);
  }
  stakes.challenge_cost = respond.challenge_cost;
  stakes.sanction = established ? state.sanction : state.sanction_abroad;
  if (established) stakes.sanction += fine_in_law(world, context, demand, demand.forum);
  stakes.fines = state.fine_per_day * respond.fine_days * (1.0 - respond.stay_rate);
  stakes.success = 1.0;
  if (view.bar_state >= 0) {
    stakes.disclosure += respond.conflict_cost;
    const double penalty = context.config.states[index(view.bar_state)].breach_penalty +
                           fine_in_law(world, context, demand, view.bar_state);
    stakes.breach = penalty * view.bar_chance;
  }
  for (double* term :
       {&stakes.disclosure, &stakes.breach, &stakes.fines, &stakes.sanction, &stakes.challenge_cost})
    *term = std::min(*term, stakes.business);
  if (has_ladder(context, demand.forum)) {
    const double cost = cost_of_refusing(ladder_for(world, context, demand, stakes), {});
    stakes.sanction = std::min(cost, stakes.business);
  }
  return stakes;
}

double believed_success(const World& world, const Context& context, const Demand& demand,
                        const QuestionInView& asked) {
  Stream stream = demand_stream(context, Purpose::perceive_merit, demand);
  Case imagined;
  imagined.number = world.next_case;
  imagined.demand = with_merit(context, demand);
  imagined.demand.merit += context.parameters().arise.noise * normal_quantile(stream.uniform());
  imagined.court = demand.court;
  imagined.due = turn_of(world, demand);
  imagined.conflict_chance = asked.plea ? asked.view.bar_chance : 0.0;
  if (asked.question < 0) {
    return 1.0 - vote_probability(ballot_on_merit(world, context, imagined).pull, 0.0);
  }
  imagined.questions = asked.view.questions;
  const int superior = world.courts.superior[index(demand.court)];
  if (superior >= 0) {
    imagined.court = superior;
    imagined.stage = Stage::appeal;
  }
  const Issue issue = raise_issue(world, context, imagined, asked.question);
  return 1.0 - vote_probability(ballot_on_question(world, context, imagined, issue).pull, 0.0);
}

int test_question(const LegalView& view) {
  return view.questions == 0 ? -1 : std::countr_zero(view.questions);
}

double business_at_stake(const World& world, const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  return respond.business_least + respond.business * share_of(world, demand);
}

double life_of_rule(const LitigateParameters& litigate) { return litigate.half_life / std::numbers::ln2; }

double worth_of_rule(double orders, double loss, double business) {
  return business * (1.0 - exp_same(-orders * loss / business));
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
  worth.favourable = share_for_providers(world, context, demand, question);
  return worth;
}

Stakes weigh_test_case(const World& world, const Context& context, const Demand& demand,
                       const LegalView& view) {
  const auto& respond = context.parameters().respond;
  const int question = test_question(view);
  Stakes stakes = weigh_disclosure(world, context, demand, view);
  stakes.success = believed_success(world, context, demand, {view, question});
  const PrecedentWorth worth = worth_of_precedent(world, context, demand, question);
  const double rule = worth_of_rule(worth.like_demands * life_of_rule(context.parameters().litigate),
                                    stakes.disclosure, stakes.business);
  stakes.precedent = worth.weight * rule;
  stakes.adverse =
      stakes.precedent * (respond.adverse_open + (1.0 - respond.adverse_open) * worth.favourable);
  return stakes;
}

}  // namespace comity
