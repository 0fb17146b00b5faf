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

int sum(const std::array<int, kAmicusKinds>& briefs) {
  return std::accumulate(briefs.begin(), briefs.end(), 0);
}

void log_ruling(World& world, const Case& dispute, const Holding& holding, bool government) {
  log_event(world.events, RulingRow{.time = dispute.due,
                                    .case_number = dispute.number,
                                    .court = dispute.court,
                                    .stage = dispute.stage,
                                    .question = holding.issue.question,
                                    .accepted = holding.accepted,
                                    .outcome = holding.tied ? EventOutcome::tie : outcome_of(government),
                                    .provider = dispute.demand.provider,
                                    .votes_government = holding.votes.government,
                                    .votes_provider = holding.votes.provider,
                                    .distinguished = holding.distinguished,
                                    .briefs_firm = sum(dispute.briefs_firm),
                                    .briefs_government = sum(dispute.briefs_government)});
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
  note(context, dispute.demand, dispute.opened, [&] {
    Opened opened{dispute.number, dispute.court, dispute.motion_to_compel, {}, dispute.conflict_chance};
    for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
      opened.questions.emplace_back(std::countr_zero(rest));
    }
    return opened;
  });
  const Demand& demand = dispute.demand;
  const int question = dispute.questions == 0 ? -1 : std::countr_zero(dispute.questions);
  log_event(world.events, ChallengeRow{.time = dispute.opened,
                                       .case_number = dispute.number,
                                       .forum = demand.forum,
                                       .court = dispute.court,
                                       .provider = demand.provider,
                                       .site = demand.site,
                                       .motion_to_compel = dispute.motion_to_compel,
                                       .question = question,
                                       .conflict = dispute.conflict_chance,
                                       .step = static_cast<int>(demand.step),
                                       .serial = static_cast<int>(demand.serial),
                                       .part = demand.part});
  if (dispute.motion_to_compel) {
    world.tally.add(Metric::motions_to_compel, index(demand.forum), 1.0);
  } else {
    world.tally.add(Metric::challenges, index(demand.provider), 1.0);
  }
}

void note_milestone(World& world, const Context& context, const Case& dispute, const Decision& decision) {
  note(context, dispute.demand, decision.time, [&] {
    return Decided{
        decision.milestone,        dispute.stage,           dispute.court,         decision.outcome,
        decision.votes.government, decision.votes.provider, dispute.government_won};
  });
  if (dispute.demand.focal < 0) return;
  log_event(world.events, FocalRow{.time = decision.time,
                                   .focal = dispute.demand.focal,
                                   .milestone = decision.milestone,
                                   .outcome = decision.outcome,
                                   .court = dispute.court,
                                   .votes_government = decision.votes.government,
                                   .votes_provider = decision.votes.provider,
                                   .briefs_firm = sum(dispute.briefs_firm)});
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
  const double amount = fine * (until - dispute.stage_began);
  world.tally.add(Metric::fines, index(dispute.demand.provider), amount);
  if (amount > 0.0) note(context, dispute.demand, dispute.due, [&] { return Fined{amount}; });
}

}  // namespace comity
