#include "phases/coerce.h"

#include "index.h"
#include "phases/answer.h"
#include "phases/ending.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "phases/reply.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {

bool reaches(const CoercionStep& step, const Hold& hold) {
  switch (step.needs) {
    case CoercionNeed::establishment:
      return hold.establishment;
    case CoercionNeed::users:
      return hold.users;
    case CoercionNeed::nothing:
      return true;
    case CoercionNeed::either:
      break;
  }
  return hold.establishment || hold.users;
}

int Ladder::next_from(int step) const {
  for (int next = step; next < static_cast<int>(steps.size()); ++next) {
    if (reaches(steps[index(next)], hold)) return next;
  }
  return -1;
}

double Ladder::climb_rate(int step) const {
  const double pull = (serious ? coerce.serious : 0.0) - coerce.reluctance * steps[index(step)].state_cost;
  return coerce.climb * exp_same(pull) / kDaysPerYear;
}

double Ladder::give_up_rate() const { return coerce.give_up / kDaysPerYear; }

Race race(double wait, double climb, double give_up) {
  const double lasts = exp_same(-give_up * wait);
  return {lasts * climb / (climb + give_up), (1.0 - lasts) / give_up + lasts / (climb + give_up)};
}

namespace {

constexpr double kClosed = -std::numeric_limits<double>::infinity();

// Draws of one demand for this purpose: one number per step, and those beyond any ladder.
constexpr unsigned kWhenRuled = 1U << 15U;
constexpr unsigned kAnswers = 1U << 14U;

// Whether a provider of which the state has only this is out of reach from this step on.
bool escapes(const Ladder& ladder, int step, const Hold& after) {
  return !ladder.at_home && std::none_of(ladder.steps.begin() + step, ladder.steps.end(),
                                         [&](const CoercionStep& one) { return reaches(one, after); });
}

}  // namespace

std::array<double, kDefiances> defiance_utilities(const Ladder& ladder, int step, const Rung& rung) {
  const Rung after{step + 1, rung.day, rung.daily + ladder.steps[index(step)].daily_cost};
  const bool withdraws = ladder.hold.users && escapes(ladder, step, {ladder.hold.establishment, false});
  const bool leaves = ladder.hold.establishment && escapes(ladder, step, {});
  return {-ladder.comply, -cost_of_refusing(ladder, after), withdraws ? -ladder.business : kClosed,
          leaves ? -ladder.business - ladder.coerce.leave_cost : kClosed};
}

double cost_of_refusing(const Ladder& ladder, const Rung& rung) {
  const double give_up = ladder.give_up_rate();
  const int next = ladder.next_from(rung.next);
  if (next < 0) return rung.daily / give_up;
  const double wait = std::max(0.0, ladder.steps[index(next)].earliest - rung.day);
  const double climb = ladder.climb_rate(next);
  const auto [chance, days] = race(wait, climb, give_up);
  const Rung taken{next, rung.day + wait + 1.0 / (climb + give_up), rung.daily};
  const auto utilities = defiance_utilities(ladder, next, taken);
  const double step = ladder.steps[index(next)].cost - *std::max_element(utilities.begin(), utilities.end());
  return rung.daily * days + chance * step;
}

namespace {

// Probabilities of the answers by a logit.
std::array<double, kDefiances> defiance_probabilities(const std::array<double, kDefiances>& utilities,
                                                      double precision) {
  const double best = *std::max_element(utilities.begin(), utilities.end());
  std::array<double, kDefiances> probabilities{};
  double total = 0.0;
  for (std::size_t answer = 0; answer < utilities.size(); ++answer) {
    probabilities[answer] =
        utilities[answer] == kClosed ? 0.0 : exp_same(precision * (utilities[answer] - best));
    total += probabilities[answer];
  }
  for (double& probability : probabilities) probability /= total;
  return probabilities;
}

}  // namespace

Defiance draw_defiance(Stream& stream, const std::array<double, kDefiances>& utilities, double precision,
                       double real) {
  const auto [complies, refuses, withdraws, leaves] = defiance_probabilities(utilities, precision);
  const double u_departs = stream.uniform();
  const double u_which = stream.uniform();
  const double departs = withdraws + leaves;
  if (u_departs < per_real_demand(departs, real))
    return u_which * departs < withdraws ? Defiance::withdrew : Defiance::left;
  return u_which * (complies + refuses) < complies ? Defiance::complied : Defiance::refused;
}

bool has_ladder(const Context& context, int state) {
  return context.on(PhaseName::coerce) && !context.config.states[index(state)].coercion.empty();
}

Ladder ladder_for(const World& world, const Context& context, const Demand& demand, const Stakes& stakes) {
  const auto [forum, provider] = std::pair{demand.forum, demand.provider};
  const auto& respond = context.parameters().respond;
  return {.steps = context.config.states[index(forum)].coercion,
          .coerce = context.parameters().coerce,
          .serious = demand.serious,
          .hold = {world.market.established(provider, forum) != 0,
                   offers_service(world, context, provider, forum)},
          .at_home = demand.home == forum,
          .comply = stakes.disclosure + stakes.breach,
          .business = respond.business_least +
                      respond.business *
                          world.market.share[index(static_cast<int>(Segment::consumer))](provider, forum)};
}

namespace {

// The ladder of a refused order as it stands today.
Ladder ladder_of(const World& world, const Context& context, const Demand& demand) {
  const LegalView& view = context.memos.situations.view(world, context, demand);
  return ladder_for(world, context, demand, weigh_disclosure(world, context, demand, view));
}

// Draws when the state takes its next step, or that it gives up before.
void look_ahead(Coercion& coercion, const Context& context, const Ladder& ladder, double now) {
  Stream stream =
      demand_stream(context, Purpose::coerce, coercion.demand, static_cast<unsigned>(coercion.last + 1));
  const double gives_up = now - log_same(stream.uniform()) / ladder.give_up_rate();
  const double patience = -log_same(stream.uniform());
  coercion.next = ladder.next_from(coercion.last + 1);
  coercion.due = gives_up;
  if (coercion.next < 0) return;
  const double may = std::max(now, coercion.refused + ladder.steps[index(coercion.next)].earliest);
  const double climb = ladder.climb_rate(coercion.next);
  const double taken = climb > 0.0 ? may + patience / climb : std::numeric_limits<double>::infinity();
  if (taken < gives_up) {
    coercion.due = taken;
  } else {
    coercion.next = -1;
  }
}

void log_coercion(World& world, const Coercion& coercion, int kind, Defiance answer) {
  const Demand& demand = coercion.demand;
  log_event(world.events, CoercionRow{.time = coercion.due,
                                      .refused = coercion.refused,
                                      .forum = demand.forum,
                                      .provider = demand.provider,
                                      .kind = kind,
                                      .answer = answer,
                                      .real = demand.weight,
                                      .focal = demand.focal,
                                      .step = static_cast<int>(demand.step),
                                      .serial = static_cast<int>(demand.serial),
                                      .part = demand.part});
}

void charge(World& world, const Demand& demand, double value) {
  world.tally.add(Metric::fines, index(demand.provider), value * demand.weight);
}

void end_given_up(World& world, const Context& context, const Coercion& coercion) {
  const Demand& demand = coercion.demand;
  const auto& steps = context.config.states[index(demand.forum)].coercion;
  log_coercion(world, coercion, coercion.last < 0 ? -1 : static_cast<int>(steps[index(coercion.last)].kind),
               Defiance::given_up);
  world.tally.add(Metric::coercion_given_up, index(demand.forum), demand.weight);
  note(context, demand, coercion.due,
       [&] { return Coerced{.step = coercion.last + 1, .answer = Defiance::given_up}; });
  fail_attempt(world, context, demand, {Fate::sanctioned, Instrument::order, true, coercion.due, false});
}

// "Established here" and "offers service here" change with it.
void depart(World& world, const Context& context, const Coercion& coercion, bool leaves) {
  const auto [forum, provider] = std::pair{coercion.demand.forum, coercion.demand.provider};
  world.tally.add(Metric::coercion_departed, index(forum), coercion.demand.weight);
  world.tally.add(Metric::exits, index(provider), world.market.present(provider, forum) != 0 ? 1.0 : 0.0);
  world.market.present(provider, forum) = 0;
  if (leaves) world.market.established(provider, forum) = 0;
  note_law_change(world, context, forum);
  for (const int community : context.setup.unions_of[index(forum)])
    note_law_change(world, context, community);
}

void obey_late(World& world, const Context& context, const Coercion& coercion, Stream& stream) {
  const auto& respond = context.parameters().respond;
  const Demand& demand = coercion.demand;
  world.tally.add(Metric::coercion_complied, index(demand.forum), demand.weight);
  const double time = coercion.due - respond.order_days * log_same(stream.uniform());
  const bool found = stream.uniform() >= respond.incomplete_rate || demand.focal >= 0;
  end_demand(world, context, demand,
             {found ? Fate::fulfilled : Fate::dropped, Instrument::order, true, time, false});
}

// The step is taken and the provider answers. Returns whether it goes on refusing.
bool take_step(World& world, const Context& context, Coercion& coercion) {
  const Demand demand = coercion.demand;
  const Ladder ladder = ladder_of(world, context, demand);
  const CoercionStep& step = ladder.steps[index(coercion.next)];
  const auto utilities = defiance_utilities(ladder, coercion.next,
                                            {coercion.next, coercion.due - coercion.refused, coercion.daily});
  const double precision = context.parameters().respond.precision;
  Stream stream =
      demand_stream(context, Purpose::coerce, demand, kAnswers + static_cast<unsigned>(coercion.next));
  const Defiance answer = draw_defiance(stream, utilities, precision, demand.weight);
  coercion.last = coercion.next;
  charge(world, demand, step.cost);
  world.tally.add(Metric::coercion_steps, index(demand.forum), demand.weight);
  log_coercion(world, coercion, static_cast<int>(step.kind), answer);
  note(context, demand, coercion.due, [&] {
    return Coerced{.step = coercion.last + 1,
                   .kind = step.kind,
                   .cost = step.cost,
                   .daily_cost = step.daily_cost,
                   .state_cost = step.state_cost,
                   .rate = ladder.climb_rate(coercion.last) * kDaysPerYear,
                   .utility = utilities,
                   .probability = defiance_probabilities(utilities, precision),
                   .answer = answer};
  });
  if (answer == Defiance::complied) {
    obey_late(world, context, coercion, stream);
    return false;
  }
  if (answer != Defiance::refused) {
    depart(world, context, coercion, answer == Defiance::left);
    fail_attempt(world, context, demand, {Fate::sanctioned, Instrument::order, true, coercion.due, false});
    return false;
  }
  coercion.daily += step.daily_cost;
  look_ahead(coercion, context, ladder, coercion.due);
  return true;
}

// Whether the state can still take the step: the provider may have left, and the law may no longer compel it.
bool can_take(const World& world, const Context& context, const Coercion& coercion) {
  if (coercion.next < 0) return false;
  if (context.memos.situations.view(world, context, coercion.demand).order == Certainty::no) return false;
  return ladder_of(world, context, coercion.demand).next_from(coercion.next) == coercion.next;
}

// What is due before the step's end, in order. Returns whether the provider still refuses.
bool go_on(World& world, const Context& context, Coercion& coercion) {
  while (coercion.due < world.clock.end) {
    charge(world, coercion.demand, coercion.daily * (coercion.due - coercion.charged));
    coercion.charged = coercion.due;
    if (!can_take(world, context, coercion)) {
      end_given_up(world, context, coercion);
      return false;
    }
    if (!take_step(world, context, coercion)) return false;
  }
  return true;
}

}  // namespace

void begin_coercion(World& world, const Context& context, const Demand& demand, double time) {
  world.tally.add(Metric::refusals, index(demand.forum), demand.weight);
  Coercion coercion{.demand = demand, .refused = time, .charged = time};
  look_ahead(coercion, context, ladder_of(world, context, demand), time);
  world.coercions.push_back(coercion);
}

bool defies_ruling(const World& world, const Context& context, const Demand& demand) {
  if (!has_ladder(context, demand.forum)) return false;
  const LegalView& view = context.memos.situations.view(world, context, demand);
  Stream stream = demand_stream(context, Purpose::coerce, demand, kWhenRuled);
  return refuses(weigh_disclosure(world, context, demand, view), context.parameters().respond.precision,
                 stream.uniform());
}

void coerce(World& world, const Context& context) {
  std::vector<Coercion> going_on;
  for (Coercion& coercion : world.coercions) {
    if (go_on(world, context, coercion)) going_on.push_back(coercion);
  }
  world.coercions = std::move(going_on);
}

}  // namespace comity
