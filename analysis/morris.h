/// Elementary effects: which factors matter at all, from few runs.
#pragma once

#include "analysis/interval.h"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace comity::analysis {

/// One trajectory after the other, each of factors + 1 runs of which every next one moves one factor that has not moved yet, or none
/// (a factor whose value the step leaves as it is).
struct MorrisRuns {
  Eigen::ArrayXXd
      points;  // [runs x factors] where in [0, 1] of its range each value lies, as `place_in_range` says
  Eigen::ArrayXd outputs;  // [runs]; NaN or infinite: the run failed
};

/// What moving one factor does. An elementary effect is the change of the output over the change of the factor's value that the step really
/// made, in output units per full range of the factor (Morris 1991). The scale of a factor is that of its values: of a real,
/// integer, date or listed number linear, or logarithmic where the design says so, from the smallest to the largest; of levels their
/// places in the list, evenly spaced; names linked to a factor move with it and have no scale of their own. NaN: no step
/// of the factor changed its value.
struct MorrisFactor {
  Bounded mu;       // mean effect
  Bounded mu_star;  // mean size of the effect (Campolongo 2007)
  Bounded sigma;    // standard deviation of the effects, with n - 1: interaction or curvature; NaN of one
  std::size_t effects = 0;  // steps that changed its value
};

/// All factors; skew_t intervals over trajectories. sigma has none: none was found that holds it in small samples.
struct MorrisEffects {
  std::vector<MorrisFactor> factors;
  std::size_t trajectories = 0;  // used
  std::size_t failed = 0;        // trajectories dropped, because a run of theirs failed
};

/// Effects of every factor. Throws Error when the runs are no such trajectories or none is whole.
MorrisEffects estimate_morris(const MorrisRuns& runs, double level);

}  // namespace comity::analysis
