// The way to the apex: petition, certiorari, argument.
#include "index.h"
#include "phases/amici.h"
#include "phases/case_draws.h"
#include "phases/case_notes.h"
#include "phases/hearing.h"
#include "phases/precedent.h"
#include "phases/stages.h"
#include "phases/watch.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

void begin_apex(World& world, const Context& context, Case& dispute) {
  begin_stage(world, context, dispute, Stage::apex);
  dispute.court = world.courts.apex[index(dispute.demand.forum)];
  file_briefs(world, context, dispute);
}

}  // namespace

bool is_settled_above(const World& world, const Context& context, const Case& dispute) {
  const int superior = world.courts.superior[index(dispute.court)];
  const bool stable = stays_in_place(context, dispute.demand.provider);
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    if (reading_in(world, superior, std::countr_zero(rest), stable) == 0) return false;
  }
  return true;
}

double certiorari_level(const World& world, const Context& context, const Case& dispute, double time) {
  const auto& litigate = context.parameters().litigate;
  constexpr double kMonthsPerYear = 12.0;
  const double fresh_days = litigate.certiorari_months * kDaysPerYear / kMonthsPerYear;
  double level = count_briefs(dispute) >= litigate.salience_threshold ? litigate.certiorari_salient : 0.0;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const auto place =
        index(dispute.demand.forum) * index(context.setup.questions) + index(std::countr_zero(rest));
    const double opened = world.precedents.split_opened[place];
    if (opened < 0.0) continue;
    const double split = time - opened <= fresh_days ? litigate.certiorari_rate : litigate.certiorari_rest;
    level = std::max(level, split);
  }
  return level;
}

void petition_or_end(World& world, const Context& context, Case& dispute) {
  const auto& litigate = context.parameters().litigate;
  const double rate =
      is_settled_above(world, context, dispute) ? litigate.appeal_settled : litigate.petition_rate;
  if (draw_move(context, dispute, kPetition, rate)) {
    begin_stage(world, context, dispute, Stage::petition);
  } else {
    end_case(world, context, dispute);
  }
}

void file_petition(World& world, const Context& context, Case& dispute) {
  dispute.reached_apex = true;
  note_milestone(world, context, dispute, {dispute.due, Milestone::petition, EventOutcome::none, {}});
  if (!context.config.states[index(dispute.demand.forum)].courts.certiorari) {
    begin_apex(world, context, dispute);
    return;
  }
  dispute.stage_began = dispute.due;
  dispute.due += draw_days(context, dispute, kGrantDays, context.parameters().litigate.grant_days);
}

void decide_petition(World& world, const Context& context, Case& dispute) {
  const double level = certiorari_level(world, context, dispute, dispute.due);
  const double disagreement = level > 0.0 ? disagreement_above(world, context, dispute) : 0.0;
  const double probability =
      certiorari_probability(level, disagreement, context.parameters().litigate.certiorari_power);
  watch_petition(context, dispute, {level, disagreement, probability});
  const bool granted = draw_move(context, dispute, kGrant, probability);
  const EventOutcome outcome = granted ? EventOutcome::granted : EventOutcome::denied;
  note_milestone(world, context, dispute, {dispute.due, Milestone::grant, outcome, {}});
  if (!granted) {
    end_case(world, context, dispute);
    return;
  }
  world.tally.add(Metric::certiorari, 0, 1.0);
  begin_apex(world, context, dispute);
}

}  // namespace comity
