/// What legislatures hear about: the grievances that press for a reform.
#pragma once

#include "world/context.h"

#include <vector>

namespace comity {

/// What a legislature hears about in a year.
struct Grievances {
  double split = 0.0;          // 1 while the state's appellate courts are split on the reform's question
  double foreign_trust = 0.0;  // share of trust in foreign providers that residents have lost [0, 1]
  double export_trust =
      0.0;                // share of trust in the state's providers that customers abroad have lost [0, 1]
  double affronts = 0.0;  // weighted, real [1/year]
  double failures = 0.0;  // failed demands that the reform would cure, real [1/year]
};

/// What concerns a state whatever the reform.
struct StateView {
  double foreign_trust = 0.0;  // as in Grievances
  double export_trust = 0.0;
  double affronts = 0.0;
  double stance = 0.0;   // mean towards the others [0, 1]
  double offence = 0.0;  // of the state that reached furthest into it [0, 1], see `offence_of`
};

/// How much a state that reached into another gives it reason and model to answer in kind [0, 1]: its yearly affronts a
/// over a + legislate.retaliation_half, times the chance that its own law reaches abroad.
double offence_of(const LegislateParameters& legislate, double affronts, double reach);

/// Views of all states, worked out once a step.
std::vector<StateView> view_states(const World& world, const Context& context);

/// Grievances of a jurisdiction about one reform.
struct Hearing {
  Grievances grievances;
  int adverse = 0;       // adverse appellate or apex rulings of this step on the reform's question
  double stance = 0.0;   // towards the others
  double offence = 0.0;  // the worst that any of its states has suffered
};

/// Collects them over the jurisdiction's states: numbers of events are added, trust and stance averaged by
/// users. A failed demand counts as far as the reform would cure it: where it has a question or widens reach,
/// in proportion to `adverse_share`.
Hearing hear(const World& world, const Context& context, const std::vector<StateView>& views,
             const ReformState& reform);

/// Share of the state's appellate courts, by docket, whose last ruling on the question went against the
/// government; its apex speaks for all. `question` < 0: the highest of all questions.
double adverse_share(const World& world, const Context& context, int state, int question);

}  // namespace comity
