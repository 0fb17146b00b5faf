#include "random/distributions.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <limits>

#include "sampling.h"

namespace comity {
namespace {

constexpr std::uint32_t sample_size = 100000;
constexpr double least_fit = 1e-4;  // at fixed seeds; a wrong distribution gives 1e-10 and less

void expect_moments(const std::vector<double>& values, double mean, double variance) {
  EXPECT_LT(std::fabs(mean_error(values, mean)), 5);
  EXPECT_LT(std::fabs(variance_error(values, variance)), 5);
}

TEST(NormalQuantile, AgreesWithBoostIntoTheTails) {
  using Exact = boost::math::normal_distribution<long double>;
  for (int i = 1; i < 10000; ++i) {
    const double p = i / 10000.0;
    const auto exact = static_cast<double>(boost::math::quantile(Exact(), static_cast<long double>(p)));
    EXPECT_NEAR(normal_quantile(p), exact, 2e-15 * std::fabs(exact)) << "at " << p;
  }
  for (int power = 4; power < 300; ++power) {
    const double p = std::pow(10.0, -power);
    const auto exact = static_cast<double>(boost::math::quantile(Exact(), static_cast<long double>(p)));
    EXPECT_NEAR(normal_quantile(p), exact, 2e-15 * std::fabs(exact)) << "at " << p;
  }
}

TEST(NormalQuantile, IsOddAroundOneHalf) {
  EXPECT_EQ(normal_quantile(0.5), 0);
  for (double p : {0.4999, 0.25, 0.0625, 0x1p-20, 0x1p-50})
    EXPECT_EQ(normal_quantile(p), -normal_quantile(1 - p));
}

TEST(DrawNormal, IsStandardNormal) {
  const auto values = sample(sample_size, draw_normal);
  expect_moments(values, 0, 1);
  EXPECT_GT(fit_of_values(values, [](double x) { return cdf(boost::math::normal(), x); }), least_fit);
}

TEST(DrawBernoulli, IsSureAtTheEnds) {
  const auto never = sample(1000, [](Stream& stream) { return draw_bernoulli(stream, 0); });
  const auto always = sample(1000, [](Stream& stream) { return draw_bernoulli(stream, 1); });
  EXPECT_EQ(moments_of(never).mean, 0);
  EXPECT_DOUBLE_EQ(moments_of(always).mean, 1);
  expect_moments(sample(sample_size, [](Stream& stream) { return draw_bernoulli(stream, 0.3); }), 0.3, 0.21);
}

TEST(DrawExponential, HasItsMeanAndForm) {
  const auto values = sample(sample_size, [](Stream& stream) { return draw_exponential(stream, 5); });
  expect_moments(values, 5, 25);
  EXPECT_GT(fit_of_values(values, [](double x) { return 1 - std::exp(-x / 5); }), least_fit);
}

TEST(DrawGamma, HasItsMeanAndFormAtEveryShape) {
  for (double shape : {0.2, 0.9, 1.0, 2.5, 40.0, 1e6}) {
    SCOPED_TRACE(shape);
    const auto values = sample(sample_size, [&](Stream& stream) { return draw_gamma(stream, shape, 3); });
    expect_moments(values, 3, 9 / shape);
    const boost::math::gamma_distribution<> exact(shape, 3 / shape);
    EXPECT_GT(fit_of_values(values, [&](double x) { return cdf(exact, x); }), least_fit);
  }
}

TEST(DrawPoisson, HasItsMeanAndForm) {
  for (double mean : {0.01, 0.7, 3.0, 9.99, 10.0, 11.5, 30.0, 300.0, 20000.0}) {
    SCOPED_TRACE(mean);
    const auto values = sample(sample_size, [&](Stream& stream) { return draw_poisson(stream, mean); });
    expect_moments(values, mean, mean);
    const boost::math::poisson exact(mean);
    EXPECT_GT(fit_of_counts(values, [&](double k) { return pdf(exact, k); }), least_fit);
  }
}

TEST(DrawPoisson, TakesTinyAndHugeMeans) {
  EXPECT_EQ(moments_of(sample(1000, [](Stream& stream) { return draw_poisson(stream, 0); })).mean, 0);
  EXPECT_EQ(moments_of(sample(1000, [](Stream& stream) { return draw_poisson(stream, 1e-300); })).mean, 0);
  const auto huge = sample(20000, [](Stream& stream) { return draw_poisson(stream, largest_poisson_mean); });
  expect_moments(huge, largest_poisson_mean, largest_poisson_mean);
}

TEST(DrawNegativeBinomial, HasItsMeanAndForm) {
  for (double mean : {0.5, 4.0, 60.0}) {
    for (double dispersion : {0.3, 2.0, 50.0}) {
      SCOPED_TRACE(testing::Message() << "mean " << mean << ", dispersion " << dispersion);
      const auto values = sample(
          sample_size, [&](Stream& stream) { return draw_negative_binomial(stream, mean, dispersion); });
      expect_moments(values, mean, mean + mean * mean / dispersion);
      const boost::math::negative_binomial exact(dispersion, dispersion / (dispersion + mean));
      EXPECT_GT(fit_of_counts(values, [&](double k) { return pdf(exact, k); }), least_fit);
    }
  }
}

TEST(DrawNegativeBinomial, IsZeroAtMeanZeroAndPoissonAtInfiniteDispersion) {
  Stream stream({}, Purpose::count_demands, 0);
  EXPECT_EQ(draw_negative_binomial(stream, 0, 1), 0);
  const auto values = sample(sample_size, [](Stream& s) {
    return draw_negative_binomial(s, 20, std::numeric_limits<double>::infinity());
  });
  expect_moments(values, 20, 20);
  const auto finite = sample(sample_size, [](Stream& s) { return draw_negative_binomial(s, 20, 1e11); });
  expect_moments(finite, 20, 20);
}

TEST(DrawBinomial, HasItsMeanAndForm) {
  struct Case {
    int trials;
    double probability;
  };
  for (const Case& each : {Case{1, 0.3}, Case{9, 0.5}, Case{40, 0.1}, Case{40, 0.9}, Case{25, 0.4},
                           Case{100, 0.5}, Case{1000, 0.7}, Case{1000000, 3e-6}, Case{1000000, 0.02}}) {
    SCOPED_TRACE(testing::Message() << each.trials << " trials, probability " << each.probability);
    const auto values = sample(
        sample_size, [&](Stream& stream) { return draw_binomial(stream, each.trials, each.probability); });
    const double mean = each.trials * each.probability;
    expect_moments(values, mean, mean * (1 - each.probability));
    const boost::math::binomial exact(each.trials, each.probability);
    EXPECT_GT(fit_of_counts(values, [&](double k) { return k > each.trials ? 0 : pdf(exact, k); }),
              least_fit);
    for (double value : values) ASSERT_TRUE(value >= 0 && value <= each.trials);
  }
}

TEST(DrawBinomial, IsSureAtTheEnds) {
  Stream stream({}, Purpose::vote, 0);
  for (int trials : {0, 1, 9, 1000000}) {
    EXPECT_EQ(draw_binomial(stream, trials, 0), 0);
    EXPECT_EQ(draw_binomial(stream, trials, 1), trials);
  }
  EXPECT_EQ(draw_binomial(stream, 0, 0.5), 0);
  const auto huge = sample(20000, [](Stream& s) { return draw_binomial(s, 2000000000, 0.25); });
  expect_moments(huge, 5e8, 3.75e8);
}

const std::vector<double>& uneven_weights() {
  static const std::vector<double> weights{0, 3, 1e-3, 0, 5, 1, 0.1, 0, 2, 0};
  return weights;
}

double share_of(double index) {
  double sum = 0;
  for (double weight : uneven_weights()) sum += weight;
  return uneven_weights()[static_cast<std::size_t>(index)] / sum;
}

TEST(DrawIndex, FollowsTheWeightsAndNeverDrawsWeightZero) {
  const auto values =
      sample(sample_size, [](Stream& stream) { return draw_index(stream, uneven_weights()); });
  EXPECT_GT(fit_of_counts(values, share_of), least_fit);
  for (double value : values) ASSERT_GT(share_of(value), 0);
  Stream stream({}, Purpose::vote, 0);
  EXPECT_EQ(draw_index(stream, std::array{0.0, 0.0, 1e-300}), 2U);
}

TEST(AliasTable, FollowsTheWeightsAndNeverDrawsWeightZero) {
  const AliasTable table(uneven_weights());
  const auto values = sample(sample_size, [&](Stream& stream) { return table.pick(stream.bits()); });
  EXPECT_GT(fit_of_counts(values, share_of), least_fit);
  for (double value : values) ASSERT_GT(share_of(value), 0);
}

// Sweeping the 32 bits evenly instead of drawing them gives the shares themselves.
TEST(AliasTable, SharesAreExactToTheGridOfASweep) {
  std::vector<double> weights(1000);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += weights[i] = i % 3 == 0 ? 0 : 1 / (1.0 + static_cast<double>(i));
  const AliasTable table(weights);
  std::vector<double> share(weights.size());
  for (std::uint64_t bits = 128; bits < std::uint64_t{1} << 32; bits += 256) {
    share[table.pick(static_cast<std::uint32_t>(bits))] += 0x1p-24;
  }
  for (std::size_t i = 0; i < weights.size(); ++i)
    EXPECT_NEAR(share[i], weights[i] / sum, 1e-4 * share[i] + 1e-6) << i;
  for (std::size_t i = 0; i < weights.size(); i += 3) EXPECT_EQ(share[i], 0) << i;
}

TEST(AliasTable, TakesOneWeight) {
  const AliasTable table(std::array{7.0});
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(table.pick(0), 0U);
  EXPECT_EQ(table.pick(0xffffffff), 0U);
}

template <typename Draw>
std::uint64_t hash_of(Draw draw) {
  Hash hash;
  for (double value : sample(100000, draw)) hash.add(value);
  return hash.value();
}

// The constants are what g++ 12 and clang 19 give alike; a difference means that some draw depends on the compiler.
TEST(Distributions, DrawTheSameWithEveryCompiler) {
  EXPECT_EQ(hash_of(draw_normal), 0xef7bb0cc400aeb17U);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_exponential(s, 3); }), 0xfcb88ab11c025352U);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_gamma(s, 0.4, 3); }), 0xe8de43e54f405a35U);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_gamma(s, 7, 3); }), 0xc78d2c4c3e7b628eU);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_poisson(s, 4); }), 0x8d756cce09997f0cU);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_poisson(s, 400); }), 0x37b97ccce8b3ea98U);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_negative_binomial(s, 50, 3); }), 0xbced2f37dd29b62dU);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_binomial(s, 30, 0.2); }), 0xe12c791273aaedb4U);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_binomial(s, 3000, 0.6); }), 0x8b141ad58ac5b4baU);
  EXPECT_EQ(hash_of([](Stream& s) { return draw_index(s, uneven_weights()); }), 0x9138fd5719db4ec9U);
}

}  // namespace
}  // namespace comity
