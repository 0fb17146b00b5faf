#include "phases/stages.h"

#include "index.h"
#include "phases/amici.h"
#include "phases/case_draws.h"
#include "phases/case_notes.h"
#include "phases/coerce.h"
#include "phases/ending.h"
#include "phases/hearing.h"
#include "phases/precedent.h"
#include "phases/watch.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

const CourtsConfig& courts_of(const Context& context, const Case& dispute) {
  return context.config.states[index(dispute.demand.forum)].courts;
}

bool appeals(const World& world, const Context& context, const Case& dispute) {
  const auto& litigate = context.parameters().litigate;
  const double open_rate = dispute.government_won ? litigate.appeal_provider : litigate.appeal_government;
  const double rate = is_settled_above(world, context, dispute) ? litigate.appeal_settled : open_rate;
  return draw_move(context, dispute, kAppeal, rate);
}

// A losing provider must first be held in contempt, by agreement and without fine, to have an order it can appeal.
void begin_appeal(World& world, const Context& context, Case& dispute) {
  const bool provider_lost = dispute.government_won;
  begin_stage(world, context, dispute, Stage::appeal);
  if (provider_lost) {
    const double days =
        draw_days(context, dispute, kContemptDays, context.parameters().litigate.contempt_days);
    dispute.due += days;
  }
  dispute.court = world.courts.superior[index(dispute.court)];
  dispute.panel_court = dispute.court;
  file_briefs(world, context, dispute);
}

void after_appeal(World& world, const Context& context, Case& dispute) {
  const bool possible = courts_of(context, dispute).en_banc && !is_settled_above(world, context, dispute);
  if (possible && draw_move(context, dispute, kEnBanc, context.parameters().litigate.en_banc_rate)) {
    begin_stage(world, context, dispute, Stage::en_banc);
  } else {
    petition_or_end(world, context, dispute);
  }
}

Milestone milestone_of(Stage stage) {
  switch (stage) {
    case Stage::motion:
      return Milestone::first_instance;
    case Stage::review:
      return Milestone::review;
    case Stage::appeal:
      return Milestone::appeal;
    case Stage::en_banc:
      return Milestone::en_banc;
    case Stage::petition:
      return Milestone::petition;
    case Stage::apex:
      break;
  }
  return Milestone::apex;
}

// Enters what was held. A ruling that distinguishes covers only its own kind of location and frees the court from its
// superior's reading there; rulings below that read the question otherwise fall.
void enter_holdings(World& world, const Context& context, const Case& dispute, const Judgment& judgment) {
  const bool stable = stays_in_place(context, dispute.demand.provider);
  for (const Holding& holding : judgment.holdings) {
    if (holding.tied) continue;
    Ruling ruling;
    ruling.time = dispute.due;
    ruling.court = dispute.court;
    ruling.question = holding.issue.question;
    ruling.accepted = holding.accepted;
    ruling.government = favours_government(holding);
    ruling.case_number = dispute.number;
    ruling.stable_location = stable;
    if (holding.distinguished) {
      ruling.covers = {!stable, stable};
      world.precedents.distinguished(dispute.court, precedent_column(holding.issue.question, stable)) = 1;
    }
    vacate_contrary(world, context, ruling);
    enter_ruling(world, context, ruling);
  }
}

void apply_judgment(World& world, const Context& context, Case& dispute, const Judgment& judgment) {
  note_ruling(world, context, dispute, judgment);
  const auto before = stand_before(world, context, dispute);
  enter_holdings(world, context, dispute, judgment);
  if (before) watch_change(world, context, dispute, *before);
  dispute.government_won = judgment.government_won;
  dispute.accepted = judgment.accepted;
}

void count_review(World& world, const Case& dispute, bool reversed) {
  const auto level = static_cast<std::size_t>(world.courts.level[index(dispute.court)]);
  world.tally.add(Metric::reviewed, level, 1.0);
  if (reversed) world.tally.add(Metric::reversed, level, 1.0);
}

void rule(World& world, const Context& context, Case& dispute) {
  const bool before = dispute.government_won;
  const Judgment judgment = hear_case(world, context, dispute, seat_bench(world, context, dispute));
  apply_judgment(world, context, dispute, judgment);
  const EventOutcome outcome = judgment.tied ? EventOutcome::tie : outcome_of(judgment.government_won);
  note_milestone(world, context, dispute,
                 {dispute.due, milestone_of(dispute.stage), outcome, judgment.votes});
  if (dispute.stage != Stage::motion) count_review(world, dispute, before != dispute.government_won);
  if (dispute.stage == Stage::apex) return end_case(world, context, dispute);
  if (dispute.stage == Stage::appeal) return after_appeal(world, context, dispute);
  // A loser who asked for the review did so on its way to the appeal.
  const bool on_its_way = dispute.stage == Stage::review && before == dispute.government_won;
  if (!on_its_way && !appeals(world, context, dispute)) {
    end_case(world, context, dispute);
  } else if (dispute.stage == Stage::motion && courts_of(context, dispute).magistrates) {
    begin_stage(world, context, dispute, Stage::review);
  } else {
    begin_appeal(world, context, dispute);
  }
}

// One vote of the full court decides both whether to rehear and how: without a majority against it the panel's ruling
// stands, and a denial makes no precedent of its own.
void rehear(World& world, const Context& context, Case& dispute) {
  const Judgment judgment = hear_case(world, context, dispute, seat_bench(world, context, dispute));
  EventOutcome outcome = judgment.tied ? EventOutcome::tie : EventOutcome::denied;
  if (judgment.government_won != dispute.government_won) {
    apply_judgment(world, context, dispute, judgment);
    outcome = outcome_of(judgment.government_won);
  }
  note_milestone(world, context, dispute, {dispute.due, Milestone::en_banc, outcome, judgment.votes});
  petition_or_end(world, context, dispute);
}

}  // namespace

void begin_stage(World& world, const Context& context, Case& dispute, Stage stage) {
  const auto& litigate = context.parameters().litigate;
  const auto mean_days = [&] {
    switch (stage) {
      case Stage::motion:
        return litigate.first_days;
      case Stage::review:
        return litigate.review_days;
      case Stage::appeal:
        return litigate.appeal_days;
      case Stage::en_banc:
        return litigate.en_banc_days;
      case Stage::petition:
        return litigate.petition_days;
      case Stage::apex:
        break;
    }
    return litigate.apex_days;
  };
  dispute.stage = stage;
  dispute.stage_began = dispute.due;
  dispute.due += draw_days(context, dispute, kDecisionDays, mean_days());
  world.tally.add(Metric::litigation_spend, index(dispute.demand.provider),
                  context.parameters().respond.challenge_cost);
}

void begin_case(World& world, const Context& context, Case& dispute) {
  begin_stage(world, context, dispute, Stage::motion);
}

void decide_case(World& world, const Context& context, Case& dispute) {
  charge_fines(world, context, dispute, dispute.due);
  switch (dispute.stage) {
    case Stage::motion:
    case Stage::review:
    case Stage::appeal:
    case Stage::apex:
      rule(world, context, dispute);
      break;
    case Stage::en_banc:
      rehear(world, context, dispute);
      break;
    case Stage::petition:
      dispute.reached_apex ? decide_petition(world, context, dispute)
                           : file_petition(world, context, dispute);
      break;
  }
}

// --- the way to the apex: petition, certiorari, argument

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
  note(context, dispute.demand, dispute.due, [&] { return Petitioned{level, disagreement, probability}; });
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

// --- how a case ends and what it leaves behind

namespace {

void leave_court(World& world, const Context& context, Case& dispute, double time) {
  show_fight(world, context, dispute, time);
  count_pending(world, context, dispute, -1);
  dispute.closed = true;
}

void close_case(World& world, const Context& context, Case& dispute, const Ending& ending) {
  leave_court(world, context, dispute, ending.time);
  end_demand(world, context, dispute.demand, ending);
}

}  // namespace

void end_case(World& world, const Context& context, Case& dispute) {
  if (dispute.government_won && defies_ruling(world, context, dispute.demand)) {
    leave_court(world, context, dispute, dispute.due);
    note(context, dispute.demand, dispute.due, [] { return Answered{EventOutcome::resisted}; });
    begin_coercion(world, context, dispute.demand, dispute.due);
    return;
  }
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
  if (dispute.questions == 0 && dispute.conflict)
    world.strategy.pleas(demand.provider, demand.forum) += change;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const int question = std::countr_zero(rest);
    world.strategy.pending(demand.provider, demand.forum * context.setup.questions + question) += change;
    if (dispute.motion_to_compel) world.strategy.pending_motions(demand.court, question) += change;
  }
}

void show_fight(World& world, const Context& context, const Case& dispute, double until) {
  const Demand& demand = dispute.demand;
  if (dispute.questions == 0 && demand.site == demand.forum) return;
  const double years = (until - std::max(dispute.opened, world.clock.begin)) / kDaysPerYear;
  if (years <= 0.0) return;
  if (Diary* diary = diary_of(context, demand)) diary->fight_years += years;
  for (int market = 0; market < context.setup.states; ++market) {
    if (market != demand.forum) world.market.fights(demand.provider, market) += years;
  }
}

}  // namespace comity
