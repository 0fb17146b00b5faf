/// Answers to orders: what orders.cpp and resist.cpp share.
#pragma once

#include "phases/litigate.h"

namespace comity {

/// Notes a provider's answer to an order, if the demand is a focal one.
void note_answer(World& world, const Context& context, const Demand& demand, EventOutcome outcome);

/// What is disputed about an order under this view of the law.
Dispute dispute_of(const LegalView& view, law::QuestionSet questions, bool motion_to_compel);

/// Of the real demands that this one stands for, one goes to court; the rest is returned, to be answered without it.
Demand go_to_court(World& world, const Context& context, const Demand& demand, const Dispute& dispute);

/// The provider resists lawfully. The authority moves to compel in its own court, asks for less, turns to assistance
/// or gives up (model: `respond`, after an extended ruling).
void resist(World& world, const Context& context, Demand demand, const LegalView& view);

}  // namespace comity
