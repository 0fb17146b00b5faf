/// Elementary effects: which factors matter at all, from few runs.
#pragma once

#include "analysis/interval.h"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace comity::analysis {

/// One trajectory after the other, each of factors + 1 runs of which every next one moves one factor that has not moved yet.
struct MorrisRuns {
  Eigen::ArrayXXd points;  // [runs x factors] in the unit cube
  Eigen::ArrayXd outputs;  // [runs]; NaN or infinite: the run failed
};

/// What moving one factor does. An elementary effect is the change of the output over the change of the factor, in output units
/// per full range of the factor (Morris 1991).
struct MorrisFactor {
  Bounded mu;       // mean effect
  Bounded mu_star;  // mean size of the effect (Campolongo 2007)
  Bounded
      sigma;  // standard deviation of the effects, with n - 1: interaction or curvature; NaN of one trajectory
};

/// All factors, with bootstrap intervals over trajectories.
struct MorrisEffects {
  IntervalMethod method = IntervalMethod::none;
  std::vector<MorrisFactor> factors;
  std::size_t trajectories = 0;  // used
  std::size_t failed = 0;        // trajectories dropped, because a run of theirs failed
};

/// Effects of every factor. Throws Error when the runs are no such trajectories or none is whole.
MorrisEffects estimate_morris(const MorrisRuns& runs, const Resampling& resampling);

}  // namespace comity::analysis
