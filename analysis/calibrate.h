/// Plausible worlds: which vectors of parameters agree with the evidence, given the priors of the parameter table.
///
/// The mean of each observation's formula over replicates is emulated over the priors (emulator.h) on the scale on which its errors are even; the
/// synthetic likelihood (Wood 2010, doi:10.1038/nature09319) of an observation at a vector is that of its own law with the
/// variance between replicates, that of the emulator, its error and its discrepancy in it; Markov chains draw from prior times
/// likelihood (posterior.h). Waves narrow the points to where it matters, as in history matching (Craig et al. 1997; for agent-based models
/// McCulloch et al. 2022, JASSS 25(2)1).
///
/// What it takes for granted: errors of different observations are independent given the parameters, and the variance between
/// replicates is the same over the points of a wave.
#pragma once

#include "analysis/emulator.h"
#include "analysis/evidence.h"
#include "analysis/posterior.h"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// The values of an observation at the points of a wave, as emulators are fitted to them.
struct RowPoints {
  std::string problem;         // why it cannot be used; empty: it can
  std::vector<double> values;  // [points] mean over replicates on the scale of errors; NaN: none
  double noise =
      0.0;  // variance of such a mean by its replicates; 0: not known, in the emulator's error then
  double spread = 0.0;  // variance of one history around it; 0 for pooled values
};

/// The scale of errors. An observation of which more than a fifth of the points have no value cannot be used; nor
/// one that has a date or a path, where no value means that it never came.
RowPoints points_of_row(const Observation& observation, const GroupedValues& grouped);

/// A value on the scale on which an observation is emulated, back in the formula's own.
double off_emulated_scale(const Observation& observation, double value);

/// An observation with its emulator.
struct CalibrationRow {
  const Observation* observation = nullptr;
  Emulator emulator;
  double spread = 0.0;
};

/// What is said of an observation at a place [parameters].
Chance chance_at(const CalibrationRow& row, std::span<const double> place);

/// One of the rows of places, as [parameters].
std::vector<double> place_of(const Eigen::ArrayXXd& places, Eigen::Index row);

/// The parameters that any emulator responds to, in increasing order: the others keep their prior.
std::vector<std::size_t> active_parameters(std::span<const CalibrationRow> rows);

/// Draws from the posterior: active parameters by chains, the others from their prior.
struct WorldDraws {
  Eigen::ArrayXXd places;  // [draws x parameters] in [0, 1]
  std::vector<std::size_t> active;
  double mixing = 1.0;  // as ChainDraws
};

/// `plan.dimensions` is set here; a power below 1 flattens the likelihood.
WorldDraws draw_worlds(std::span<const CalibrationRow> rows, std::size_t parameters, ChainPlan plan);

/// What was learnt of a parameter.
struct Learnt {
  std::size_t parameter = 0;
  double low = 0.0;       // 5 % of the draws, as a place
  double high = 0.0;      // 95 %
  double narrowed = 0.0;  // standard deviation of the draws over that of the prior: 1, nothing was learnt
};

/// From so narrow on a parameter counts as learnt.
inline constexpr double kLearnt = 0.8;
/// From so large on a correlation between parameters is told.
inline constexpr double kCorrelated = 0.5;

std::vector<Learnt> find_learnt(const Eigen::ArrayXXd& places);

/// Two parameters of which the evidence fixes a combination rather than each.
struct Correlated {
  std::size_t first = 0;
  std::size_t second = 0;
  double correlation = 0.0;
};

/// Pairs of at least kCorrelated among these parameters, the largest first.
std::vector<Correlated> find_correlated(const Eigen::ArrayXXd& places, std::span<const std::size_t> among);

/// The PIT of what was observed under the draws, by the emulator: beyond kExtreme the row conflicts with the others or with the priors.
double posterior_pit(const CalibrationRow& row, const Eigen::ArrayXXd& places);

/// Whether any of these places makes what was observed ordinary by itself (PIT in [kUnusual, 1 - kUnusual]): if not, the priors rule it out.
bool is_reachable(const CalibrationRow& row, const Eigen::ArrayXXd& places);

}  // namespace comity::analysis
