/// Kernel of the phase `reciprocate`: how affronts sour the stance of one state towards another.
#pragma once

#include "scenario/parameters.h"

namespace comity {

/// Stance after `years` of affronts at a constant yearly rate: dz/dt = restoring (baseline - z) - affront
/// ln(1 + A), solved exactly, so that the length of the step does not matter; kept in [0, 1].
double next_stance(const ReciprocateParameters& reciprocate, double stance, double yearly_affronts,
                   double years);

}  // namespace comity
