#include "phases/litigate.h"

#include "index.h"
#include "phases/arise.h"
#include "phases/case_draws.h"
#include "phases/case_notes.h"
#include "phases/demand_stream.h"
#include "phases/ending.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "phases/selection.h"
#include "phases/situation.h"
#include "phases/stages.h"
#include "phases/watch.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <queue>
#include <vector>

namespace comity {

namespace {

// litigate.selection, in the order of the parameter's levels.
enum class Selection : std::uint8_t { none, lpg, priest_klein };

Case make_case(const World& world, const Context& context, const Demand& demand, const Dispute& dispute) {
  Case made;
  made.number = world.next_case;
  made.demand = with_merit(context, demand);
  made.court = made.demand.court = court_of(world, context, demand);
  made.questions = dispute.questions;
  made.motion_to_compel = dispute.motion_to_compel;
  made.conflict_chance = dispute.conflict_chance;
  made.conflict = dispute.conflict_chance > 0.0;
  made.opened = made.due = std::max(demand.ready, world.clock.begin);
  made.law_version = world.law_version;
  return made;
}

// Log-odds of an average first-instance judge for the government, were the merit 0.
double log_odds_without_merit(const World& world, const Context& context, Case dispute) {
  dispute.demand.merit = 0.0;
  if (dispute.questions == 0) return ballot_on_merit(world, context, dispute).pull.free;
  const Issue issue = raise_issue(world, context, dispute, std::countr_zero(dispute.questions));
  const Pull pull = ballot_on_question(world, context, dispute, issue).pull;
  return pull.free + pull.precedent;
}

// What each side expects of the court; the government is the claimant.
Beliefs form_beliefs(const World& world, const Context& context, const Case& dispute) {
  const double noise = context.parameters().arise.noise;
  const double scale = context.parameters().litigate.merit_scale;
  Stream stream = case_stream(context, dispute, Purpose::perceive_merit);
  Estimates estimates;
  estimates.government = dispute.demand.merit + noise * draw_normal(stream);
  estimates.provider = dispute.demand.merit + noise * draw_normal(stream);
  const double log_odds = log_odds_without_merit(world, context, dispute);
  const auto selection = static_cast<Selection>(context.parameters().litigate.selection);
  return selection == Selection::lpg ? lpg_beliefs(estimates, log_odds, scale)
                                     : priest_klein_beliefs(estimates, -scale * log_odds, noise);
}

// A dispute that is not worth a trial ends at once: the side that expects to lose yields.
bool settle(World& world, const Context& context, const Case& dispute) {
  const auto& litigate = context.parameters().litigate;
  if (static_cast<Selection>(litigate.selection) == Selection::none) return false;
  const Beliefs beliefs = form_beliefs(world, context, dispute);
  if (goes_to_trial(beliefs, litigate.settle_threshold)) return false;
  note(context, dispute.demand, dispute.opened, [] { return Settled{}; });
  const bool provider_yields = beliefs.government + beliefs.provider >= 1.0;
  const Fate fate = provider_yields ? Fate::fulfilled : Fate::dropped;
  end_demand(world, context, dispute.demand, {fate, Instrument::order, true, dispute.opened, false});
  return true;
}

// A case about questions that the law has settled in the meantime is moot from the day of that law; questions that
// dropped out are dropped. A case opened under law of later in the step knows nothing of the law before.
void heed_law(World& world, const Context& context, Case& dispute, double changed) {
  if (dispute.closed || dispute.questions == 0 || dispute.law_version >= world.law_version) return;
  dispute.law_version = world.law_version;
  const law::QuestionSet open = dispute.questions & order_questions(world, context, dispute.demand);
  if (open == dispute.questions) return;
  if (open == 0) {
    moot_case(world, context, dispute, std::max(changed, dispute.opened));
    return;
  }
  count_pending(world, context, dispute, -1);
  dispute.questions = open;
  count_pending(world, context, dispute, 1);
}

// A decision that is due: the first one first, ties by the case's place, which is by its number.
struct Due {
  double day = 0.0;
  std::size_t place = 0;  // in World::cases
  bool operator>(const Due& other) const { return day != other.day ? day > other.day : place > other.place; }
};

void swap_law(World& world, LawBefore& other) {
  std::swap(world.law_version, other.version);
  world.law_versions.swap(other.versions);
  std::swap(world.laws, other.laws);
  world.relations.treaty.swap(other.treaty);
  world.relations.agreement.swap(other.agreement);
  world.relations.adequacy.swap(other.adequacy);
}

// Decides what is due in [begin, end), between two changes of law. Decisions of one case bear on the next, and a case may be due
// several times. Deciding a case neither opens one nor moves the day of another.
void decide_between(World& world, const Context& context, double begin, double end) {
  heed_new_law(world, context, begin);
  for (Case& dispute : world.cases) heed_law(world, context, dispute, begin);
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  const auto await = [&](std::size_t place) {
    const Case& dispute = world.cases[place];
    if (!dispute.closed && dispute.due < end) queue.push({dispute.due, place});
  };
  for (std::size_t place = 0; place < world.cases.size(); ++place) await(place);
  while (!queue.empty()) {
    const std::size_t place = queue.top().place;
    queue.pop();
    decide_case(world, context, world.cases[place]);
    await(place);
  }
}

}  // namespace

int court_of(const World& world, const Context& context, const Demand& demand) {
  if (demand.court >= 0) return demand.court;
  const Courts::Range range = world.courts.first_instance[index(demand.forum)];
  Stream stream = demand_stream(context, Purpose::assign_court, demand);
  const std::span<const double> dockets(world.courts.docket.data() + range.begin,
                                        index(range.end - range.begin));
  return range.begin + static_cast<int>(draw_index(stream, dockets));
}

void open_case(World& world, const Context& context, const Demand& demand, const Dispute& dispute) {
  Case opened = make_case(world, context, demand, dispute);
  if (settle(world, context, opened)) return;
  begin_case(world, context, opened);
  opened.due += dispute.days_to_object;
  note_opening(world, context, opened);
  count_pending(world, context, opened, 1);
  world.next_case += 1;
  world.cases.push_back(opened);
}

void litigate(World& world, const Context& context) {
  double begin = world.clock.begin;
  for (LawBefore& before : world.laws_before) {
    swap_law(world, before);
    decide_between(world, context, begin, before.until);
    swap_law(world, before);
    begin = before.until;
  }
  decide_between(world, context, begin, world.clock.end);
  for (const Case& dispute : world.cases) {
    if (!dispute.closed) show_fight(world, context, dispute, world.clock.end);
  }
  std::erase_if(world.cases, [](const Case& dispute) { return dispute.closed; });
}

}  // namespace comity
