#include "analysis/forecast.h"

#include "analysis/interval.h"

#include "error.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <span>

namespace comity::analysis {
namespace {

TEST(Forecast, ChancesAreNeverNoughtOrOne) {
  EXPECT_DOUBLE_EQ(smoothed_chance(0, 0), 0.5);
  EXPECT_DOUBLE_EQ(smoothed_chance(0, 9), 0.05);
  EXPECT_DOUBLE_EQ(smoothed_chance(9, 9), 0.95);
}

TEST(Forecast, NobodyGainsByAnotherChanceThanTheTrueOne) {
  constexpr double kTrue = 0.3;
  const auto expected = [](double said) {
    return std::pair{kTrue * log_score(said, true) + (1.0 - kTrue) * log_score(said, false),
                     kTrue * brier_score(said, true) + (1.0 - kTrue) * brier_score(said, false)};
  };
  const auto [log, brier] = expected(kTrue);
  for (const double said : {0.05, 0.25, 0.35, 0.9}) {
    EXPECT_LT(expected(said).first, log) << said;
    EXPECT_GT(expected(said).second, brier) << said;
  }
}

TEST(Forecast, CrpsOfNormalForecastsIsThatOfTheirSamples) {
  const NormalForecast standard{0.0, 1.0};
  EXPECT_NEAR(crps(standard, 0.0), (std::sqrt(2.0) - 1.0) / std::sqrt(3.14159265358979), 1e-12);
  EXPECT_NEAR(crps(standard, 100.0), 100.0 - 1.0 / std::sqrt(3.14159265358979), 1e-9);
  EXPECT_NEAR(crps_of_mixture(std::array{0.0, 0.0}, 1.0, 0.7), crps(standard, 0.7), 1e-12);
  EXPECT_NEAR(crps_of_mixture(std::array{2.0, 0.0}, 1e-9, 1.0), 0.5, 1e-6);
  EXPECT_GT(crps(NormalForecast{0.0, 3.0}, 0.0), crps(standard, 0.0));
}

TEST(Forecast, RivalsKnowThePastAlone) {
  const std::vector<Measured> line = {{0.0, 1.0}, {1.0, 3.0}, {2.0, 5.0}, {3.0, 7.0}, {4.0, 9.0}};
  const NormalForecast trend = by_trend(line, 6.0);
  EXPECT_NEAR(trend.mean, 13.0, 1e-12);
  EXPECT_NEAR(trend.deviation, 0.0, 1e-7);
  const NormalForecast still = without_change(line, 8.0);
  EXPECT_EQ(still.mean, 9.0);
  EXPECT_NEAR(still.deviation, 4.0, 1e-12);  // steps of 2 a year, over four years
  // Errors of +-1 around 0, n = 6: left 6 - slope part; by hand in the formula of a prediction.
  const std::vector<Measured> rough = {{0.0, 1.0},  {1.0, -1.0}, {2.0, 1.0},
                                       {3.0, -1.0}, {4.0, 1.0},  {5.0, -1.0}};
  const double spread = 17.5;
  const double slope = -3.0 / spread;
  const double left = 6.0 - slope * slope * spread;
  const NormalForecast found = by_trend(rough, 7.5);
  EXPECT_NEAR(found.mean, slope * 5.0, 1e-12);
  EXPECT_NEAR(found.deviation, std::sqrt(left / 2.0 * (1.0 + 1.0 / 6.0 + 25.0 / spread)), 1e-12);
}

TEST(Forecast, AVerdictNeedsAnIntervalThatLeavesOutNought) {
  EXPECT_EQ(verdict_on("it", {1.0, 0.5, 1.5}), "it is worse");
  EXPECT_EQ(verdict_on("it", {-1.0, -1.5, -0.5}), "it is better");
  EXPECT_EQ(verdict_on("it", {1.0, -0.5, 1.5}), "it cannot be told from it");
}

TEST(Forecast, CrpsIsTheDistanceOfOneValueAndKnowsASample) {
  EXPECT_TRUE(std::isnan(crps(std::span<const double>{}, 1.0)));
  EXPECT_DOUBLE_EQ(crps(std::array{4.0}, 1.0), 3.0);
  EXPECT_DOUBLE_EQ(crps(std::array{2.0, 0.0}, 1.0), 0.5);  // 1 less half of the mean of 0, 2, 2, 0
  std::vector<double> uniform;
  for (int i = 0; i < 1000; ++i) uniform.push_back((i + 0.5) / 1000.0);
  EXPECT_NEAR(crps(uniform, 0.5), 1.0 / 12.0, 1e-6);  // of U(0, 1) at y: y^2 - y + 1/3
  EXPECT_NEAR(crps(uniform, 1.0), 1.0 / 3.0, 1e-6);
}

TEST(Forecast, BaseRatesLeaveTheirOwnCaseOut) {
  const std::vector<double> rates = base_rates({true, true, false});
  EXPECT_DOUBLE_EQ(rates[0], 0.5);
  EXPECT_DOUBLE_EQ(rates[1], 0.5);
  EXPECT_DOUBLE_EQ(rates[2], 2.5 / 3.0);
}

// The logarithm of the posterior, up to a constant.
double log_posterior(const Eigen::MatrixXd& cases, const std::vector<bool>& happened,
                     const Eigen::VectorXd& coefficients) {
  double sum = 0.0;
  for (Eigen::Index i = 0; i < cases.rows(); ++i) {
    const double x = coefficients[0] + cases.row(i).dot(coefficients.tail(cases.cols()));
    sum -= std::log1p(std::exp(happened[static_cast<std::size_t>(i)] ? -x : x));
  }
  for (Eigen::Index i = 0; i < coefficients.size(); ++i) {
    const double sd = kLogitPrior * (i == 0 ? 4.0 : 1.0);
    sum -= 0.5 * (coefficients[i] / sd) * (coefficients[i] / sd);
  }
  return sum;
}

TEST(Forecast, TheLogitIsTheModeAlsoWhereAPredictorSeparates) {
  Eigen::MatrixXd cases(6, 2);
  cases << 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1;
  for (const std::vector<bool>& happened :
       {std::vector<bool>{true, true, true, false, false, false},
        std::vector<bool>{true, false, true, false, true, false}, std::vector<bool>(6, true)}) {
    const Eigen::VectorXd mode = fit_logit(cases, happened);
    ASSERT_TRUE(mode.allFinite());
    const double best = log_posterior(cases, happened, mode);
    for (Eigen::Index i = 0; i < mode.size(); ++i) {
      for (const double step : {-1e-3, 1e-3, -0.5, 0.5}) {
        Eigen::VectorXd other = mode;
        other[i] += step;
        EXPECT_LT(log_posterior(cases, happened, other), best) << i << " " << step;
      }
    }
  }
}

TEST(Forecast, TheLogitOfACaseDoesNotKnowHowItCameOut) {
  Eigen::MatrixXd cases(5, 1);
  cases << 1, 1, 0, 0, 1;
  const double before = logit_chances(cases, {true, true, false, false, true})[4];
  const double after = logit_chances(cases, {true, true, false, false, false})[4];
  EXPECT_DOUBLE_EQ(before, after);
  EXPECT_GT(before, 0.6);
}

}  // namespace
}  // namespace comity::analysis
