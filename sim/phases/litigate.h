/// Disputes before the courts: how they come there.
#pragma once

#include "world/context.h"

namespace comity {

/// What is disputed when a case is opened.
struct Dispute {
  law::QuestionSet questions = 0;  // open questions on which the order depends; none: merit only
  bool motion_to_compel = false;
  double conflict_chance = 0.0;  // chance that another state's bar on disclosure holds [0, 1]
  double days_to_object = 0.0;   // that the law leaves for the motion, which comes on the last of them [day]
};

/// The first-instance court of the demand: the one it has, else one drawn by docket, the same whoever draws it.
int court_of(const World& world, const Context& context, const Demand& demand);

/// Opens a case in the demand's first-instance court.
void open_case(World& world, const Context& context, const Demand& demand, const Dispute& dispute);

}  // namespace comity
