/// Proper scores of forecasts, and the rivals that a forecast should beat (Gneiting and Raftery 2007,
/// doi:10.1198/016214506000001437).
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <span>
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
