/// What courts have said and how far it carries: weights, readings, splits, resistance, citations.
#pragma once

#include "world/context.h"
#include "world/readings.h"

namespace comity {

/// Nominal weight of a ruling by level (litigate.weight_*).
double level_weight(const LitigateParameters& litigate, Level level);

/// Share of a precedent's weight left after `days` (litigate.half_life); above 1 for negative days.
double weight_left(const LitigateParameters& litigate, double days);

/// Accumulated weights on one question, positive towards "accepted" [ruling of an appellate court = 1].
struct PrecedentWeights {
  double own = 0.0;
  double sister = 0.0;  // courts of the same state other than itself, those above and those below it
  double foreign =
      0.0;  // courts of other states on the question or its doctrine, positive towards the government
};

/// Which precedents a court looks at: all on a question that cover this kind of location, except those of its own case.
struct PrecedentView {
  int court = 0;
  int question = 0;
  bool stable_location = true;
  int without_case = -1;  // Case::number
  double time = 0.0;      // [day]
};
PrecedentWeights weigh_precedents(const World& world, const Context& context, const PrecedentView& view);

/// The ruling that leads in a court: the latest of the nearest superior whose reading binds it, else its own latest;
/// nothing when there is none.
const Ruling* leading_ruling(const World& world, const PrecedentView& view);

/// What changed a question's standing in a state.
enum class Cause : std::uint8_t { lower_court, apex, law };

/// Whether accepting the question's arguable rule helps the government of this state: in most situations in which
/// compulsion depends on the question (failing that: a bar on disclosure). For rulings without a case.
bool acceptance_favours_government(const World& world, const Context& context, int state, int question);

/// Enters a ruling into the precedents (also those forced by a scenario): readings, weights, splits, citations, beliefs,
/// resistance. A weight of 0 stands for the weight of its level (litigate.weight_*).
void enter_ruling(World& world, const Context& context, const Ruling& ruling);

/// Takes all rulings of a case out of the precedents, because new law has made it pointless.
void vacate_case(World& world, const Context& context, int case_number, double time);

/// Takes out the rulings of the same case that read the question otherwise than this ruling of a court above.
void vacate_contrary(World& world, const Context& context, const Ruling& ruling);

/// Opens and closes the split, and the providers' resistance, after a ruling, a vacatur or a change of law.
struct Change {
  int state = 0;
  int question = 0;
  double time = 0.0;  // [day]
  Cause cause = Cause::lower_court;
};
void refresh_question(World& world, const Context& context, const Change& change);

/// Closes splits and resistance on questions that the law in force no longer leaves open. Reads every state's law only
/// when some law has changed since the last time; `time` is the day of the change.
void heed_new_law(World& world, const Context& context, double time);

/// Has the ruling just entered cite earlier ones: each with chance 1 - exp(-cite_rate * remaining weight * attention),
/// attention 1 in its own hierarchy, learn.sister_circuit in the state, and abroad, where rulings on the same doctrine count
/// too, learn.foreign_court as far as they carry into the tradition (litigate.other_tradition).
void cite_precedents(World& world, const Context& context, const Ruling& ruling);

/// Updates providers' beliefs: a binding ruling replaces them in the circuits it binds, others add evidence; abroad for all
/// questions of its doctrine.
void learn_from_ruling(World& world, const Context& context, const Ruling& ruling);

}  // namespace comity
