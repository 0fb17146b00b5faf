#include "index.h"
#include "phases/answer.h"
#include "phases/assist.h"
#include "phases/ending.h"
#include "phases/orders.h"
#include "phases/phases.h"
#include "phases/watch.h"
#include "random/philox_many.h"

namespace comity {

namespace {

// Ends the demand where it was met; otherwise another instrument may be tried.
void conclude(World& world, const Context& context, const Demand& demand, const Ending& ending) {
  if (ending.fate == Fate::fulfilled) {
    end_demand(world, context, demand, ending);
  } else {
    fail_attempt(world, context, demand, ending);
  }
}

// Share of the permitted requests of this kind that the provider grants.
double policy_of(const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  if (demand.emergency) return respond.emergency_policy;
  const double own = context.config.providers[index(demand.provider)].disclosure_policy;
  return own < 0.0 ? respond.disclosure_policy : own;
}

// A request to the provider, and the share of such requests that it grants where the law lets it.
struct Request {
  const Demand& demand;
  const LegalView& view;
  double policy = 0.0;
};

void answer_voluntary(World& world, const Context& context, const Request& request) {
  const auto& [demand, view, policy] = request;
  const auto& respond = context.parameters().respond;
  Stream stream = answer_stream(context, demand);
  const bool grants = stream.uniform() < policy * view.voluntary_chance;
  const bool consent = stream.uniform() < view.site_permits_chance;
  const double time = answer_time(demand, respond.voluntary_days, stream.uniform());
  note(context, demand, turn_of(world, demand),
       [&] { return Granted{Instrument::voluntary, policy, view.voluntary_chance, grants}; });
  if (demand.focal >= 0) {
    log_event(world.events, FocalRow{.time = turn_of(world, demand),
                                     .focal = demand.focal,
                                     .milestone = Milestone::answered,
                                     .outcome = grants ? EventOutcome::complied : EventOutcome::resisted,
                                     .court = demand.court});
  }
  const Ending ending{grants ? Fate::fulfilled : Fate::rejected, Instrument::voluntary, true, time, consent};
  conclude(world, context, demand, ending);
}

// When an order under an agreement, or a union's production order, is answered: within the union's deadline.
double agreement_time(const World& world, const Context& context, const Demand& demand, double u) {
  const double mean = context.parameters().respond.agreement_days;
  const bool agreed = world.relations.agreement(demand.home, demand.forum) != 0;
  double time = answer_time(demand, mean, u);
  for (const int jurisdiction : context.setup.unions_of[index(demand.forum)]) {
    if (agreed) break;
    time = std::min(
        time, answer_time_within(world, context, demand, {mean, u, {Instrument::agreement, jurisdiction}}));
  }
  return time;
}

void answer_agreement(World& world, const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  Stream stream = answer_stream(context, demand);
  const AgreementTerms terms = judge_agreement_terms(world, context, demand);
  const bool executed = stream.uniform() < respond.agreement_success * terms.free;
  const double time = agreement_time(world, context, demand, stream.uniform());
  const bool consent = stream.uniform() < terms.consent;
  note(context, demand, turn_of(world, demand),
       [&] { return Granted{Instrument::agreement, respond.agreement_success, terms.free, executed}; });
  const Ending ending{executed ? Fate::fulfilled : Fate::rejected, Instrument::agreement, true, time,
                      consent};
  conclude(world, context, demand, ending);
}

void drop(World& world, const Context& context, const Demand& demand) {
  const double time = turn_of(world, demand);
  end_demand(world, context, demand, {Fate::dropped, Instrument::order, false, time, false});
}

// Whoever has to approve the order does not, or takes some days. A focal demand has been approved on its day.
bool is_approved(World& world, const Context& context, Demand& demand) {
  if (demand.approver < Approver::prosecutor || (demand.focal >= 0 && demand.tried == 0)) return true;
  const auto& choose = context.parameters().choose;
  const auto [days, denied] = demand.approver == Approver::judge
                                  ? std::pair{choose.approval_days_judge, choose.denied_judge}
                              : demand.approver == Approver::prosecutor
                                  ? std::pair{choose.approval_days_prosecutor, choose.denied_prosecutor}
                                  : std::pair{choose.approval_days_independent, choose.denied_independent};
  const bool in_doubt = denied > 0.0 || days > 0.0;
  Stream stream = demand_stream(context, Purpose::approve_order, demand, demand.tried);
  const bool denies = in_doubt && stream.uniform() < denied;
  demand.ready = turn_of(world, demand) - (in_doubt ? days * log_same(stream.uniform()) : 0.0);
  note(context, demand, demand.ready, [&] { return Approved{demand.approver, denied, !denies}; });
  if (denies)
    fail_attempt(world, context, demand, {Fate::unapproved, Instrument::order, true, demand.ready, false});
  return !denies;
}

void answer(World& world, const Context& context, std::size_t number) {
  Demand& demand = world.arrivals[number];
  const LegalView& view = world.views[number];
  const std::uint8_t chosen = world.chosen[number];
  if (chosen == kInstruments) {
    drop(world, context, demand);
    return;
  }
  switch (static_cast<Instrument>(chosen)) {
    case Instrument::order:
      if (is_approved(world, context, demand)) answer_order(world, context, demand, view);
      return;
    case Instrument::assistance:
      queue_assistance(world, context, demand, view);
      return;
    case Instrument::agreement:
      answer_agreement(world, context, demand);
      return;
    case Instrument::voluntary:
      answer_voluntary(world, context, {demand, view, policy_of(context, demand)});
      return;
  }
}

// The first blocks of all answers are made at once, as that is quicker.
void answer_arrivals(World& world, const Context& context) {
  std::vector<Words>& words = context.memos.words;
  words.clear();
  for (const Demand& demand : world.arrivals) words.push_back(answer_counter(demand));
  philox_many(words, context.key);
  for (std::size_t number = 0; number < world.arrivals.size(); ++number) {
    context.memos.answer = {&world.arrivals[number], words[number]};
    answer(world, context, number);
  }
  context.memos.answer = {};
}

void obey(World& world, const Context& context, std::size_t number) {
  const std::uint8_t chosen = world.chosen[number];
  if (chosen == static_cast<std::uint8_t>(Instrument::order)) {
    obey_order(world, context, world.arrivals[number], world.views[number]);
  } else if (chosen == static_cast<std::uint8_t>(Instrument::voluntary)) {
    constexpr double kAll = 1.0;
    answer_voluntary(world, context, {world.arrivals[number], world.views[number], kAll});
  } else {
    answer(world, context, number);
  }
}

void clear_arrivals(World& world) {
  world.arrivals.clear();
  world.views.clear();
  world.chosen.clear();
}

}  // namespace

void respond(World& world, const Context& context) {
  const double decay = 1.0 - std::min(1.0, world.clock.years / kFlowYears);
  world.strategy.like_demands *= decay;
  answer_arrivals(world, context);
  clear_arrivals(world);
}

void obey_everything(World& world, const Context& context) {
  for (std::size_t number = 0; number < world.arrivals.size(); ++number) obey(world, context, number);
  clear_arrivals(world);
}

}  // namespace comity
