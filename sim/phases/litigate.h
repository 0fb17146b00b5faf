/// Disputes before the courts: what other phases may ask of litigation.
#pragma once

#include "world/context.h"

namespace comity {

/// What is disputed when a case is opened.
struct Dispute {
  law::QuestionSet questions = 0;  // open questions on which the order depends; none: merit only
  bool motion_to_compel = false;
  double conflict_chance = 0.0;  // chance that another state's bar on disclosure holds [0, 1]
};

/// The first-instance court of the demand: the one it has, else one drawn by docket, the same whoever draws it.
int court_of(const World& world, const Context& context, const Demand& demand);

/// Opens a case in the demand's first-instance court.
void open_case(World& world, const Context& context, const Demand& demand, const Dispute& dispute);

/// The reading that holds in a court: of its apex, else its appellate court, else its own; +1 accepted, -1 not, 0 none.
int reading_in(const World& world, int court, int question, bool stable_location);

/// Readings of all open questions as a court of this state holds them; undecided questions in `undecided`.
struct HeldReadings {
  law::QuestionSet accepted = 0;
  law::QuestionSet undecided = 0;
};
HeldReadings held_readings(const World& world, int court, bool stable_location);

/// Whether accepting the question's arguable rule helps the government of this state: in most situations in which
/// compulsion depends on the question (failing that: a bar on disclosure). For rulings without a case.
bool acceptance_favours_government(const World& world, const Context& context, int state, int question);

/// Enters a ruling into the precedents (also those forced by a scenario): readings, weights, splits, citations, beliefs,
/// resistance. A weight of 0 stands for the weight of its level (litigate.weight_*).
void enter_ruling(World& world, const Context& context, const Ruling& ruling);

}  // namespace comity
