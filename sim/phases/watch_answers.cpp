// What providers and central authorities did with the watched demand.
#include "index.h"
#include "phases/answer.h"
#include "phases/litigate.h"
#include "phases/note.h"
#include "world/places.h"

namespace comity {

namespace {

// The reading of the question in the court of the demand.
int reading_of(const World& world, const Context& context, const Demand& demand, int question) {
  return reading_in(world, demand.court, question, stays_in_place(context, demand.provider));
}

}  // namespace

void watch_reply(const World& world, const Context& context, const Demand& demand, const Weighing& weighing) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  Weighed weighed;
  weighed.stakes = weighing.stakes;
  weighed.utility = reply_utilities(weighing.stakes);
  weighed.probability = reply_probabilities(weighing.stakes, context.parameters().respond.precision);
  weighed.question = weighing.question;
  weighed.share =
      world.market.share[static_cast<std::size_t>(demand.segment)](demand.provider, demand.residence);
  weighed.trust = world.market.trust(demand.provider, demand.residence);
  weighed.barred = weighing.view.bar_state >= 0;
  weighed.court = demand.court;
  if (weighing.question >= 0) {
    weighed.worth = worth_of_precedent(world, context, demand, weighing.question);
    weighed.reading = reading_of(world, context, demand, weighing.question);
  }
  add_note(*diary, demand, turn_of(world, demand), weighed);
}

void watch_resistance(const World& world, const Context& context, const Demand& demand,
                      const Resistance& resistance) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  const double rest = resistance.narrow + resistance.assistance + 1.0;
  Resisted resisted;
  resisted.question = resistance.question;
  resisted.court = demand.court;
  resisted.reading = reading_of(world, context, demand, resistance.question);
  resisted.compel = resistance.compel_probability;
  resisted.narrow = resistance.narrow / rest;
  resisted.assistance = resistance.assistance / rest;
  resisted.drop = 1.0 / rest;
  resisted.believed = resistance.believed;
  resisted.pending = resistance.pending;
  add_note(*diary, demand, turn_of(world, demand), resisted);
}

void watch_parting(const World& world, const Context& context, const Demand& demand, const Leave& leave) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr || demand.weight <= 1.0F) return;
  const Parted parted{leave.why, demand.parts + 1, leave.count};
  add_note(*diary, demand, turn_of(world, demand), parted);
  diary->parted = parted.contains(diary->name.part);
}

void watch_answer(const World& world, const Context& context, const Demand& demand, EventOutcome outcome) {
  Diary* diary = diary_of(context, demand);
  if (diary != nullptr) add_note(*diary, demand, turn_of(world, demand), Answered{outcome});
}

void watch_granting(const World& world, const Context& context, const Demand& demand,
                    const Granting& granting) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  add_note(*diary, demand, turn_of(world, demand),
           Granted{granting.instrument, granting.policy, granting.permitted, granting.granted});
}

void watch_queue(const World& world, const Context& context, int state, const WaitingRequest& request) {
  Diary* diary = diary_of(context, request.demand);
  if (diary == nullptr) return;
  const Authority& authority = world.authorities[index(state)];
  Queued queued;
  queued.state = state;
  queued.priority = request.priority;
  queued.stance = world.relations.stance(state, request.demand.forum);
  for (int line = 0; line <= queued.priority; ++line) {
    queued.ahead += static_cast<int>(authority.waiting[index(line)].size());
  }
  queued.waiting = static_cast<int>(waiting_count(authority));
  queued.serving = static_cast<int>(authority.serving.size());
  queued.servers = authority.servers;
  queued.scale = context.parameters().run.scale;
  queued.capacity = authority.capacity / queued.scale;
  queued.gives_up = request.gives_up;
  add_note(*diary, request.demand, request.arrived, queued);
}

void watch_service(const World& world, const Context& context, const Departure& departure,
                   const Service& service) {
  const Demand& demand = departure.demand;
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  Served served;
  served.state = service.state;
  served.served = departure.served;
  served.granted = service.granted;
  served.assists = judge_situation(world, context, demand).assists;
  served.stance = world.relations.stance(service.state, demand.forum);
  served.probability = service.probability;
  served.arrived = departure.arrived;
  served.waited = departure.waited;
  add_note(*diary, demand, departure.left, served);
}

}  // namespace comity
