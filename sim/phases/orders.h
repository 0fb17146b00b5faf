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

/// Of the real demands that this one stands for, one goes to court; the rest is returned, to be answered without it.
Demand go_to_court(World& world, const Context& context, const Demand& demand, const Dispute& dispute);

/// The provider resists lawfully. The authority moves to compel in its own court, asks for less, turns to assistance
/// or gives up (model: `respond`, after an extended ruling).
void resist(World& world, const Context& context, Demand demand, const LegalView& view);

}  // namespace comity
