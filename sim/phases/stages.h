/// The stages of a case from the motion to its end.
#pragma once

#include "world/context.h"

namespace comity {

/// Starts the first stage; `dispute.due` is the day it was opened.
void begin_case(World& world, const Context& context, Case& dispute);

/// Processes the decision due in a case, at the day it is due: a ruling, a rehearing, a petition or its grant; then the
/// loser's next move.
void decide_case(World& world, const Context& context, Case& dispute);

/// Moves a case to a stage that begins with the decision just taken and whose decision falls due by the stage's delay; the
/// provider spends on it.
void begin_stage(World& world, const Context& context, Case& dispute, Stage stage);

/// Whether nothing open is left to argue above: only merit is disputed, or courts above have read every question.
bool is_settled_above(const World& world, const Context& context, const Case& dispute);

/// After the last appellate decision: the loser petitions the apex or the case ends.
void petition_or_end(World& world, const Context& context, Case& dispute);

/// The petition reaches the apex, which must decide whether to hear it (courts.certiorari) or hears every one.
void file_petition(World& world, const Context& context, Case& dispute);

/// The apex decides whether to hear the case.
void decide_petition(World& world, const Context& context, Case& dispute);

/// Ends a case: the winner of the last ruling has its way.
void end_case(World& world, const Context& context, Case& dispute);

/// Ends a case that new law has made pointless; its rulings lose their weight if it has reached the apex
/// (litigate.vacate).
void moot_case(World& world, const Context& context, Case& dispute, double time);

/// Level of certiorari for a case: litigate.certiorari_rate while a split on one of its questions is fresh, otherwise
/// the larger of certiorari_rest (old split) and certiorari_salient (salient case); 0 without split or salience.
double certiorari_level(const World& world, const Context& context, const Case& dispute, double time);

/// Notes that test cases on these questions have come before the courts (+1) or have ended (-1).
void count_pending(World& world, const Context& context, const Case& dispute, int change);

/// Adds the fight's years between two days to what markets outside the forum see; only fights over data abroad or an
/// open question are of interest there.
void show_fight(World& world, const Context& context, const Case& dispute, double until);

}  // namespace comity
