// How providers resist orders, what follows, and the way to court.
#include "index.h"
#include "phases/answer.h"
#include "phases/choose.h"
#include "phases/ending.h"
#include "phases/litigate.h"
#include "phases/orders.h"
#include "phases/reply.h"
#include "phases/watch.h"

namespace comity {

namespace {

// Number of the draws, above those of choices, which go by the instruments tried.
constexpr unsigned kWhenResisted = 1U << 8U;

}  // namespace

void log_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome) {
  watch_answer(world, context, demand, outcome);
  if (demand.focal < 0) return;
  log_event(
      world.events, EventTable::focal,
      {turn_of(world, demand), static_cast<double>(demand.focal), static_cast<double>(Milestone::answered),
       static_cast<double>(outcome), static_cast<double>(demand.court), 0.0, 0.0, 0.0, -1.0});
}

Dispute dispute_of(const LegalView& view, law::QuestionSet questions, bool motion_to_compel) {
  return {questions, motion_to_compel, static_cast<double>(view.bar_chance)};
}

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
  watch_resistance(world, context, demand,
                   {question, compel_probability, narrow_weight, assistance_weight, losses / (wins + losses),
                    !free_court});
  const double u = stream.uniform() * rest;
  const double time = answer_time(demand, context.parameters().respond.order_days, stream.uniform());
  if (moves) {
    watch_parting(world, context, demand, {Parting::motion_to_compel, 1});
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
    queue_assistance(world, next, view);
  } else {
    end_demand(world, context, demand, {Fate::dropped, Instrument::order, true, time, false});
  }
}

}  // namespace comity
