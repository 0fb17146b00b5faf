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

/// Day of the answer: after an exponential delay.
inline double answer_time(const Demand& demand, double mean_days, double u) {
  return demand.ready - mean_days * log_same(u);
}

/// Day on which it is the turn of this attempt.
inline double turn_of(const World& world, const Demand& demand) {
  return std::max(demand.ready, world.clock.begin);
}

}  // namespace comity
