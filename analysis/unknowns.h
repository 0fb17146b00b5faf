/// Which of the unknown parameters a number hangs on, and what it would be worth to know one of them, from runs in plausible worlds.
///
/// Both rest on the mean of a number given one parameter, E[y | x], which is fitted over the worlds as a polynomial of third degree in the
/// ranks of x (regression on one parameter, as Strong, Oakley and Brennan 2014, doi:10.1177/0272989X13505910, value partial perfect
/// information). Worlds are a sample of what the evidence allows, not of independent ranges: what hangs on a parameter then also hangs, in
/// part, on those that correlate with it. What is due to chance alone is measured by giving the worlds' numbers to each other's
/// parameters, and of every such exchange the largest over all parameters counts, so that many parameters do not make many findings.
#pragma once

#include "analysis/interval.h"
#include "analysis/record.h"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// The parameters in which the worlds of a file differ.
struct Unknowns {
  std::vector<std::string> names;  // respond.precision; in the order of the parameter table
  Eigen::ArrayXXd values;          // [worlds x parameters]; choices and flags as their codes
};

/// Empty when the file has no worlds. Worlds are numbered as in `worlds_of`; NaN: no replicate took it.
Unknowns unknowns_of(const Record& record);

/// The mean of each world's numbers, [worlds]; NaN of none.
std::vector<double> means_by_world(std::span<const double> values, std::span<const std::size_t> world,
                                   std::size_t worlds);

/// For each parameter an orthonormal basis of the curves that a number may follow over it, [worlds x up to 3], constants left out.
using Curves = std::vector<Eigen::MatrixXd>;
Curves curves_of(const Eigen::ArrayXXd& values);

/// The fewest worlds that anything is said from.
inline constexpr std::size_t kFewestWorlds = 20;

/// How much of a number's variance over worlds goes with each parameter alone.
struct Explained {
  std::vector<double>
      share;  // [parameters] of the variance, adjusted for the curve's three degrees of freedom; may be below 0
  std::vector<double> slope;  // [parameters] correlation with the parameter's rank: which way it goes
  double by_chance =
      0.0;  // the largest share of any parameter that exchanged worlds reach, at the level of the resampling
};
Explained explain_by_one(const Curves& curves, std::span<const double> means, const Resampling& resampling);

/// What knowing one parameter is worth to who chooses an arm: how much better in the mean is the choice that follows it than the one arm that is best
/// in the mean of all worlds. In the unit of the number, never below 0.
struct Learning {
  std::size_t best = 0;       // the arm that is best in the mean
  std::vector<double> worth;  // [parameters]
  double by_chance = 0.0;     // as of Explained
};

/// `utilities` [worlds x arms], larger is better, no NaN.
Learning worth_of_learning(const Curves& curves, const Eigen::MatrixXd& utilities,
                           const Resampling& resampling);

/// What knowing the world itself would be worth. The arm is chosen by some of a world's runs and valued by the others, so that
/// chance makes no worth: what is found is too low in the mean rather than too high, and may be below 0. NaN where no world
/// has two runs.
/// `runs` [runs x arms], larger is better; a run with NaN is left out.
double worth_of_knowing(const Eigen::MatrixXd& runs, std::span<const std::size_t> world);

}  // namespace comity::analysis
