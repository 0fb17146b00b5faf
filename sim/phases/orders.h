/// Answers to orders: what orders.cpp and resist.cpp share.
#pragma once

#include "phases/litigate.h"

namespace comity {

/// Logs a provider's answer to the order of a focal demand, and notes it in the diary.
void log_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome);

/// The same where somebody looks: nearly no demand is focal.
inline void note_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome) {
  if (demand.focal >= 0 || context.diary != nullptr) log_answer(world, context, demand, outcome);
}

/// What is disputed about an order under this view of the law.
Dispute dispute_of(const LegalView& view, law::QuestionSet questions, bool motion_to_compel);

/// Why real demands are taken out of the simulated one that stands for them.
enum class Parting : std::uint8_t { test_case, merit, motion_to_compel };

/// Takes one real demand out of `rest`, to go its own way as a part; where it stands for no more than one, all of it:
/// then nothing is left, and its weight is 0.
Demand take_one(World& world, Demand& rest);

/// The provider resists lawfully. The authority moves to compel in its own court, asks for less, turns to assistance
/// or gives up (model: `respond`, after an extended ruling).
void resist(World& world, const Context& context, Demand demand, const LegalView& view);

}  // namespace comity
