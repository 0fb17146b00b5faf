// How a case ends and what it leaves behind.
#include "phases/case_notes.h"
#include "phases/ending.h"
#include "phases/precedent.h"
#include "phases/stages.h"
#include "phases/watch.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

void close_case(World& world, const Context& context, Case& dispute, const Ending& ending) {
  show_fight(world, context, dispute, ending.time);
  count_pending(world, context, dispute, -1);
  dispute.closed = true;
  end_demand(world, context, dispute.demand, ending);
}

}  // namespace

void end_case(World& world, const Context& context, Case& dispute) {
  const Fate fate = dispute.government_won ? Fate::fulfilled : Fate::quashed;
  close_case(world, context, dispute, {fate, Instrument::order, true, dispute.due, false});
}

void moot_case(World& world, const Context& context, Case& dispute, double time) {
  charge_fines(world, context, dispute, time);
  world.tally.add(Metric::mooted_cases, 0, 1.0);
  note_milestone(world, context, dispute, {time, Milestone::mooted, EventOutcome::moot, {}});
  if (dispute.reached_apex && context.parameters().litigate.vacate) {
    auto before = stand_before(world, context, dispute);
    vacate_case(world, context, dispute.number, time);
    if (before) {
      before->time = time;
      watch_change(world, context, dispute, *before);
    }
  }
  close_case(world, context, dispute, {Fate::mooted, Instrument::order, true, time, false});
}

void count_pending(World& world, const Context& context, const Case& dispute, int change) {
  const Demand& demand = dispute.demand;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const int question = std::countr_zero(rest);
    world.strategy.pending(demand.provider, demand.forum * context.setup.questions + question) += change;
    if (dispute.motion_to_compel) world.strategy.pending_motions(demand.court, question) += change;
  }
}

void show_fight(World& world, const Context& context, const Case& dispute, double until) {
  const Demand& demand = dispute.demand;
  if (dispute.questions == 0 && site_of(demand, context) == demand.forum) return;
  const double years = (until - std::max(dispute.opened, world.clock.begin)) / kDaysPerYear;
  if (years > 0.0) watch_fight(context, dispute, years);
  for (int market = 0; market < context.setup.states; ++market) {
    if (market != demand.forum && years > 0.0) world.market.fights(demand.provider, market) += years;
  }
}

}  // namespace comity
