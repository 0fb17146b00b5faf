/// Executive agreements: which pairs of states conclude one, and when.
#pragma once

#include "world/context.h"

namespace comity {

/// What speaks for an agreement between two states.
struct Dyad {
  bool similar = false;  // the same legal tradition
  double flow = 0.0;     // cross-border demands between them, both ways [1/year]
  double stance = 0.0;   // mean of the two stances [0, 1]
};

/// Chance that two states whose laws allow it conclude an agreement within a month: logistic(base + similar +
/// flow ln(1 + flow) + stance (z - 1/2)), with the weights of `legislate`.
double monthly_agreement_chance(const LegislateParameters& legislate, const Dyad& dyad);

/// Whether the laws allow an agreement: both sides have the power to conclude one.
bool can_agree(const World& world, const Context& context, int first, int second);

/// Lets pairs of states conclude agreements, once for every month that ends in this step; each comes into
/// force after an Erlang-2 lag of mean legislate.agreement_months.
void conclude_agreements(World& world, const Context& context);

}  // namespace comity
