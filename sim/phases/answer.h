/// Draws and days that all answers to demands share.
#pragma once

#include "phases/demand_stream.h"
#include "phases/memos.h"
#include "phases/situation.h"
#include "random/elementary.h"

#include <algorithm>

namespace comity {

/// The counter of the draws of one attempt at a demand.
inline Words answer_counter(const Demand& demand) {
  return demand_counter(Purpose::answer_demand, demand, demand.tried);
}

/// The draws of one attempt at a demand.
inline Stream answer_stream(const Context& context, const Demand& demand) {
  const AnswerBlock& made = context.memos.answer;
  if (made.demand == &demand) return {context.key, answer_counter(demand), made.words};
  return demand_stream(context, Purpose::answer_demand, demand, demand.tried);
}

/// What an answer's day is drawn from, and the way and the jurisdiction whose law may set a deadline.
struct AnswerDelay {
  double mean_days = 0.0;
  double u = 0.0;
  Route route;
};

/// Day of the answer: after an exponential delay.
inline double answer_time(const Demand& demand, double mean_days, double u) {
  return demand.ready - mean_days * log_same(u);
}

/// The same for what the law of a jurisdiction wants answered within a deadline: at the latest on its last hour.
inline double answer_time_within(const World& world, const Context& context, const Demand& demand,
                                 const AnswerDelay& delay) {
  const double time = answer_time(demand, delay.mean_days, delay.u);
  const auto hours = scheduled_for(world, context, demand, {law::Scheduled::deadline_hours, delay.route, -1});
  return hours ? std::min(time, demand.ready + *hours / 24.0) : time;
}

/// Day on which it is the turn of this attempt.
inline double turn_of(const World& world, const Demand& demand) {
  return std::max(demand.ready, world.clock.begin);
}

}  // namespace comity
