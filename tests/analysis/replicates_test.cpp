#include "analysis/replicates.h"

#include "support/dice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace comity::analysis {
namespace {

std::vector<double> count_to(int last) {
  std::vector<double> values;
  for (int i = 1; i <= last; ++i) values.push_back(i);
  return values;
}

TEST(QuantileInterval, OfTheMedianLiesBetweenTheTabulatedRanks) {
  // Conover (1999), Practical Nonparametric Statistics: 95 % of the median, n = 10: ranks 2 and 9; n = 40: 14 and 27.
  const Bounded ten = quantile_interval(count_to(10), 0.5, 0.95);
  EXPECT_EQ(ten.low, 2.0);
  EXPECT_EQ(ten.high, 9.0);
  EXPECT_EQ(ten.value, 5.5);
  const Bounded forty = quantile_interval(count_to(40), 0.5, 0.95);
  EXPECT_EQ(forty.low, 14.0);
  EXPECT_EQ(forty.high, 27.0);
}

TEST(QuantileInterval, HoldsTheQuantileAtLeastAsOftenAsItSays) {
  for (const double p : {0.05, 0.25, 0.5, 0.95}) {
    const Bounded bounds = quantile_interval(count_to(100), p, 0.95);
    const auto low = static_cast<std::size_t>(bounds.low);
    const auto high = static_cast<std::size_t>(bounds.high);
    // P(low <= B < high) of the number B of values below the quantile.
    EXPECT_GE(binomial_tail(low, 100, p) - binomial_tail(high, 100, p), 0.95) << p;
    EXPECT_GT(binomial_tail(low + 1, 100, p), 0.0) << p;
    EXPECT_LT(binomial_tail(low + 1, 100, p), 0.975) << p << ": the lower rank could be higher";
    EXPECT_GT(binomial_tail(high - 1, 100, p), 0.025) << p << ": the upper rank could be lower";
  }
}

TEST(QuantileInterval, HasNoBoundWhereTheSampleIsTooSmallForOne) {
  const Bounded low_quantile = quantile_interval(count_to(20), 0.05, 0.95);
  EXPECT_TRUE(std::isnan(low_quantile.low));
  EXPECT_EQ(low_quantile.high, 4.0);
  EXPECT_TRUE(std::isnan(quantile_interval({3.0}, 0.5, 0.95).low));
  EXPECT_TRUE(std::isnan(quantile_interval({}, 0.5, 0.95).value));
}

TEST(QuantileInterval, DoesNotDependOnTheOrderOfValues) {
  std::vector<double> values = count_to(30);
  std::ranges::reverse(values);
  EXPECT_EQ(quantile_interval(values, 0.25, 0.9).high, quantile_interval(count_to(30), 0.25, 0.9).high);
}

TEST(ShareInterval, IsWilsons) {
  const Bounded share = share_interval(15.0, 20, 0.95);  // by the formula with z = 1.959964
  EXPECT_DOUBLE_EQ(share.value, 0.75);
  EXPECT_NEAR(share.low, 0.531299, 1e-6);
  EXPECT_NEAR(share.high, 0.888138, 1e-6);
  EXPECT_NEAR(share_interval(0.0, 10, 0.95).low, 0.0, 1e-12);
  EXPECT_GT(share_interval(0.0, 10, 0.95).high, 0.2);
  EXPECT_TRUE(std::isnan(share_interval(0.0, 0, 0.95).value));
}

TEST(ReplicatesNeeded, AreTheFewestThatGiveThePrecision) {
  const std::vector<double> values = {8.0, 12.0, 9.0, 11.0, 10.0};  // mean 10, deviation 1.58
  const std::size_t needed = replicates_needed(values, 0.05, 0.95).value();
  const auto half = [&](double n) {
    return student_quantile(0.975, n - 1.0) * deviation_of(values) / std::sqrt(n);
  };
  EXPECT_LE(half(static_cast<double>(needed)), 0.5);
  EXPECT_GT(half(static_cast<double>(needed - 1)), 0.5);
  EXPECT_EQ(replicates_needed({values.data(), 5}, 10.0, 0.95), 2U);
}

TEST(ReplicatesNeeded, AreUnknownForAMeanOfZeroAndForOneValue) {
  const std::vector<double> around_zero = {-1.0, 1.0};
  EXPECT_FALSE(replicates_needed(around_zero, 0.05, 0.95));
  EXPECT_FALSE(replicates_needed({around_zero.data(), 1}, 0.05, 0.95));
  const std::vector<double> zeros = {0.0, 0.0};
  EXPECT_FALSE(replicates_needed(zeros, 0.05, 0.95));
}

TEST(PercentileInterval, IsTheMiddleOfWhatIsThere) {
  std::vector<double> resampled = count_to(101);
  resampled.push_back(std::nan(""));
  const Bounded middle = percentile_interval(50.0, resampled, 0.9);
  EXPECT_NEAR(middle.low, 6.0, 1e-9);
  EXPECT_NEAR(middle.high, 96.0, 1e-9);
  EXPECT_TRUE(std::isnan(percentile_interval(50.0, {1.0}, 0.9).low));
}

// A skewed sample: exponential with mean 1.
std::vector<double> exponential_sample(std::size_t count, test::Dice& dice) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(-std::log(1.0 - dice.within(0.0, 1.0)));
  return values;
}

TEST(IntervalCoverage, OfMeanAndMedianIsWhatTheySayOver200Samples) {
  test::Dice dice(7);
  int mean_held = 0;
  int median_held = 0;
  for (int sample = 0; sample < 200; ++sample) {
    const std::vector<double> values = exponential_sample(100, dice);
    const Bounded mean = student_interval(values, 0.95);
    const Bounded median = quantile_interval(values, 0.5, 0.95);
    mean_held += mean.low <= 1.0 && 1.0 <= mean.high ? 1 : 0;
    median_held += median.low <= std::numbers::ln2 && std::numbers::ln2 <= median.high ? 1 : 0;
  }
  RecordProperty("mean", mean_held);
  RecordProperty("median", median_held);
  EXPECT_GE(mean_held, 184);
  EXPECT_LE(mean_held, 196);
  EXPECT_GE(median_held, 184);
  EXPECT_LE(median_held, 196);
}

}  // namespace
}  // namespace comity::analysis
