#include "analysis/forecast.h"

#include "analysis/likelihood.h"
#include "missing.h"
#include "random/elementary.h"

#include <fmt/format.h>
#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace comity::analysis {

double log_score(double chance, bool happened) { return log_same(happened ? chance : 1.0 - chance); }

double brier_score(double chance, bool happened) {
  const double gap = chance - (happened ? 1.0 : 0.0);
  return gap * gap;
}

double crps(std::span<const double> sample, double value) {
  if (sample.empty()) return kMissing;
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const auto count = static_cast<double>(sorted.size());
  double away = 0.0;
  double apart = 0.0;  // sum of distances over all ordered pairs, half of it
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    away += std::abs(sorted[i] - value);
    apart += (2.0 * static_cast<double>(i) + 1.0 - count) * sorted[i];
  }
  return away / count - apart / (count * count);
}

namespace {

// The mean distance from 0 of a normal number.
double mean_distance(double mean, double deviation) {
  const Chance at_mean = chance_of_value(mean / deviation, 0.0, 1.0);
  return 2.0 * deviation * at_mean.at + mean * (2.0 * at_mean.below - 1.0);
}

}  // namespace

double crps(const NormalForecast& forecast, double value) {
  return mean_distance(value - forecast.mean, forecast.deviation) -
         forecast.deviation * std::numbers::inv_sqrtpi;
}

double crps_of_mixture(std::span<const double> centres, double deviation, double value) {
  const auto count = static_cast<double>(centres.size());
  const double of_two = deviation * std::sqrt(2.0);
  double away = 0.0;
  double apart = 0.0;
  for (const double one : centres) {
    away += mean_distance(value - one, deviation);
    for (const double other : centres) apart += mean_distance(one - other, of_two);
  }
  return away / count - 0.5 * apart / (count * count);
}

NormalForecast without_change(std::span<const Measured> past, double year) {
  double sum = 0.0;
  for (std::size_t i = 1; i < past.size(); ++i) {
    const double step = past[i].value - past[i - 1].value;
    sum += step * step / (past[i].year - past[i - 1].year);
  }
  const double by_year = sum / static_cast<double>(past.size() - 1);
  return {past.back().value, std::sqrt(by_year * (year - past.back().year))};
}

NormalForecast by_trend(std::span<const Measured> past, double year) {
  const auto count = static_cast<double>(past.size());
  double years = 0.0;
  double values = 0.0;
  for (const Measured& one : past) years += one.year / count, values += one.value / count;
  double spread = 0.0;
  double together = 0.0;
  for (const Measured& one : past) {
    spread += (one.year - years) * (one.year - years);
    together += (one.year - years) * (one.value - values);
  }
  const double slope = together / spread;
  double left = 0.0;
  for (const Measured& one : past) {
    const double error = one.value - values - slope * (one.year - years);
    left += error * error;
  }
  // Student's t with n - 2 degrees of freedom has (n - 2) / (n - 4) times the variance.
  const double variance = left / (count - 4.0);
  const double ahead = year - years;
  return {values + slope * ahead, std::sqrt(variance * (1.0 + 1.0 / count + ahead * ahead / spread))};
}

std::string score_words(double score) { return std::isnan(score) ? "–" : fmt::format("{:.3f}", score); }

std::string gain_words(const Bounded& gain) {
  if (std::isnan(gain.low)) return std::isnan(gain.value) ? "–" : fmt::format("{:+.3f}", gain.value);
  return fmt::format("{:+.3f} [{:+.3f}, {:+.3f}]", gain.value, gain.low, gain.high);
}

bool is_told(const Bounded& gain) { return gain.low > 0.0 || gain.high < 0.0; }

std::string verdict_on(const std::string& rival, const Bounded& gain) {
  if (!is_told(gain)) return fmt::format("{} cannot be told from it", rival);
  return fmt::format("{} is {}", rival, gain.low > 0.0 ? "worse" : "better");
}

std::vector<double> base_rates(const std::vector<bool>& happened) {
  const auto count = static_cast<std::size_t>(std::ranges::count(happened, true));
  std::vector<double> rates;
  for (const bool own : happened)
    rates.push_back(smoothed_chance(count - (own ? 1 : 0), happened.size() - 1));
  return rates;
}

namespace {

constexpr int kNewtonSteps = 100;
constexpr double kNewtonEnough = 1e-10;

Eigen::MatrixXd with_constant(const Eigen::MatrixXd& cases) {
  Eigen::MatrixXd design(cases.rows(), cases.cols() + 1);
  design << Eigen::VectorXd::Ones(cases.rows()), cases;
  return design;
}

}  // namespace

Eigen::VectorXd fit_logit(const Eigen::MatrixXd& cases, const std::vector<bool>& happened) {
  const Eigen::MatrixXd design = with_constant(cases);
  Eigen::VectorXd precision = Eigen::VectorXd::Constant(design.cols(), 1.0 / (kLogitPrior * kLogitPrior));
  precision[0] /= 16.0;
  Eigen::VectorXd outcome(design.rows());
  for (Eigen::Index i = 0; i < outcome.size(); ++i)
    outcome[i] = happened[static_cast<std::size_t>(i)] ? 1.0 : 0.0;
  Eigen::VectorXd coefficients = Eigen::VectorXd::Zero(design.cols());
  for (int step = 0; step < kNewtonSteps; ++step) {
    const Eigen::VectorXd chances = (design * coefficients).unaryExpr(&logistic);
    const Eigen::VectorXd slope =
        design.transpose() * (outcome - chances) - precision.cwiseProduct(coefficients);
    const Eigen::VectorXd weights = chances.array() * (1.0 - chances.array());
    Eigen::MatrixXd curvature = design.transpose() * weights.asDiagonal() * design;
    curvature.diagonal() += precision;
    Eigen::VectorXd move = curvature.ldlt().solve(slope);
    move *=
        std::min(1.0, 2.0 / std::max(move.cwiseAbs().maxCoeff(), kNewtonEnough));  // no leap beyond the mode
    coefficients += move;
    if (move.cwiseAbs().maxCoeff() < kNewtonEnough) break;
  }
  return coefficients;
}

std::vector<double> logit_chances(const Eigen::MatrixXd& cases, const std::vector<bool>& happened) {
  std::vector<double> chances;
  for (Eigen::Index left_out = 0; left_out < cases.rows(); ++left_out) {
    Eigen::MatrixXd others(cases.rows() - 1, cases.cols());
    others << cases.topRows(left_out), cases.bottomRows(cases.rows() - 1 - left_out);
    std::vector<bool> theirs = happened;
    theirs.erase(theirs.begin() + left_out);
    const Eigen::VectorXd coefficients = fit_logit(others, theirs);
    chances.push_back(logistic(coefficients[0] + cases.row(left_out).dot(coefficients.tail(cases.cols()))));
  }
  return chances;
}

}  // namespace comity::analysis
