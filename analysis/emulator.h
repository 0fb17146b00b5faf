/// A regression that stands for the simulation: the mean of a summary over replicates as a polynomial of second degree of the places of
/// parameters in their priors, with its own error.
///
/// Terms are Legendre polynomials, orthonormal under even places: a parameter alone (degree 1 and 2), and products of two parameters that
/// are among the terms already. They are taken one after the other, each time the one that explains most of what is left, as
/// long as the extended Bayesian information criterion falls (Chen and Chen 2008, doi:10.1093/biomet/asn034): with hundreds
/// of candidates the plain one takes chance for structure. The error is measured at points that were held out, the choice of terms
/// made anew without them.
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace comity::analysis {

/// A term: the polynomial of one parameter, or the product of two; -1: none.
struct EmulatorTerm {
  int first = -1;
  int second = -1;  // with `first` at degree 1 each
  int degree = 1;   // of `first` alone
};

/// A fitted regression.
struct Emulator {
  double intercept = 0.0;
  std::vector<EmulatorTerm> terms;
  std::vector<double> coefficients;  // of the terms
  double error = 0.0;                // variance of the true mean around the prediction at a new point
  double explained =
      0.0;  // share of the variance between held-out points that is predicted, their replicate noise included; may be < 0
  std::vector<double>
      held_out;  // [points] prediction of each from a fit without its fifth; NaN where there was no value
};

/// What it is fitted to.
struct EmulatorPoints {
  const Eigen::ArrayXXd& places;   // [points x parameters] in [0, 1]
  std::span<const double> values;  // [points] mean over replicates; NaN: none, left out
  double noise = 0.0;              // variance of such a mean by its replicates, known or estimated
};

/// The fewest points with a value that an emulator is fitted to.
inline constexpr std::size_t kFewestEmulated = 20;

/// Fits. Expects at least kFewestEmulated values. The same numbers give the same bits everywhere.
Emulator fit_emulator(const EmulatorPoints& points);

/// The value at a place [parameters].
double predict(const Emulator& emulator, std::span<const double> place);

}  // namespace comity::analysis
