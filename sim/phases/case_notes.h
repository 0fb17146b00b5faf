/// What the records say of a case: events and counters.
#pragma once

#include "phases/hearing.h"

namespace comity {

/// A court's decision in a case, for the records.
struct Decision {
  double time = 0.0;  // [day]
  Milestone milestone = Milestone::first_instance;
  EventOutcome outcome = EventOutcome::none;
  Votes votes;
};

/// The winner as an outcome.
EventOutcome outcome_of(bool government_won);

/// Notes that a case was opened.
void note_opening(World& world, const Context& context, const Case& dispute);

/// Notes a milestone if the case is a focal one.
void note_milestone(World& world, const Context& context, const Case& dispute, const Decision& decision);

/// Notes a ruling: one event per open question, or one on merit; counts of rulings, distinguishing, following.
void note_ruling(World& world, const Context& context, const Case& dispute, const Judgment& judgment);

/// Counts fines since the stage began where the provider resists an order that is not stayed [value].
void charge_fines(World& world, const Context& context, const Case& dispute, double until);

}  // namespace comity
