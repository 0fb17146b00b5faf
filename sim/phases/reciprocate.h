/// Kernels of the phase `reciprocate`: how one state's stance towards another answers what the other did.
#pragma once

#include "scenario/parameters.h"

namespace comity {

/// Stance after `years` of affronts at a constant yearly rate: dz/dt = restoring (baseline - z) - affront
/// ln(1 + A), solved exactly, so that the length of the step does not matter; kept in [0, 1].
double next_stance(const ReciprocateParameters& reciprocate, double stance, double yearly_affronts,
                   double years);

/// Whether states reply move by move (reciprocate.structure = reactive): stance is 1 or 0, the last move.
bool is_reactive(const ReciprocateParameters& reciprocate);

/// Chance that a reactive state's next move is 1 when the other cooperated, and when it did not: 1 - error, and
/// g (1 - error) + (1 - g) error with g = generosity (Nowak and Sigmund 1992, doi:10.1038/355250a0).
double cooperation_probability(const ReciprocateParameters& reciprocate, bool cooperated);

}  // namespace comity
