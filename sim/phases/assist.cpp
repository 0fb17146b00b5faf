#include "phases/assist.h"

#include "index.h"
#include "phases/answer.h"
#include "phases/demand_stream.h"
#include "phases/ending.h"
#include "phases/memos.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "phases/queue.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "scenario/dated.h"

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

Stream request_stream(const Context& context, Purpose purpose, const Demand& demand, int authority) {
  return demand_stream(context, purpose, demand, static_cast<unsigned>(authority));
}

// Gives the new requests their patience, their work and their place in the order of service.
void admit(World& world, const Context& context, int state) {
  const auto& assist = context.parameters().assist;
  for (WaitingRequest& request : world.authorities[index(state)].arriving) {
    if (request.arrived >= world.clock.end) continue;  // an order whose approval took until then
    const Demand& demand = request.demand;
    Stream patience = request_stream(context, Purpose::wait_assistance, demand, state);
    Stream service = request_stream(context, Purpose::serve_assistance, demand, state);
    request.gives_up = request.arrived + draw_exponential(patience, assist.patience_months * kDaysPerMonth);
    request.work = draw_exponential(service, 1.0);
    request.rank =
        rank_of(assist, request.arrived, world.relations.goodwill(state, demand.forum), demand.emergency);
    watch_queue(world, context, state, request);
  }
}

// A request that left the central authority; what the state weighed, or would have.
Served note_served(const World& world, const Context& context, int state, const Departure& departure) {
  const LegalView view = judge_situation(world, context, departure.demand);
  return {.state = state,
          .served = departure.served,
          .obliged = view.assists,
          .letters = view.letters,
          .stance = world.relations.stance(state, departure.demand.forum),
          .arrived = departure.arrived,
          .waited_days = departure.waited};
}

void answer_request(World& world, const Context& context, int state, const Departure& departure) {
  const Demand& demand = departure.demand;
  const double real = demand.weight;
  const LegalView& view = context.memos.situations.view(world, context, demand);
  const auto& assist = context.parameters().assist;
  const double probability =
      (view.letters ? 1.0 - assist.letters_refusal : 1.0) *
      grant_probability(assist, view.assists, world.relations.stance(state, demand.forum), demand.serious);
  Stream stream = request_stream(context, Purpose::refuse_assistance, demand, state);
  const bool granted = draw_bernoulli(stream, probability);
  note(context, demand, departure.left, [&] {
    Served served = note_served(world, context, state, departure);
    served.probability = probability;
    served.granted = granted;
    return served;
  });
  if (granted) {
    world.tally.add(Metric::assistance_granted, index(state), real);
    const bool consent = stream.uniform() < assistance_consent(world, context, demand, state);
    end_demand(world, context, demand,
               {Fate::fulfilled, Instrument::assistance, true, departure.left, consent, view.letters});
  } else {
    world.tally.add(Metric::assistance_refused, index(state), real);
    fail_attempt(world, context, demand,
                 {Fate::refused, Instrument::assistance, true, departure.left, false, view.letters});
  }
}

void let_go(World& world, const Context& context, int state, const Departure& departure) {
  const double real = departure.demand.weight;
  world.tally.add(Metric::assistance_wait, index(state), real * departure.waited);
  world.tally.add(Metric::assistance_days, index(state), real * (departure.left - departure.arrived));
  if (departure.served) {
    answer_request(world, context, state, departure);
    return;
  }
  world.tally.add(Metric::assistance_abandoned, index(state), real);
  note(context, departure.demand, departure.left,
       [&] { return note_served(world, context, state, departure); });
  const bool letters = context.memos.situations.view(world, context, departure.demand).letters;
  end_demand(world, context, departure.demand,
             {Fate::abandoned, Instrument::assistance, true, departure.left, false, letters});
}

// Adds to `asked` how often each state would be asked about the forum's own residents' data [share of its
// demands].
void add_asked(const World& world, const Context& context, int forum, std::vector<double>& asked) {
  const auto& share = world.market.share[static_cast<std::size_t>(Segment::consumer)];
  Demand demand;
  demand.forum = demand.residence = static_cast<std::int16_t>(forum);
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    const double weight = share(provider, forum) * context.config.providers[index(provider)].demand_rate;
    demand.provider = static_cast<std::int16_t>(provider);
    const Eigen::ArrayXXd& storage = world.market.storage[index(provider)];
    for (int option = 0; option < storage.cols(); ++option) {
      demand.option = static_cast<std::int16_t>(option);
      note_places(demand, context);
      const int state = assisting_state(world, demand);
      if (state >= 0) asked[index(state)] += weight * storage(forum, option);
    }
  }
}

double demands_per_user(const World& world, const Context& context, int forum) {
  const auto& share = world.market.share[static_cast<std::size_t>(Segment::consumer)];
  double weight = 0.0;
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    weight += share(provider, forum) * context.config.providers[index(provider)].demand_rate;
  }
  return weight;
}

Authority plan_authority(const World& world, const Context& context, int state, double requests) {
  const auto& assist = context.parameters().assist;
  const double given =
      capacity_on(context.config.states[index(state)], context.parameters().run.start, world.clock.begin);
  const double planned = std::max(requests / assist.load, assist.least_capacity);
  Authority authority;
  authority.capacity = (given > 0.0 ? given : planned) * context.parameters().run.scale;
  authority.servers =
      std::max(1, static_cast<int>(std::lround(authority.capacity * assist.service_days / kDaysPerYear)));
  return authority;
}

}  // namespace

void queue_assistance(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  WaitingRequest request;
  request.demand = demand;
  request.demand.tried |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(Instrument::assistance));
  request.arrived = turn_of(world, demand) + (view.letters ? context.parameters().assist.letters_days : 0.0);
  world.authorities[index(view.assisting_state)].arriving.push_back(request);
  world.tally.add(Metric::assistance_requests, index(view.assisting_state), demand.weight);
  if (view.letters) world.tally.add(Metric::assistance_letters, index(view.assisting_state), demand.weight);
}

double rank_of(const AssistParameters& assist, double arrived, double goodwill, bool emergency) {
  constexpr double kBeforeAll = 1e6;  // days, longer than anyone waits
  return emergency ? arrived - kBeforeAll : arrived + assist.put_back_days * (1.0 - goodwill);
}

double grant_probability(const AssistParameters& assist, Certainty assists, double stance, bool serious) {
  const double same_crime = serious ? 1.0 : 1.0 - assist.dual_criminality;
  if (assists == Certainty::yes) return same_crime * (1.0 - assist.refusal_rate);
  return same_crime * std::min(1.0, assist.grant_base + assist.grant_stance * stance);
}

std::vector<double> expected_requests(const World& world, const Context& context) {
  const Day start = context.parameters().run.start;
  std::vector<double> requests(index(context.setup.states), 0.0);
  for (int forum = 0; forum < context.setup.states; ++forum) {
    std::vector<double> asked(requests.size(), 0.0);
    add_asked(world, context, forum, asked);
    const double all = demands_per_user(world, context, forum);
    const double demands = demands_on(context.config.states[index(forum)], start, start) *
                           context.parameters().assist.expected_share;
    for (std::size_t state = 0; state < asked.size(); ++state) {
      if (all > 0.0) requests[state] += demands * asked[state] / all;
    }
  }
  return requests;
}

std::vector<Authority> make_authorities(const World& world, const Context& context) {
  const std::vector<double> requests = expected_requests(world, context);
  std::vector<Authority> authorities;
  for (int state = 0; state < context.setup.states; ++state) {
    authorities.push_back(plan_authority(world, context, state, requests[index(state)]));
  }
  return authorities;
}

namespace {

// By how much the step's end finds the capacity changed that the scenario dates.
double dated_growth(const World& world, const Context& context, int state) {
  const StateConfig& config = context.config.states[index(state)];
  const Day start = context.parameters().run.start;
  const double before = config.dated.empty() ? 0.0 : capacity_on(config, start, world.clock.begin);
  return before > 0.0 ? capacity_on(config, start, world.clock.end) / before : 1.0;
}

}  // namespace

void assist(World& world, const Context& context) {
  const double growth = exp_same(context.parameters().assist.capacity_growth * world.clock.years);
  for (int state = 0; state < context.setup.states; ++state) {
    admit(world, context, state);
    Authority& authority = world.authorities[index(state)];
    for (const Departure& departure : advance_queue(authority, world.clock.end)) {
      let_go(world, context, state, departure);
    }
    authority.capacity *= growth * dated_growth(world, context, state);
  }
}

}  // namespace comity
