#include "analysis/morris.h"

#include "error.h"
#include "missing.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

using Eigen::Index;

constexpr Index kNone = -1;
constexpr Index kMany = -2;

// The factor that moves from one run to the next.
Index moved_factor(const MorrisRuns& runs, Index run) {
  Index moved = kNone;
  for (Index factor = 0; factor < runs.points.cols(); ++factor) {
    if (runs.points(run, factor) == runs.points(run + 1, factor)) continue;
    if (moved != kNone) return kMany;
    moved = factor;
  }
  return moved;
}

// The effects of the trajectory that begins with this run, by factor; NaN of one that does not move.
Eigen::ArrayXd effects_of(const MorrisRuns& runs, Index begin) {
  const Index factors = runs.points.cols();
  Eigen::ArrayXd effects = Eigen::ArrayXd::Constant(factors, kMissing);
  std::vector<bool> seen(static_cast<std::size_t>(factors), false);
  for (Index run = begin; run < begin + factors; ++run) {
    const Index factor = moved_factor(runs, run);
    if (factor == kNone) continue;
    if (factor == kMany || seen[static_cast<std::size_t>(factor)])
      throw Error(
          fmt::format("morris: runs {} and {} are no step of a trajectory (each step moves one factor, each "
                      "factor once). "
                      "Give the runs in the order of the design",
                      run, run + 1));
    seen[static_cast<std::size_t>(factor)] = true;
    effects[factor] = (runs.outputs[run + 1] - runs.outputs[run]) /
                      (runs.points(run + 1, factor) - runs.points(run, factor));
  }
  return effects;
}

// [whole trajectories x factors]
Eigen::ArrayXXd whole_effects(const MorrisRuns& runs, MorrisEffects& result) {
  const Index factors = runs.points.cols();
  if (runs.outputs.size() != runs.points.rows() || factors == 0 || runs.outputs.size() % (factors + 1) != 0)
    throw Error(fmt::format(
        "morris: {} outputs of {} runs of {} factors are no trajectories of {} runs each. Give whole "
        "trajectories",
        runs.outputs.size(), runs.points.rows(), factors, factors + 1));
  std::vector<Eigen::ArrayXd> whole;
  for (Index begin = 0; begin < runs.outputs.size(); begin += factors + 1) {
    const Eigen::ArrayXd effects = effects_of(runs, begin);
    if (runs.outputs.segment(begin, factors + 1).isFinite().all())
      whole.push_back(effects);
    else
      ++result.failed;
  }
  result.trajectories = whole.size();
  if (whole.empty())
    throw Error(fmt::format("morris: none of {} trajectories has all its runs. Run the failed ones again",
                            result.failed));
  Eigen::ArrayXXd effects(whole.size(), factors);
  for (Index i = 0; i < effects.rows(); ++i) effects.row(i) = whole[static_cast<std::size_t>(i)];
  return effects;
}

MorrisFactor factor_of(const Eigen::ArrayXd& column, double level) {
  std::vector<double> effects;
  std::vector<double> sizes;
  for (const double effect : column) {
    if (std::isnan(effect)) continue;
    effects.push_back(effect);
    sizes.push_back(std::abs(effect));
  }
  return {mean_interval(effects, level),
          mean_interval(sizes, level),
          {deviation_of(effects), kMissing, kMissing},
          effects.size()};
}

}  // namespace

MorrisEffects estimate_morris(const MorrisRuns& runs, double level) {
  MorrisEffects result;
  const Eigen::ArrayXXd effects = whole_effects(runs, result);
  for (Index factor = 0; factor < effects.cols(); ++factor)
    result.factors.push_back(factor_of(effects.col(factor), level));
  return result;
}

}  // namespace comity::analysis
