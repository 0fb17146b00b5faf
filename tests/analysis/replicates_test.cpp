#include "analysis/replicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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

TEST(ShareInterval, IsClopperAndPearsons) {
  // R: binom.test(15, 20), binom.test(0, 10), binom.test(3, 3)
  const Bounded share = share_interval(15.0, 20, 0.95);
  EXPECT_DOUBLE_EQ(share.value, 0.75);
  EXPECT_NEAR(share.low, 0.5089541, 1e-6);
  EXPECT_NEAR(share.high, 0.9134285, 1e-6);
  EXPECT_EQ(share_interval(0.0, 10, 0.95).low, 0.0);
  EXPECT_NEAR(share_interval(0.0, 10, 0.95).high, 0.3084971, 1e-6);
  EXPECT_NEAR(share_interval(3.0, 3, 0.95).low, 0.2924018, 1e-6);
  EXPECT_EQ(share_interval(3.0, 3, 0.95).high, 1.0);
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

}  // namespace
}  // namespace comity::analysis
