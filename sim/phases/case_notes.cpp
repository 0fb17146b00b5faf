#include "phases/case_notes.h"

#include "index.h"
#include "phases/case_draws.h"
#include "phases/ending.h"
#include "phases/precedent.h"
#include "phases/watch.h"
#include "world/places.h"

#include <bit>
#include <numeric>

namespace comity {

namespace {

template <typename Value>
double number(Value value) {
  return static_cast<double>(value);
}

double sum(const std::array<int, kAmicusKinds>& briefs) {
  return number(std::accumulate(briefs.begin(), briefs.end(), 0));
}

void log_ruling(World& world, const Case& dispute, const Holding& holding, bool government) {
  const EventOutcome outcome = holding.tied ? EventOutcome::tie : outcome_of(government);
  log_event(
      world.events, EventTable::rulings,
      {dispute.due, number(dispute.number), number(dispute.court), number(dispute.stage),
       number(holding.issue.question), number(holding.accepted), number(outcome),
       number(dispute.demand.provider), number(holding.votes.government), number(holding.votes.provider),
       number(holding.distinguished), sum(dispute.briefs_firm), sum(dispute.briefs_government)});
}

// Whether the court is free to follow an appellate court of another circuit that has read the question for the provider.
bool may_follow(const World& world, const Case& dispute, const Holding& holding, bool stable_location) {
  const Courts& courts = world.courts;
  const int superior = courts.superior[index(dispute.court)];
  if (reading_in(world, superior, holding.issue.question, stable_location) != 0) return false;
  const int column = precedent_column(holding.issue.question, stable_location);
  const Courts::Range appellate = courts.appellate[index(dispute.demand.forum)];
  for (int court = appellate.begin; court < appellate.end; ++court) {
    if (world.precedents.reading(court, column) * holding.issue.orientation < 0) return true;
  }
  return false;
}

}  // namespace

EventOutcome outcome_of(bool government_won) {
  return government_won ? EventOutcome::government : EventOutcome::provider;
}

void note_opening(World& world, const Context& context, const Case& dispute) {
  watch_opening(context, dispute);
  const Demand& demand = dispute.demand;
  const double question = dispute.questions == 0 ? -1.0 : number(std::countr_zero(dispute.questions));
  log_event(
      world.events, EventTable::challenges,
      {dispute.opened, number(dispute.number), number(demand.forum), number(dispute.court),
       number(demand.provider), number(site_of(demand, context)), number(dispute.motion_to_compel), question,
       dispute.conflict_chance, number(demand.step), number(demand.serial), number(demand.part)});
  if (dispute.motion_to_compel) {
    world.tally.add(Metric::motions_to_compel, index(demand.forum), 1.0);
  } else {
    world.tally.add(Metric::challenges, index(demand.provider), 1.0);
  }
}

void note_milestone(World& world, const Context& context, const Case& dispute, const Decision& decision) {
  watch_decision(context, dispute, decision);
  if (dispute.demand.focal < 0) return;
  log_event(world.events, EventTable::focal,
            {decision.time, number(dispute.demand.focal), number(decision.milestone),
             number(decision.outcome), number(dispute.court), number(decision.votes.government),
             number(decision.votes.provider), sum(dispute.briefs_firm), -1.0});
}

void note_ruling(World& world, const Context& context, const Case& dispute, const Judgment& judgment) {
  const auto level = static_cast<std::size_t>(world.courts.level[index(dispute.court)]);
  const bool stable = stays_in_place(context, dispute.demand.provider);
  world.tally.add(Metric::rulings, level, 1.0);
  if (judgment.government_won) world.tally.add(Metric::rulings_government, level, 1.0);
  bool distinguished = false;
  for (const Holding& holding : judgment.holdings) {
    const bool government = favours_government(holding);
    log_ruling(world, dispute, holding, government);
    distinguished = distinguished || holding.distinguished;
    if (level == 0 && may_follow(world, dispute, holding, stable)) {
      world.tally.add(government ? Metric::not_followed : Metric::followed, 0, 1.0);
    }
  }
  if (distinguished) world.tally.add(Metric::distinguished, 0, 1.0);
  if (judgment.holdings.empty()) {
    Holding merit;
    merit.issue.question = -1;
    merit.votes = judgment.votes;
    merit.tied = judgment.tied;
    log_ruling(world, dispute, merit, judgment.government_won);
  }
}

void charge_fines(World& world, const Context& context, const Case& dispute, double until) {
  if (dispute.stage == Stage::motion || !dispute.government_won) return;
  Case motion = dispute;
  motion.stage = Stage::motion;
  if (draw_move(context, motion, kStay, context.parameters().respond.stay_rate)) return;
  const double fine = context.config.states[index(dispute.demand.forum)].fine_per_day;
  world.tally.add(Metric::fines, index(dispute.demand.provider), fine * (until - dispute.stage_began));
  watch_fine(context, dispute, fine * (until - dispute.stage_began));
}

}  // namespace comity
