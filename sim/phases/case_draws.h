/// Random streams of one case.
#pragma once

#include "phases/demand_stream.h"
#include "phases/watch.h"
#include "world/context.h"

namespace comity {

/// Numbers of the draws of a stage's days.
enum DaysDraw : unsigned { kDecisionDays, kContemptDays, kGrantDays };

/// Numbers of the draws of a stage's moves; whether fines are stayed is drawn once, for the motion.
enum MoveDraw : unsigned { kAppeal, kStay, kEnBanc, kPetition, kGrant };

/// Number of the votes on merit; those on an open question have the question's number.
inline constexpr unsigned kMeritVotes = 255;

/// The draws of one case for one purpose at one moment. The stage and a number below 256 within it name the moment; the
/// demand's forum, step, serial and part name the case, so that no other case changes its draws and the arms of an
/// experiment share them. The top bit keeps the stream apart from those of demands.
inline Stream case_stream(const Context& context, const Case& dispute, Purpose purpose, unsigned number = 0) {
  const Demand& demand = dispute.demand;
  const auto moment = static_cast<std::uint32_t>(demand.part) << 16U |
                      static_cast<std::uint32_t>(dispute.stage) << 8U | number | 1U << 31U;
  const auto entity = static_cast<std::uint32_t>(demand.forum) << 20U | step_bits(demand);
  return {context.key, purpose, moment, entity, demand.serial};
}

/// Gamma-distributed days with this mean (litigate.shape).
inline double draw_days(const Context& context, const Case& dispute, DaysDraw number, double mean) {
  Stream stream = case_stream(context, dispute, Purpose::time_case, number);
  return mean <= 0.0 ? 0.0 : draw_gamma(stream, context.parameters().litigate.shape, mean);
}

/// Whether a party or court makes a move that it makes with this probability.
inline bool draw_move(const Context& context, const Case& dispute, MoveDraw number, double probability) {
  Stream stream = case_stream(context, dispute, Purpose::litigate, number);
  const bool made = draw_bernoulli(stream, probability);
  if (context.diary != nullptr) watch_move(context, dispute, {dispute.stage, number, probability, made});
  return made;
}

}  // namespace comity
