/// Bass (1969): how an adoption curve splits into those who find out by themselves and those who follow others.
#pragma once

#include "analysis/interval.h"
#include "analysis/spread.h"

#include <cstddef>
#include <span>
#include <string>

namespace comity::analysis {

/// A Bass curve: adopters at a time are m F(t) with F' = (p + q F)(1 - F), F(0) = 0.
struct BassCurve {
  double p = 0.0;  // innovation [1/year]
  double q = 0.0;  // imitation [1/year]
  double m = 0.0;  // ceiling [share]
};

/// Share that has adopted after so many years.
double bass_share(const BassCurve& curve, double years);

/// A curve fitted to an observed one.
struct BassFit {
  BassCurve curve;
  double squares = 0.0;    // sum of squared residuals
  bool identified = true;  // whether the data say what p, q and m are
  std::string reason;      // why not
};

/// Least squares of the cumulative curve (Levenberg and Marquardt from a fixed grid of starts, m eliminated there), so no
/// differences of noisy counts are taken. Not identified: hardly any change, a ceiling above 1 or a curve that has not come half
/// way to its ceiling, or parameters that trade off against each other within rounding.
BassFit fit_bass(std::span<const double> years, std::span<const double> shares);

/// The fit of the mean over runs, and intervals from fits of runs drawn with replacement, of those identified.
struct BassEstimate {
  BassFit fit;
  Bounded p, q, m;
  std::size_t identified = 0;  // resamples whose fit is
  std::size_t resamples = 0;   // tried
};

/// Also not identified: fewer than 20 adoptions in all runs, less than nine tenths of the resamples identified. Without a fit there are no resamples and no intervals.
BassEstimate estimate_bass(const Adoption& adoption, std::span<const double> years,
                           const Resampling& resampling);

}  // namespace comity::analysis
