#include "analysis/interval.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr double kStudent4 = 2.7764451052;  // 97.5 % quantile, 4 degrees of freedom

TEST(MeanInterval, OfEvenValuesIsStudents) {
  const std::vector<double> values = {1.0, 2.0, 3.0, 4.0, 5.0};
  const Bounded mean = mean_interval(values, 0.95);
  EXPECT_DOUBLE_EQ(mean.value, 3.0);
  EXPECT_NEAR(mean.high, 3.0 + kStudent4 * std::sqrt(2.5 / 5.0), 1e-9);
  EXPECT_NEAR(mean.low, 3.0 - kStudent4 * std::sqrt(2.5 / 5.0), 1e-9);
}

// Hall's (1992) bounds solved for by bisection of his cubic.
double solve_cubic(double place, double skewness, double n) {
  const auto cubic = [&](double x) {
    const double a = skewness / 3.0;
    return x + a * x * x + a * a * x * x * x / 3.0 + skewness / (6.0 * n) - place;
  };
  double low = -100.0;
  double high = 100.0;
  for (int i = 0; i < 200; ++i) (cubic(0.5 * (low + high)) > 0.0 ? high : low) = 0.5 * (low + high);
  return low;
}

TEST(MeanInterval, OfSkewedValuesReachesAsFarAsHalls) {
  const std::vector<double> values = {0.1, 0.2, 0.3, 0.9, 6.0};
  const Bounded mean = mean_interval(values, 0.95);
  const double deviation = deviation_of(values);
  double squares = 0.0;
  double cubes = 0.0;
  for (const double value : values) {
    squares += std::pow(value - 1.5, 2.0) / 5.0;
    cubes += std::pow(value - 1.5, 3.0) / 5.0;
  }
  const double skewness = 2.0 * cubes / std::pow(squares, 1.5);  // (n + 3) / (n - 1) = 2
  const double t = kStudent4 / std::sqrt(5.0);
  EXPECT_NEAR(mean.high, 1.5 - deviation * solve_cubic(-t, skewness, 5.0), 1e-8);
  EXPECT_GT(mean.high, 1.5 + 1.2 * deviation * t);
  EXPECT_NEAR(mean.low, 1.5 - deviation * t, 1e-8);  // Student's reaches farther here
  std::vector<double> mirrored = values;
  for (double& value : mirrored) value = -value;
  EXPECT_NEAR(mean_interval(mirrored, 0.95).low, -mean.high, 1e-12);
}

TEST(MeanInterval, OfOneValueOrOfEqualOnesIsNone) {
  const std::vector<double> one = {5.0};
  EXPECT_EQ(mean_interval(one, 0.95).value, 5.0);
  EXPECT_TRUE(std::isnan(mean_interval(one, 0.95).low));
  EXPECT_TRUE(std::isnan(mean_interval(one, 0.95).high));
  const std::vector<double> equal = {0.1, 0.1, 0.1};
  EXPECT_TRUE(std::isnan(mean_interval(equal, 0.95).low));
  EXPECT_TRUE(std::isnan(mean_interval(equal, 0.95).high));
  const std::vector<double> rounded = {7.875, 7.875 * (1.0 + 4e-16), 7.875};
  EXPECT_TRUE(std::isnan(mean_interval(rounded, 0.95).low));
  EXPECT_TRUE(std::isnan(mean_interval({}, 0.95).value));
}

TEST(JackknifeInterval, OfAMeanIsItsInterval) {
  const std::vector<double> values = {0.1, 0.2, 0.3, 0.9, 6.0};
  const auto mean = [&](std::span<const std::uint32_t> counts) {
    double sum = 0.0;
    double number = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sum += counts[i] * values[i];
      number += counts[i];
    }
    return sum / number;
  };
  const Bounded found = jackknife_interval(values.size(), mean, 0.95);
  const Bounded expected = mean_interval(values, 0.95);
  EXPECT_NEAR(found.value, expected.value, 1e-12);
  EXPECT_NEAR(found.low, expected.low, 1e-9);
  EXPECT_NEAR(found.high, expected.high, 1e-9);
}

TEST(JackknifeInterval, IsNoneWhereAUnitIsIndispensableOrAlone) {
  const auto first_of = [](std::span<const std::uint32_t> counts) {
    return counts[0] > 0 ? 1.0 + 0.1 * counts[1] : std::nan("");
  };
  EXPECT_EQ(jackknife_interval(3, first_of, 0.95).value, 1.1);
  EXPECT_TRUE(std::isnan(jackknife_interval(3, first_of, 0.95).low));
  const auto five = [](std::span<const std::uint32_t>) { return 5.0; };
  EXPECT_EQ(jackknife_interval(1, five, 0.95).value, 5.0);
  EXPECT_TRUE(std::isnan(jackknife_interval(1, five, 0.95).high));
}

TEST(JackknifeInterval, LeavesOutGroupsOfManyUnits) {
  int calls = 0;
  std::uint64_t left_out = 0;
  jackknife_interval(
      1000,
      [&](std::span<const std::uint32_t> counts) {
        ++calls;
        left_out += 1000 - std::accumulate(counts.begin(), counts.end(), 0U);
        return static_cast<double>(calls);
      },
      0.95);
  EXPECT_EQ(calls, 101);
  EXPECT_EQ(left_out, 1000U);
}

TEST(NormalInterval, IgnoresWhatIsMissing) {
  const std::vector<double> drawn = {1.0, std::nan(""), 3.0};
  const Bounded found = normal_interval(2.0, drawn, 0.95);
  EXPECT_NEAR(found.high, 2.0 + 1.959964 * std::sqrt(2.0), 1e-5);
  EXPECT_TRUE(std::isnan(normal_interval(2.0, std::vector<double>{1.0}, 0.95).low));
}

TEST(SmallSamples, DoNotClaimTheirLevel) {
  EXPECT_EQ(interval_words(11, 0.95), "interval");
  EXPECT_EQ(interval_words(12, 0.95), "95 % interval");
  EXPECT_NE(small_sample_note(11), "");
  EXPECT_EQ(small_sample_note(12), "");
}

TEST(Stars, ComeByChanceAsOftenAsTheLevelSays) {
  EXPECT_NE(star_note(0.95).find("of 20 differences"), std::string::npos);
  EXPECT_NE(star_note(0.9).find("of 10 differences"), std::string::npos);
}

}  // namespace
}  // namespace comity::analysis
