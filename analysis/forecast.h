/// Proper scores of forecasts, and the rivals that a forecast should beat (Gneiting and Raftery 2007,
/// doi:10.1198/016214506000001437).
#pragma once

#include "analysis/interval.h"

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// ln of the chance given to what happened; larger is better.
double log_score(double chance, bool happened);

/// Squared distance from 0 or 1; smaller is better (Brier 1950).
double brier_score(double chance, bool happened);

/// Continuous ranked probability score of a sample as the forecast of a value, in its unit: mean distance from the value less half of
/// the mean distance between two of the sample, the same one among them. Smaller is better; of one forecast value its distance.
/// NaN of an empty sample.
double crps(std::span<const double> sample, double value);

/// The same of a normal forecast, and of a mixture of normal ones in equal parts with one deviation (Grimit et al. 2006, doi:10.1256/qj.05.235).
/// Deviations above 0.
struct NormalForecast {
  double mean = 0.0;
  double deviation = 1.0;
};
double crps(const NormalForecast& forecast, double value);
double crps_of_mixture(std::span<const double> centres, double deviation, double value);

/// What was measured of one thing at one time.
struct Measured {
  double year = 0.0;  // with its part: 2013.25 is the middle of the first half of 2013
  double value = 0.0;
};

/// The fewest measurements of which the rivals below are made.
inline constexpr std::size_t kFewestMeasured = 5;

/// Rivals of a forecast for `year`, of at least kFewestMeasured earlier measurements in the order of their years, no two alike. Without change: the
/// last value, with the steps of the past, squared and by the year, for its variance. By trend: least squares over the years, with the variance
/// of a prediction by Student's t.
NormalForecast without_change(std::span<const Measured> past, double year);
NormalForecast by_trend(std::span<const Measured> past, double year);

/// Words of scores: a score, by how much better one forecast is than a rival, and whether an interval of that leaves out 0.
std::string score_words(double score);
std::string gain_words(const Bounded& gain);
std::string verdict_on(const std::string& rival, const Bounded& gain);
bool is_told(const Bounded& gain);

/// For each case the share among all the others, smoothed: the base rate, of which the case itself is no part.
std::vector<double> base_rates(const std::vector<bool>& happened);

/// Standard deviation of the normal priors of a logit's coefficients (Gelman et al. 2008, doi:10.1214/08-AOAS191, have a Cauchy of this
/// scale); of its constant four times as much. Keeps them finite where a predictor separates the cases.
inline constexpr double kLogitPrior = 2.5;

/// Coefficients of a logit, the constant first: the mode of the posterior by Newton's method. `cases`: a row each, without
/// constant.
Eigen::VectorXd fit_logit(const Eigen::MatrixXd& cases, const std::vector<bool>& happened);

/// For each case the chance by the logit of all the others.
std::vector<double> logit_chances(const Eigen::MatrixXd& cases, const std::vector<bool>& happened);

}  // namespace comity::analysis
