#include "analysis/morris.h"

#include "error.h"
#include "missing.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

using Eigen::Index;

struct EffectMoments {
  double mu = 0.0;
  double mu_star = 0.0;
  double sigma = 0.0;
};

// The factor that moves from one run to the next.
Index moved_factor(const MorrisRuns& runs, Index run) {
  Index moved = -1;
  for (Index factor = 0; factor < runs.points.cols(); ++factor) {
    if (runs.points(run, factor) == runs.points(run + 1, factor)) continue;
    if (moved >= 0) return -1;
    moved = factor;
  }
  return moved;
}

// The effects of the trajectory that begins with this run, by factor.
Eigen::ArrayXd effects_of(const MorrisRuns& runs, Index begin) {
  const Index factors = runs.points.cols();
  Eigen::ArrayXd effects = Eigen::ArrayXd::Constant(factors, kMissing);
  std::vector<bool> seen(static_cast<std::size_t>(factors), false);
  for (Index run = begin; run < begin + factors; ++run) {
    const Index factor = moved_factor(runs, run);
    if (factor < 0 || seen[static_cast<std::size_t>(factor)])
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

EffectMoments moments_of(const Eigen::ArrayXXd& effects, Index factor,
                         std::span<const std::uint32_t> counts) {
  const auto number = static_cast<double>(counts.size());
  EffectMoments moments;
  double squares = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double effect = effects(static_cast<Index>(i), factor);
    moments.mu += counts[i] * effect / number;
    moments.mu_star += counts[i] * std::abs(effect) / number;
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double gap = effects(static_cast<Index>(i), factor) - moments.mu;
    squares += counts[i] * gap * gap;
  }
  moments.sigma = counts.size() < 2 ? kMissing : std::sqrt(squares / (number - 1.0));
  return moments;
}

MorrisFactor factor_of(const Eigen::ArrayXXd& effects, Index factor, const Resampling& resampling) {
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(effects.rows()), 1U);
  const EffectMoments estimate = moments_of(effects, factor, counts);
  std::vector<double> mu;
  std::vector<double> mu_star;
  std::vector<double> sigma;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    const EffectMoments one = moments_of(effects, factor, counts);
    mu.push_back(one.mu);
    mu_star.push_back(one.mu_star);
    sigma.push_back(one.sigma);
  }
  return {normal_interval(estimate.mu, mu, resampling.level),
          normal_interval(estimate.mu_star, mu_star, resampling.level),
          normal_interval(estimate.sigma, sigma, resampling.level)};
}

}  // namespace

MorrisEffects estimate_morris(const MorrisRuns& runs, const Resampling& resampling) {
  MorrisEffects result;
  const Eigen::ArrayXXd effects = whole_effects(runs, result);
  if (resampling.resamples > 1) result.method = IntervalMethod::bootstrap;
  for (Index factor = 0; factor < effects.cols(); ++factor)
    result.factors.push_back(factor_of(effects, factor, resampling));
  return result;
}

}  // namespace comity::analysis
