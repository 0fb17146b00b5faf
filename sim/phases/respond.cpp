#include "phases/respond.h"

#include "phases/choose.h"
#include "phases/ending.h"
#include "phases/litigate.h"
#include "phases/phases.h"
#include "random/elementary.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

std::size_t index(int value) { return static_cast<std::size_t>(value); }

const ProviderConfig& provider_of(const Demand& demand, const Context& context) {
  return context.config.providers[index(demand.provider)];
}

Stream answer_stream(const Context& context, const Demand& demand) {
  const auto entity = static_cast<std::uint32_t>(demand.forum) | static_cast<std::uint32_t>(demand.tried)
                                                                     << 16U;
  return {context.key, Purpose::answer_demand, demand.step, entity, demand.serial};
}

// When the answer comes: after an exponential delay.
double answer_time(const Demand& demand, double mean_days, double u) {
  return demand.ready - mean_days * log_same(u);
}

// When it is the turn of this attempt.
double now_for(const World& world, const Demand& demand) { return std::max(demand.ready, world.clock.begin); }

void note_answer(World& world, const Demand& demand, EventOutcome outcome) {
  if (demand.focal < 0) return;
  log_event(
      world.events, EventTable::focal,
      {now_for(world, demand), static_cast<double>(demand.focal), static_cast<double>(Milestone::answered),
       static_cast<double>(outcome), static_cast<double>(demand.court), 0.0, 0.0, 0.0, -1.0});
}

// --- direct orders ------------------------------------------------------------------------------------------------

// Where an open question stands in the demand's court: +1 the order holds, -1 it does not, 0 undecided.
int standing(const World& world, const Context& context, const Demand& demand) {
  const bool stable = provider_of(demand, context).location_stable;
  const HeldReadings held = held_readings(world, demand.court, stable);
  const bool with = order_holds(world, context, demand, held.accepted | held.undecided);
  const bool without = order_holds(world, context, demand, held.accepted);
  return with == without ? (with ? 1 : -1) : 0;
}

int like_column(const Context& context, int state, int question) {
  return state * context.setup.questions + question;
}

void count_like_demand(World& world, const Context& context, const Demand& demand,
                       law::QuestionSet questions) {
  for (law::QuestionSet rest = questions; rest != 0; rest &= rest - 1) {
    const int column = like_column(context, demand.forum, std::countr_zero(rest));
    world.strategy.like_demands(demand.provider, column) += demand.weight / kFlowYears;
  }
}

bool resists(const World& world, const Context& context, const Demand& demand, law::QuestionSet questions) {
  for (law::QuestionSet rest = questions; rest != 0; rest &= rest - 1) {
    const int column = like_column(context, demand.forum, std::countr_zero(rest));
    if (world.strategy.resists(demand.provider, column) != 0) return true;
  }
  return false;
}

void comply(World& world, const Context& context, const Demand& demand, double u) {
  const auto& respond = context.parameters().respond;
  note_answer(world, demand, EventOutcome::complied);
  const double time = answer_time(demand, respond.order_days, u);
  // A second use of the same draw: the lowest part decides whether data exist at all.
  const bool nothing_found = demand.focal < 0 && u > 1.0 - respond.incomplete_rate;
  end_demand(world, context, demand,
             {nothing_found ? Fate::dropped : Fate::fulfilled, Instrument::order, true, time, false});
}

void refuse(World& world, const Context& context, const Demand& demand, double sanction) {
  note_answer(world, demand, EventOutcome::resisted);
  const double real = demand.weight;
  world.tally.add(Metric::fines, index(demand.provider), sanction * real);
  world.market.sanctions(demand.provider, demand.forum) += real / kFlowYears;
  const double time = now_for(world, demand);
  fail_attempt(world, context, demand, {Fate::sanctioned, Instrument::order, true, time, false});
}

Dispute dispute_of(const LegalView& view, law::QuestionSet questions, bool motion_to_compel) {
  return {questions, motion_to_compel, static_cast<double>(view.bar_chance)};
}

// Of the real demands that this one stands for, one goes to court; the rest is returned, to be answered without it.
Demand go_to_court(World& world, const Context& context, const Demand& demand, const Dispute& dispute) {
  Demand one = demand;
  one.weight = std::min(demand.weight, 1.0F);
  open_case(world, context, one, dispute);
  Demand rest = demand;
  rest.weight -= one.weight;
  if (rest.weight > 0.0F) world.arisen += 1;
  return rest;
}

void queue_assistance(World& world, const Demand& demand, const LegalView& view) {
  WaitingRequest request;
  request.demand = demand;
  request.demand.tried |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(Instrument::assistance));
  request.arrived = now_for(world, demand);
  world.authorities[index(view.assisting_state)].arriving.push_back(request);
  world.tally.add(Metric::assistance_requests, index(view.assisting_state), demand.weight);
}

// The provider resists lawfully. The authority moves to compel in its own court, asks for less, turns to assistance
// or gives up (model: `respond`, after an extended ruling).
void resist(World& world, const Context& context, Demand demand, const LegalView& view) {
  note_answer(world, demand, EventOutcome::resisted);
  const auto& choose = context.parameters().choose;
  const int question = std::countr_zero(view.questions);
  const int circuit = world.courts.hierarchy[index(demand.court)];
  const int column = circuit * context.setup.questions + question;
  const double wins = world.strategy.wins(demand.provider, column);
  const double losses = world.strategy.losses(demand.provider, column);
  const double compel = instrument_utility(choose, losses / (wins + losses),
                                           context.parameters().litigate.first_days, choose.compel_cost);
  const Menu menu = make_menu(world, context, demand, view);
  const bool assistance = menu.available[static_cast<std::size_t>(Instrument::assistance)];
  const double narrow_weight = exp_same(choose.precision * choose.narrow_value);
  const double assistance_weight =
      assistance ? exp_same(choose.precision * menu.utility[static_cast<std::size_t>(Instrument::assistance)])
                 : 0.0;
  const double compel_weight = exp_same(choose.precision * compel);
  const double rest = narrow_weight + assistance_weight + 1.0;
  Stream stream(context.key, Purpose::retry_demand, demand.step,
                static_cast<std::uint32_t>(demand.forum) | 1U << 24U, demand.serial);
  const double compel_probability = per_real_demand(compel_weight / (compel_weight + rest), demand.weight);
  const bool free_court = world.strategy.pending_motions(demand.court, question) == 0;
  const bool moves = draw_bernoulli(stream, compel_probability) && free_court;
  const double u = stream.uniform() * rest;
  const double time = answer_time(demand, context.parameters().respond.order_days, stream.uniform());
  if (moves) {
    demand = go_to_court(world, context, demand, dispute_of(view, view.questions, true));
    if (demand.weight <= 0.0F) return;
  }
  if (u < narrow_weight) {
    end_demand(world, context, demand, {Fate::partly_fulfilled, Instrument::order, true, time, false});
  } else if (u < narrow_weight + assistance_weight) {
    note_answer(world, demand, EventOutcome::rerouted);
    Demand next = demand;
    next.tried |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(Instrument::order));
    queue_assistance(world, next, view);
  } else {
    end_demand(world, context, demand, {Fate::dropped, Instrument::order, true, time, false});
  }
}

// Draws the provider's answer to an order; `question` < 0 where only merit can be disputed.
void answer_by_stakes(World& world, const Context& context, Demand demand, int question) {
  Stream stream = answer_stream(context, demand);
  const double u_challenge = stream.uniform();
  const double u_refuse = stream.uniform();
  const double u_delay = stream.uniform();
  const Stakes stakes = weigh_order(world, context, demand, question);
  const auto probability = reply_probabilities(stakes, context.parameters().respond.precision);
  const double challenge = probability[static_cast<std::size_t>(Reply::challenge)];
  // A test case has been picked from the real demands already; otherwise each of them may be challenged. As
  // 1-(1-p)^n <= n p, most demands are settled by that bound alone.
  const double number = question < 0 ? demand.weight : 1.0;
  if (u_challenge < challenge * number && u_challenge < per_real_demand(challenge, number)) {
    note_answer(world, demand, EventOutcome::challenged);
    const LegalView& view = context.situations.view(world, context, demand);
    demand = go_to_court(world, context, demand, dispute_of(view, question < 0 ? 0 : view.questions, false));
    if (demand.weight <= 0.0F) return;
  }
  const double refusal = probability[static_cast<std::size_t>(Reply::refuse)];
  if (u_refuse * (probability[static_cast<std::size_t>(Reply::comply)] + refusal) < refusal) {
    refuse(world, context, demand, stakes.sanction);
  } else {
    comply(world, context, demand, u_delay);
  }
}

int draw_court(const World& world, const Context& context, const Demand& demand) {
  const auto range = world.courts.first_instance[index(demand.forum)];
  Stream stream(context.key, Purpose::assign_court, demand.step, static_cast<std::uint32_t>(demand.forum),
                demand.serial);
  const std::span<const double> dockets(world.courts.docket.data() + range.begin,
                                        index(range.end - range.begin));
  return range.begin + static_cast<int>(draw_index(stream, dockets));
}

// Whether counsel weigh this demand as a test case: always the focal one, else one in 1/readiness real demands.
bool is_weighed(const Context& context, const Demand& demand) {
  if (demand.focal >= 0) return true;
  const double own = provider_of(demand, context).readiness;
  const double readiness = own < 0.0 ? context.parameters().respond.readiness : own;
  Stream stream(context.key, Purpose::litigate, demand.step, static_cast<std::uint32_t>(demand.forum),
                demand.serial);
  return draw_bernoulli(stream, per_real_demand(readiness, demand.weight));
}

void answer_open_order(World& world, const Context& context, Demand demand, const LegalView& view) {
  count_like_demand(world, context, demand, view.questions);
  if (demand.court < 0) demand.court = static_cast<std::int16_t>(draw_court(world, context, demand));
  const int stand = standing(world, context, demand);
  if (stand < 0 || (stand == 0 && resists(world, context, demand, view.questions))) {
    resist(world, context, demand, view);
    return;
  }
  const bool weighed = is_weighed(context, demand);
  answer_by_stakes(world, context, demand, weighed ? std::countr_zero(view.questions) : -1);
}

// --- the other instruments ----------------------------------------------------------------------------------------

void answer_voluntary(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  const auto& respond = context.parameters().respond;
  Stream stream = answer_stream(context, demand);
  const double own = provider_of(demand, context).disclosure_policy;
  const double policy = demand.emergency ? respond.emergency_policy
                        : own < 0.0      ? respond.disclosure_policy
                                         : own;
  const bool grants = stream.uniform() < policy * view.voluntary_chance;
  const bool consent = stream.uniform() < view.site_permits_chance;
  const double time = answer_time(demand, respond.voluntary_days, stream.uniform());
  const Ending ending{grants ? Fate::fulfilled : Fate::rejected, Instrument::voluntary, true, time, consent};
  if (grants) {
    end_demand(world, context, demand, ending);
  } else {
    fail_attempt(world, context, demand, ending);
  }
}

void answer_agreement(World& world, const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  Stream stream = answer_stream(context, demand);
  const bool executed = stream.uniform() < respond.agreement_success;
  const double time = answer_time(demand, respond.agreement_days, stream.uniform());
  const Ending ending{executed ? Fate::fulfilled : Fate::rejected, Instrument::agreement, true, time, true};
  if (executed) {
    end_demand(world, context, demand, ending);
  } else {
    fail_attempt(world, context, demand, ending);
  }
}

void answer(World& world, const Context& context, const Demand& demand, std::uint8_t chosen) {
  if (chosen == kInstruments) {
    const double time = now_for(world, demand);
    end_demand(world, context, demand, {Fate::dropped, Instrument::order, false, time, false});
    return;
  }
  const LegalView& view = context.situations.view(world, context, demand);
  switch (static_cast<Instrument>(chosen)) {
    case Instrument::order:
      if (view.questions == 0) {
        answer_by_stakes(world, context, demand, -1);
      } else {
        answer_open_order(world, context, demand, LegalView(view));
      }
      return;
    case Instrument::assistance:
      queue_assistance(world, demand, view);
      return;
    case Instrument::agreement:
      answer_agreement(world, context, demand);
      return;
    case Instrument::voluntary:
      answer_voluntary(world, context, demand, view);
      return;
  }
}

// A provider leaves a market whose sanctions have passed the threshold; its home it never leaves.
void leave_markets(World& world, const Context& context) {
  const auto& respond = context.parameters().respond;
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    for (int state = 0; state < context.setup.states; ++state) {
      const bool pressed = world.market.sanctions(provider, state) > respond.exit_sanctions;
      if (!pressed || world.market.present(provider, state) == 0) continue;
      if (context.config.providers[index(provider)].home == state) continue;
      Stream stream(context.key, Purpose::leave_market, static_cast<std::uint32_t>(world.clock.step),
                    static_cast<std::uint32_t>(provider), static_cast<std::uint32_t>(state));
      if (!draw_bernoulli(stream, 1.0 - exp_same(-respond.exit_hazard * world.clock.years))) continue;
      world.market.present(provider, state) = 0;
      world.law_version += 1;  // "offers service here" has changed
      world.tally.add(Metric::exits, index(provider), 1.0);
    }
  }
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

double merit_chance(double base, double perceived_merit) {
  if (base <= 0.0 || base >= 1.0) return base;
  // logistic(logit(base) - x), written without the logarithm.
  return base / (base + (1.0 - base) * exp_same(perceived_merit));
}

double per_real_demand(double probability, double number) {
  if (number == 1.0 || probability <= 0.0) return probability;
  return probability >= 1.0 ? 1.0 : 1.0 - exp_same(log1p_same(-probability) * number);
}

Stakes weigh_order(const World& world, const Context& context, const Demand& demand, int question) {
  const auto& respond = context.parameters().respond;
  const int provider = demand.provider;
  const int forum = demand.forum;
  const double share =
      world.market.share[static_cast<std::size_t>(demand.segment)](provider, demand.residence);
  const double trust = world.market.trust(provider, demand.residence);
  const StateConfig& state = context.config.states[index(forum)];
  Stakes stakes;
  stakes.disclosure = respond.disclosure_cost + respond.trust_cost * share * (1.0 - trust);
  stakes.challenge_cost = respond.challenge_cost;
  stakes.sanction =
      context.setup.established[index(provider)][index(forum)] != 0 ? state.sanction : state.sanction_abroad;
  stakes.fines = state.fine_per_day * respond.fine_days * (1.0 - respond.stay_rate);
  if (crosses_border(demand, context)) {
    const LegalView& view = context.situations.view(world, context, demand);
    if (view.bar_state >= 0) {
      stakes.disclosure += respond.conflict_cost;
      stakes.breach = context.config.states[index(view.bar_state)].breach_penalty * view.bar_chance;
    }
  }
  Stream stream(context.key, Purpose::perceive_merit, demand.step, static_cast<std::uint32_t>(forum),
                demand.serial);
  const double noise = context.parameters().arise.noise;
  stakes.success =
      merit_chance(respond.merit_success, demand.merit + noise * normal_quantile(stream.uniform()));
  if (question < 0) return stakes;

  const int column = like_column(context, forum, question);
  const int circuit = world.courts.hierarchy[index(demand.court)];
  const int belief = circuit * context.setup.questions + question;
  stakes.success = world.strategy.wins(provider, belief) /
                   (world.strategy.wins(provider, belief) + world.strategy.losses(provider, belief));
  const bool pending = world.strategy.pending(provider, column) > 0;
  const bool stable = context.config.providers[index(provider)].location_stable;
  const int superior = world.courts.superior[index(demand.court)];
  const int above = superior < 0 ? 0 : reading_in(world, superior, question, stable);
  const double kappa = pending ? 0.0 : above == 0 ? respond.kappa_open : respond.kappa_decided;
  stakes.precedent =
      kappa * world.strategy.like_demands(provider, column) * respond.horizon_years * stakes.disclosure;
  stakes.signal = respond.fight_signal * share * context.parameters().trust.trust_weight *
                  context.parameters().trust.fight * (1.0 - trust);
  return stakes;
}

void respond(World& world, const Context& context) {
  const double decay = 1.0 - std::min(1.0, world.clock.years / kFlowYears);
  world.strategy.like_demands *= decay;
  world.market.sanctions *= decay;
  for (std::size_t number = 0; number < world.arrivals.size(); ++number) {
    const Demand demand = world.arrivals[number];
    answer(world, context, demand, world.chosen[number]);
  }
  world.arrivals.clear();
  world.chosen.clear();
  leave_markets(world, context);
}

}  // namespace comity
