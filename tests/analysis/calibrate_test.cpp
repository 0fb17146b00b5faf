// Calibration tells the truth where the truth is known: through the functions of calibrate.h, with a model in place of the simulation
// whose posterior has a closed form.
#include "analysis/calibrate.h"
#include "analysis/recovery.h"

#include "analysis/sample.h"
#include "random/distributions.h"
#include "random/stream.h"

#include <Eigen/LU>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace comity::analysis::testing_analysis {
namespace {

using Eigen::ArrayXXd;
using Eigen::Index;

Stream dice_of(std::uint32_t which) { return {RandomKey{which, 77}, Purpose::resample, 0}; }

ArrayXXd random_places(Index points, Index parameters, std::uint32_t seed) {
  Stream stream = dice_of(seed);
  ArrayXXd places(points, parameters);
  for (Index row = 0; row < points; ++row)
    for (Index k = 0; k < parameters; ++k) places(row, k) = stream.uniform();
  return places;
}

Observation measured(double observed, double sd) {
  Observation observation;
  observation.likelihood = Likelihood::normal;
  observation.observed = observed;
  observation.sd = sd;
  return observation;
}

// ---- The emulator ------------------------------------------------------------------------------------------------------

Emulator fit_to(const ArrayXXd& places, const std::vector<double>& values, double noise = 0.0) {
  return fit_emulator({places, values, noise});
}

TEST(Emulator, FindsTheTermsOfAPolynomialAmongManyParameters) {
  const ArrayXXd places = random_places(200, 60, 1);
  std::vector<double> values;
  for (Index row = 0; row < places.rows(); ++row)
    values.push_back(2.0 + 3.0 * places(row, 7) - places(row, 31) * places(row, 31) +
                     2.0 * places(row, 7) * places(row, 12) + places(row, 12));
  const Emulator emulator = fit_to(places, values);
  EXPECT_EQ(emulator.terms.size(), 5U);  // 7, 12, 31, 31 squared, 7 x 12
  EXPECT_GT(emulator.explained, 0.999999);
  EXPECT_LT(emulator.error, 1e-12);
  std::vector<double> place(60, 0.9);
  EXPECT_NEAR(predict(emulator, place), 2.0 + 2.7 - 0.81 + 1.62 + 0.9, 1e-9);
}

TEST(Emulator, TakesNoTermFromNoise) {
  const ArrayXXd places = random_places(200, 100, 2);
  std::size_t terms = 0;
  for (std::uint32_t trial = 0; trial < 20; ++trial) {
    Stream stream = dice_of(100 + trial);
    std::vector<double> values;
    for (Index row = 0; row < places.rows(); ++row) values.push_back(draw_normal(stream));
    const Emulator emulator = fit_to(places, values, 1.0);
    terms += emulator.terms.size();
    EXPECT_LT(emulator.explained, 0.05);
  }
  EXPECT_LE(terms, 2U);  // of 20 x 200 candidates
}

TEST(Emulator, KnowsItsErrorAtNewPoints) {
  const auto truth = [](const ArrayXXd& places, Index row) {  // no polynomial of second degree
    return std::sin(5.0 * places(row, 0)) + 0.5 * places(row, 1) * places(row, 2) * places(row, 3);
  };
  const ArrayXXd places = random_places(300, 20, 3);
  const ArrayXXd others = random_places(2000, 20, 4);
  constexpr double kNoise = 0.04;
  Stream stream = dice_of(5);
  std::vector<double> values;
  for (Index row = 0; row < places.rows(); ++row)
    values.push_back(truth(places, row) + std::sqrt(kNoise) * draw_normal(stream));
  const Emulator emulator = fit_to(places, values, kNoise);
  double squares = 0.0;
  for (Index row = 0; row < others.rows(); ++row) {
    std::vector<double> place;
    for (Index k = 0; k < 20; ++k) place.push_back(others(row, k));
    const double gap = truth(others, row) - predict(emulator, place);
    squares += gap * gap / 2000.0;
  }
  EXPECT_GT(squares, 0.005);  // it cannot be exact
  EXPECT_NEAR(emulator.error / squares, 1.0, 0.35);
}

// ---- A model with a closed form ----------------------------------------------------------------------------------------

constexpr Index kParameters = 3;
constexpr Index kRows = 4;

// Sums of the parameters: row i is the dot product of its weights and the places.
Eigen::MatrixXd toy_weights() {
  Eigen::MatrixXd matrix(kRows, kParameters);
  matrix << 1.0, 0.5, 0.0, 0.0, 1.0, -0.5, 0.7, 0.0, 1.0, 0.3, 0.3, 0.3;
  return matrix;
}

std::vector<double> toy_outputs(const std::vector<double>& place) {
  std::vector<double> values;
  for (Index row = 0; row < kRows; ++row) {
    double sum = 0.0;
    for (Index k = 0; k < kParameters; ++k) sum += toy_weights()(row, k) * place[static_cast<std::size_t>(k)];
    values.push_back(sum);
  }
  return values;
}

// Emulators of the four sums, fitted to noisy replicates of 60 points as those of the simulation are.
class ToyModel {
 public:
  explicit ToyModel(double replicate_deviation = 0.02) {
    const ArrayXXd places = random_places(60, kParameters, 6);
    Stream stream = dice_of(7);
    for (Index row = 0; row < kRows; ++row) {
      GroupedValues grouped;
      for (Index point = 0; point < places.rows(); ++point) {
        const double sum = toy_outputs(
            {places(point, 0), places(point, 1), places(point, 2)})[static_cast<std::size_t>(row)];
        grouped.values.push_back({sum + replicate_deviation * draw_normal(stream),
                                  sum + replicate_deviation * draw_normal(stream)});
      }
      const RowPoints points = points_of_row(measured(0.0, 1.0), grouped);
      emulators_.push_back(fit_emulator({places, points.values, points.noise}));
      spread_.push_back(points.spread);
    }
  }

  // The rows for these observations, which must outlive them.
  std::vector<CalibrationRow> rows(const std::vector<Observation>& observations) const {
    std::vector<CalibrationRow> rows;
    for (std::size_t i = 0; i < observations.size(); ++i)
      rows.push_back({&observations[i], emulators_[i % emulators_.size()], spread_[i % spread_.size()]});
    return rows;
  }

  double spread(std::size_t row) const { return spread_[row]; }

 private:
  std::vector<Emulator> emulators_;
  std::vector<double> spread_;
};

ChainPlan quick_plan(std::size_t draws, std::uint32_t seed) {
  ChainPlan plan;
  plan.draws = draws;
  plan.sweeps = 800;
  plan.seed = seed;
  return plan;
}

TEST(Calibration, AgreesWithTheClosedFormOfALinearModel) {
  const ToyModel model;
  const std::vector<double> truth = {0.55, 0.45, 0.5};
  const std::vector<double> values = toy_outputs(truth);
  std::vector<Observation> observations;
  for (const double value : values) observations.push_back(measured(value, 0.05));
  const std::vector<CalibrationRow> rows = model.rows(observations);
  // Flat prior and normal errors: precision W' E^-1 W around the truth, which was observed exactly.
  Eigen::MatrixXd precision = Eigen::MatrixXd::Zero(kParameters, kParameters);
  for (Index row = 0; row < kRows; ++row) {
    const double variance = 0.05 * 0.05 + model.spread(static_cast<std::size_t>(row)) +
                            rows[static_cast<std::size_t>(row)].emulator.error;
    precision += toy_weights().row(row).transpose() * toy_weights().row(row) / variance;
  }
  const Eigen::MatrixXd covariance = precision.inverse();
  ChainPlan plan = quick_plan(4000, 1);
  plan.sweeps = 8000;
  const WorldDraws drawn = draw_worlds(rows, kParameters, plan);
  EXPECT_LT(drawn.mixing, 1.05);
  for (Index k = 0; k < kParameters; ++k) {
    const Eigen::ArrayXd own = drawn.places.col(k);
    const double deviation = std::sqrt((own - own.mean()).square().mean());
    EXPECT_NEAR(own.mean(), truth[static_cast<std::size_t>(k)], 0.15 * deviation + 0.01)
        << k;  // emulators are fitted to noise
    EXPECT_NEAR(deviation / std::sqrt(covariance(k, k)), 1.0, 0.08) << k;
    for (Index other = 0; other < k; ++other) {
      const Eigen::ArrayXd second = drawn.places.col(other);
      const double correlation =
          ((own - own.mean()) * (second - second.mean())).mean() /
          std::sqrt((own - own.mean()).square().mean() * (second - second.mean()).square().mean());
      EXPECT_NEAR(correlation, covariance(k, other) / std::sqrt(covariance(k, k) * covariance(other, other)),
                  0.08);
    }
  }
}

// Of few trials and of many, where the chance of a count is kept at steps.
TEST(Calibration, OfACountIsTheBetaDistribution) {
  const ArrayXXd places = random_places(60, 1, 8);
  std::vector<double> values;
  for (Index row = 0; row < 60; ++row) values.push_back(places(row, 0));
  ChainPlan plan = quick_plan(2000, 3);
  plan.sweeps = 4000;
  for (const int trials : {20, 4000}) {
    Observation observation;
    observation.likelihood = Likelihood::binomial;
    observation.count = trials * 7 / 10;
    observation.trials = trials;
    const std::vector<CalibrationRow> rows = {{&observation, fit_to(places, values), 0.0}};
    const WorldDraws drawn = draw_worlds(rows, 1, plan);
    const double a = observation.count + 1.0;
    const double b = trials - observation.count + 1.0;
    const double deviation = std::sqrt(a * b / ((a + b) * (a + b) * (a + b + 1.0)));
    const Eigen::ArrayXd own = drawn.places.col(0);
    EXPECT_NEAR(own.mean(), a / (a + b), 0.1 * deviation);
    EXPECT_NEAR(std::sqrt((own - own.mean()).square().mean()), deviation, 0.1 * deviation);
  }
}

// Simulation-based calibration (Talts et al. 2018): data made at vectors drawn from the prior; the rank of the truth among posterior draws is
// even, and 90 % intervals hold it 90 % of the time.
RecoveryTotal recover_toy(double claimed_sd, int threads = 2) {
  constexpr std::size_t kTruths = 60;
  const ToyModel model;
  Stream stream = dice_of(9);
  std::vector<KnownTruth> truths(kTruths);
  for (KnownTruth& truth : truths) {
    for (Index k = 0; k < kParameters; ++k) truth.place.push_back(stream.uniform());
    truth.values = toy_outputs(truth.place);
    for (std::size_t row = 0; row < truth.values.size();
         ++row)  // history is one run; what it has too much error by, is drawn here
      truth.values[row] +=
          std::sqrt(std::max(model.spread(row), 0.2 * 0.2 - claimed_sd * claimed_sd)) * draw_normal(stream);
  }
  const std::vector<Observation> observations(kRows, measured(0.0, claimed_sd));
  return total_of(recover(model.rows(observations), truths, quick_plan(199, 1), threads));
}

TEST(Recovery, HoldsTheTruthAsOftenAsItSays) {
  const RecoveryTotal total = recover_toy(0.2);
  EXPECT_EQ(total.intervals, 180U);
  // 162 of 180 but for binomial error (4.0) and what 199 draws lose at either end of an interval.
  EXPECT_GE(total.held, 149U);
  EXPECT_LE(total.held, 174U);
  EXPECT_GT(total.evenness, 0.001);
  EXPECT_EQ(recover_toy(0.2, 1).ranks, total.ranks);
}

TEST(Recovery, ShowsWhereErrorsAreLargerThanClaimed) {
  const RecoveryTotal total = recover_toy(0.03);
  EXPECT_LT(total.held, 120U);
  EXPECT_LT(total.evenness, 0.001);
}

TEST(Recovery, DrawsWhatWouldHaveBeenObserved) {
  constexpr int kTrials = 2000;
  const auto mean_of_drawn = [&](const Observation& observation, double value, const auto& read) {
    double sum = 0.0;
    for (int seed = 0; seed < kTrials; ++seed)
      sum += static_cast<double>(read(observed_in(observation, value, static_cast<std::uint32_t>(seed)))) /
             kTrials;
    return sum;
  };
  Observation chance;
  chance.likelihood = Likelihood::binomial;
  chance.trials = 40;
  EXPECT_NEAR(mean_of_drawn(chance, 0.25, [](const Observation& one) { return one.count; }), 10.0, 0.25);
  chance.discrepancy = 0.3;  // as likely on the whole, but not each: sd = .3 sqrt(p (1 - p))
  const auto square = [](const Observation& one) {
    return (one.count / 40.0 - 0.25) * (one.count / 40.0 - 0.25);
  };
  EXPECT_NEAR(mean_of_drawn(chance, 0.25, square), 0.1875 * (0.09 + 0.91 / 40.0), 0.0015);
  Observation count;
  count.likelihood = Likelihood::negative_binomial;
  EXPECT_NEAR(mean_of_drawn(count, std::log(7.5), [](const Observation& one) { return one.count; }), 7.0,
              0.25);
  Observation between = measured(0.0, 0.0);
  between.likelihood = Likelihood::interval;
  between.scale = Scale::log;
  between.low = 1.0;
  between.high = 4.0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Observation drawn = observed_in(between, std::log(20.0), seed);
    EXPECT_NEAR(drawn.high / drawn.low, 4.0, 1e-9);
    EXPECT_TRUE(drawn.low <= 20.0 && drawn.high >= 20.0);
  }
  EXPECT_NEAR(mean_of_drawn(measured(0.0, 0.5), 3.0, [](const Observation& one) { return one.observed; }),
              3.0, 0.05);
}

TEST(Calibration, NamesEvidenceThatContradictsItself) {
  const ToyModel model;
  const std::vector<double> values = toy_outputs({0.5, 0.5, 0.5});
  std::vector<Observation> observations;
  for (const double value : values) observations.push_back(measured(value, 0.02));
  observations.push_back(measured(values[0] + 0.5, 0.02));  // the first sum again, and another value
  const std::vector<CalibrationRow> rows = model.rows(observations);
  const ArrayXXd places = draw_worlds(rows, kParameters, quick_plan(256, 4)).places;
  const ArrayXXd prior = random_places(256, kParameters, 10);
  EXPECT_GT(posterior_pit(rows[4], places), 1.0 - kExtreme);
  EXPECT_LT(posterior_pit(rows[0], places), kExtreme);
  EXPECT_TRUE(is_reachable(rows[0], prior) && is_reachable(rows[4], prior));
  // Without it nothing is.
  const std::vector<CalibrationRow> sound(rows.begin(), rows.end() - 1);
  const ArrayXXd agreed = draw_worlds(sound, kParameters, quick_plan(256, 4)).places;
  for (const CalibrationRow& row : sound) {
    EXPECT_GT(posterior_pit(row, agreed), 0.2);
    EXPECT_LT(posterior_pit(row, agreed), 0.8);
  }
  // And what no place gives is told apart from it.
  const std::vector<Observation> beyond = {measured(3.0, 0.02)};
  EXPECT_FALSE(is_reachable(model.rows(beyond)[0], prior));
}

TEST(Calibration, LeavesAtThePriorWhatNothingDependsOn) {
  const ArrayXXd places = random_places(60, 4, 11);
  std::vector<double> values;
  for (Index row = 0; row < 60; ++row) values.push_back(places(row, 0) + places(row, 2));
  const std::vector<Observation> observations = {measured(1.0, 0.01)};
  const std::vector<CalibrationRow> rows = {{observations.data(), fit_to(places, values), 0.0}};
  const WorldDraws drawn = draw_worlds(rows, 4, quick_plan(1000, 5));
  EXPECT_EQ(drawn.active, (std::vector<std::size_t>{0, 2}));
  const std::vector<Learnt> learnt = find_learnt(drawn.places);
  for (const std::size_t other : {1U, 3U}) {
    EXPECT_NEAR(learnt[other].narrowed, 1.0, 0.06);
    EXPECT_NEAR(learnt[other].low, 0.05, 0.03);
    EXPECT_NEAR(learnt[other].high, 0.95, 0.03);
  }
  // The sum is known, its parts are not: they hang together and are hardly learnt by themselves.
  const std::vector<Correlated> correlated = find_correlated(drawn.places, drawn.active);
  ASSERT_EQ(correlated.size(), 1U);
  EXPECT_LT(correlated[0].correlation, -0.95);
  EXPECT_GT(learnt[0].narrowed, kLearnt);
}

// ---- Values at points --------------------------------------------------------------------------------------------------

TEST(PointsOfARow, TakeNoiseAndSpreadFromReplicates) {
  GroupedValues grouped;
  for (int point = 0; point < 20; ++point) grouped.values.push_back({1.0 + point, 3.0 + point});
  const RowPoints points = points_of_row(measured(0.0, 1.0), grouped);
  EXPECT_EQ(points.problem, "");
  EXPECT_DOUBLE_EQ(points.values[4], 6.0);
  EXPECT_DOUBLE_EQ(points.spread, 2.0);
  EXPECT_DOUBLE_EQ(points.noise, 1.0);
  Observation pooled = measured(0.0, 1.0);
  pooled.over = Pooling::pooled;
  EXPECT_EQ(points_of_row(pooled, grouped).spread, 0.0);
}

TEST(PointsOfARow, OfWhichManyAreMissingOrThatMayNeverComeAreNotUsed) {
  GroupedValues grouped;
  for (int point = 0; point < 100; ++point) grouped.values.push_back({point < 21 ? std::nan("") : 1.0});
  EXPECT_EQ(points_of_row(measured(0.0, 1.0), grouped).problem, "21 of 100 points have no value");
  grouped.values[0] = {1.0};
  EXPECT_EQ(points_of_row(measured(0.0, 1.0), grouped).problem, "");
  Observation date;
  date.likelihood = Likelihood::date;
  EXPECT_NE(points_of_row(date, grouped).problem, "");
}

TEST(PointsOfARow, OnALogarithmCountNothingAsHalfOfTheLeast) {
  Observation observation = measured(1.0, 1.0);
  observation.scale = Scale::log;
  GroupedValues grouped;
  for (int point = 0; point < 20; ++point) grouped.values.push_back({point == 0 ? 0.0 : 2.0 * point});
  const RowPoints points = points_of_row(observation, grouped);
  EXPECT_EQ(points.problem, "");
  EXPECT_DOUBLE_EQ(points.values[0], 0.0);  // ln 1
  EXPECT_DOUBLE_EQ(points.values[1], std::log(2.0));
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
