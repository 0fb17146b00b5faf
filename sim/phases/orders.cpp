#include "phases/orders.h"

#include "index.h"
#include "phases/answer.h"
#include "phases/assist.h"
#include "phases/choose.h"
#include "phases/coerce.h"
#include "phases/ending.h"
#include "phases/litigate.h"
#include "phases/reply.h"
#include "phases/watch.h"
#include "world/places.h"
#include "world/readings.h"

#include <bit>
#include <cmath>

namespace comity {

namespace {

// Number of the draws, above those of choices, which go by the instruments tried.
constexpr unsigned kWhenResisted = 1U << 8U;

const ProviderConfig& provider_of(const Demand& demand, const Context& context) {
  return context.config.providers[index(demand.provider)];
}

// Where an open question stands in the demand's court: +1 the order holds, -1 it does not, 0 undecided.
int standing(const World& world, const Context& context, const Demand& demand) {
  const bool stable = stays_in_place(context, demand.provider);
  const HeldReadings held = held_readings(world, demand.court, stable);
  const bool with = order_holds(world, context, demand, held.accepted | held.undecided);
  const bool without = order_holds(world, context, demand, held.accepted);
  return with == without ? (with ? 1 : -1) : 0;
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

// Logs a provider's answer to the order of a focal demand, and notes it in the diary.
void log_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome) {
  note(context, demand, turn_of(world, demand), [&] { return Answered{outcome}; });
  if (demand.focal < 0) return;
  log_event(world.events, FocalRow{.time = turn_of(world, demand),
                                   .focal = demand.focal,
                                   .milestone = Milestone::answered,
                                   .outcome = outcome,
                                   .court = demand.court});
}

// The same where somebody looks: nearly no demand is focal.
void note_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome) {
  if (demand.focal >= 0 || context.diary != nullptr) log_answer(world, context, demand, outcome);
}

// What is disputed about an order under this view of the law.
Dispute dispute_of(const LegalView& view, law::QuestionSet questions, bool motion_to_compel) {
  return {questions, motion_to_compel, static_cast<double>(view.bar_chance)};
}

// Takes one real demand out of `rest`, to go its own way as a part; where it stands for no more than one, all of it: then
// nothing is left, and its weight is 0.
Demand take_one(World& world, Demand& rest) {
  Demand one = rest;
  if (rest.weight > 1.0F) {
    rest.parts += 1;
    one.part = rest.parts;
    one.weight = 1.0F;
    world.arisen += 1;
  }
  rest.weight -= one.weight;
  return one;
}

// The provider resists lawfully. The authority moves to compel in its own court, asks for less, turns to assistance or
// gives up (model: `respond`, after an extended ruling).
void resist(World& world, const Context& context, Demand demand, const LegalView& view) {
  note_answer(world, context, demand, EventOutcome::resisted);
  const auto& choose = context.parameters().choose;
  const int question = test_question(view);
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
  Stream stream = demand_stream(context, Purpose::retry_demand, demand, kWhenResisted);
  const double compel_probability = per_real_demand(compel_weight / (compel_weight + rest), demand.weight);
  const bool free_court = world.strategy.pending_motions(demand.court, question) == 0;
  const bool moves = draw_bernoulli(stream, compel_probability) && free_court;
  note(context, demand, turn_of(world, demand), [&] {
    return Resisted{
        .question = question,
        .court = demand.court,
        .reading = reading_in(world, demand.court, question, stays_in_place(context, demand.provider)),
        .believed = losses / (wins + losses),
        .motion_pending = !free_court,
        .compel = compel_probability,
        .narrow = narrow_weight / rest,
        .assistance = assistance_weight / rest,
        .drop = 1.0 / rest};
  });
  const double u = stream.uniform() * rest;
  const double time = answer_time(demand, context.parameters().respond.order_days, stream.uniform());
  if (moves) {
    watch_parting(world, context, demand, {Parting::motion_to_compel, {1}});
    open_case(world, context, take_one(world, demand), dispute_of(view, view.questions, true));
    if (demand.weight <= 0.0F) return;
  }
  if (u < narrow_weight) {
    end_demand(world, context, demand, {Fate::partly_fulfilled, Instrument::order, true, time, false});
  } else if (u < narrow_weight + assistance_weight) {
    note_answer(world, context, demand, EventOutcome::rerouted);
    Demand next = demand;
    next.tried |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(Instrument::order));
    world.tally.add(Metric::chosen, static_cast<std::size_t>(Instrument::assistance), next.weight);
    queue_assistance(world, context, next, view);
  } else {
    end_demand(world, context, demand, {Fate::dropped, Instrument::order, true, time, false});
  }
}

void refuse(World& world, const Context& context, const Demand& demand, double sanction) {
  note_answer(world, context, demand, EventOutcome::resisted);
  const double time = turn_of(world, demand);
  if (has_ladder(context, demand.forum)) return begin_coercion(world, context, demand, time);
  world.tally.add(Metric::fines, index(demand.provider), sanction * demand.weight);
  fail_attempt(world, context, demand, {Fate::sanctioned, Instrument::order, true, time, false});
}

// The provider's draws for one order, and what it weighs.
struct Answer {
  const LegalView& view;
  double u_challenge = 0.0;
  double u_refuse = 0.0;
  double u_delay = 0.0;
  double u_found = 0.0;
  law::QuestionSet questions = 0;  // open questions of a test case; none: only merit is disputed
  Stakes stakes;
};

Answer draw_answer(const Context& context, const Demand& demand, const LegalView& view) {
  Stream stream = answer_stream(context, demand);
  Answer answer{view, 0.0, 0.0, 0.0, 0.0, 0, {}};
  answer.u_challenge = stream.uniform();
  answer.u_refuse = stream.uniform();
  answer.u_delay = stream.uniform();
  answer.u_found = stream.uniform();
  return answer;
}

void comply(World& world, const Context& context, const Demand& demand, const Answer& answer) {
  const auto& respond = context.parameters().respond;
  note_answer(world, context, demand, EventOutcome::complied);
  const double time = answer_time_within(
      world, context, demand, {respond.order_days, answer.u_delay, {Instrument::order, demand.forum}});
  const bool found = demand.focal >= 0 || answer.u_found >= respond.incomplete_rate;
  end_demand(world, context, demand,
             {found ? Fate::fulfilled : Fate::dropped, Instrument::order, true, time, false});
}

void answer_without_court(World& world, const Context& context, const Demand& demand, const Answer& answer) {
  if (refuses(answer.stakes, context.parameters().respond.precision, answer.u_refuse)) {
    refuse(world, context, demand, answer.stakes.sanction);
  } else {
    comply(world, context, demand, answer);
  }
}

void challenge(World& world, const Context& context, const Demand& demand, const Answer& answer) {
  note_answer(world, context, demand, EventOutcome::challenged);
  Dispute dispute = dispute_of(answer.view, answer.questions, false);
  dispute.days_to_object =
      scheduled_for(
          world, context, demand,
          {law::Scheduled::days_to_object, {Instrument::order, demand.forum}, answer.view.bar_state})
          .value_or(0.0);
  open_case(world, context, demand, dispute);
}

// How many of the real demands that this one stands for are challenged on their merit. The chance that any is cannot
// exceed their number times the largest probability, that of an order which surely falls: it settles most demands.
int count_challenges(const World& world, const Context& context, const Demand& demand, Answer& answer) {
  const double precision = context.parameters().respond.precision;
  if (!may_challenge(answer.stakes, precision, answer.u_challenge, demand.weight)) return 0;
  answer.stakes.success = believed_success(world, context, demand, {.view = answer.view, .plea = false});
  const auto probability = reply_probabilities(answer.stakes, precision);
  Stream stream = demand_stream(context, Purpose::challenge_merit, demand);
  const int count = count_real_demands(
      stream, answer.u_challenge, probability[static_cast<std::size_t>(Reply::challenge)], demand.weight);
  return std::min(count, kMaxParts - demand.parts);
}

// Goes to court with an order that counsel have weighed, or not.
void answer_as_weighed(World& world, const Context& context, const Demand& demand, const Answer& answer) {
  const auto probability = reply_probabilities(answer.stakes, context.parameters().respond.precision);
  if (answer.u_challenge < probability[static_cast<std::size_t>(Reply::challenge)]) {
    challenge(world, context, demand, answer);
  } else {
    answer_without_court(world, context, demand, answer);
  }
}

// What the provider would weigh in full; `challenges_merit` leaves out what cannot matter.
void watch_routine_order(const World& world, const Context& context, const Demand& demand, Answer answer) {
  answer.stakes.success = believed_success(world, context, demand, {.view = answer.view, .plea = false});
  watch_reply(world, context, demand, {.stakes = answer.stakes, .barred = answer.view.bar_state >= 0});
}

// Draws the provider's answer to an order of which only the merit can be disputed.
void answer_routine_order(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  Answer answer = draw_answer(context, demand, view);
  answer.stakes = weigh_disclosure(world, context, demand, view);
  if (context.diary != nullptr) watch_routine_order(world, context, demand, answer);
  const int challenges = count_challenges(world, context, demand, answer);
  if (challenges > 0) watch_parting(world, context, demand, {Parting::merit, {challenges}});
  Demand rest = demand;
  for (int number = 0; number < challenges && rest.weight > 0.0F; ++number) {
    challenge(world, context, take_one(world, rest), answer);
  }
  if (rest.weight > 0.0F) answer_without_court(world, context, rest, answer);
}

// Draws the answer to an order that the provider's counsel weigh as a test case.
void answer_as_test_case(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  Answer answer = draw_answer(context, demand, view);
  answer.questions = view.questions;
  answer.stakes = weigh_test_case(world, context, demand, view);
  watch_reply(world, context, demand,
              {.question = test_question(view), .stakes = answer.stakes, .barred = view.bar_state >= 0});
  answer_as_weighed(world, context, demand, answer);
}

// How many of these demands counsel would weigh as test cases: the focal one always, else one in 1/readiness real ones, and none
// before the run's start, when no court has ruled but those that the scenario dates.
int count_weighed(const World& world, const Context& context, const Demand& demand) {
  if (demand.focal >= 0) return 1;
  if (world.clock.warming_up()) return 0;
  const double own = provider_of(demand, context).readiness;
  const double readiness = own < 0.0 ? context.parameters().respond.readiness : own;
  Stream stream = demand_stream(context, Purpose::litigate, demand);
  const double u = stream.uniform();
  return std::min(count_real_demands(stream, u, readiness, demand.weight), kMaxParts - demand.parts);
}

// Draws the answer to an order of certain force that the provider's counsel weigh, with the plea of another state's law.
void answer_with_plea(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  Answer answer = draw_answer(context, demand, view);
  answer.stakes = weigh_disclosure(world, context, demand, view);
  answer.stakes.success = believed_success(world, context, demand, {view});
  watch_reply(world, context, demand, {.stakes = answer.stakes, .barred = true, .pleads = true});
  answer_as_weighed(world, context, demand, answer);
}

// Counsel weigh these orders one by one, unless a plea of the provider is pending in the state: then it awaits what the courts say.
void answer_barred_order(World& world, const Context& context, Demand demand, const LegalView& view) {
  const auto pending = [&] { return world.strategy.pleas(demand.provider, demand.forum) > 0; };
  for (int left = pending() ? 0 : count_weighed(world, context, demand);
       left > 0 && !pending() && demand.weight > 0.0F; --left) {
    watch_parting(world, context, demand, {Parting::test_case, {1}});
    answer_with_plea(world, context, take_one(world, demand), view);
  }
  if (demand.weight > 0.0F) answer_routine_order(world, context, demand, view);
}

void answer_open_order(World& world, const Context& context, Demand demand, const LegalView& view) {
  count_like_demand(world, context, demand, view.questions);
  demand.court = court_of(world, context, demand);
  const int stand = standing(world, context, demand);
  if (stand < 0 || (stand == 0 && resists(world, context, demand, view.questions))) {
    resist(world, context, demand, view);
    return;
  }
  for (int left = count_weighed(world, context, demand); left > 0 && demand.weight > 0.0F; --left) {
    watch_parting(world, context, demand, {Parting::test_case, {1}});
    answer_as_test_case(world, context, take_one(world, demand), view);
  }
  if (demand.weight > 0.0F) answer_routine_order(world, context, demand, view);
}

}  // namespace

void obey_order(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  comply(world, context, demand, draw_answer(context, demand, view));
}

void answer_order(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  if (view.questions == 0 && view.bar_state < 0) {
    answer_routine_order(world, context, demand, view);
  } else if (view.questions == 0) {
    answer_barred_order(world, context, demand, view);
  } else {
    answer_open_order(world, context, demand, view);
  }
}

}  // namespace comity
