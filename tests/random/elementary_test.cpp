#include "random/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sampling.h"

namespace comity {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr int grid_size = 300000;

/// Distance of `value` from `exact` in units of the last place of a double of that size.
double ulp_error(double value, long double exact) {
  int exponent = 0;
  std::frexp(static_cast<double>(exact), &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(value - exact) / unit);
}

/// Point `i` of an uneven grid over [low, high].
double grid_point(int i, double low, double high) {
  const double place = std::fmod(i * 0.6180339887498949, 1.0);
  return low + (high - low) * place;
}

/// Largest error over [low, high].
template <typename Function, typename Exact>
double worst(Function function, Exact exact, double low, double high) {
  double largest = 0;
  for (int i = 0; i < grid_size; ++i) {
    const double x = grid_point(i, low, high);
    largest = std::max(largest, ulp_error(function(x), exact(static_cast<long double>(x))));
  }
  return largest;
}

/// Largest error over magnitudes from 2^low to 2^high.
template <typename Function, typename Exact>
double worst_over_powers(Function function, Exact exact, double low, double high) {
  double largest = 0;
  for (int i = 0; i < grid_size; ++i) {
    const double x = std::exp2(grid_point(i, low, high));
    largest = std::max(largest, ulp_error(function(x), exact(static_cast<long double>(x))));
  }
  return largest;
}

long double exact_exp(long double x) { return std::exp(x); }
long double exact_log(long double x) { return std::log(x); }
long double exact_expm1(long double x) { return std::expm1(x); }
long double exact_log1p(long double x) { return std::log1p(x); }
long double exact_tanh(long double x) { return std::tanh(x); }
long double exact_logistic(long double x) { return 1 / (1 + std::exp(-x)); }
long double exact_logit(long double p) {
  return p > 0.25L && p < 0.75L ? std::log1p((2 * p - 1) / (1 - p)) : std::log(p / (1 - p));
}

TEST(Exp, IsWithinItsStatedError) {
  EXPECT_LT(worst(exp_same, exact_exp, -708, 709.7), 0.6);
  EXPECT_LT(worst(exp_same, exact_exp, -1, 1), 0.6);
  EXPECT_LT(worst_over_powers(exp_same, exact_exp, -80, 3), 0.6);
  EXPECT_LT(worst(exp_same, exact_exp, -745, -700), 1.1);
}

TEST(Exp, IsSaneAtTheExtremes) {
  EXPECT_EQ(exp_same(0), 1);
  EXPECT_EQ(exp_same(-0.0), 1);
  EXPECT_EQ(exp_same(-infinity), 0);
  EXPECT_EQ(exp_same(-1e300), 0);
  EXPECT_EQ(exp_same(-746), 0);
  EXPECT_EQ(exp_same(-745), std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(exp_same(infinity), infinity);
  EXPECT_EQ(exp_same(709.79), infinity);
  EXPECT_LT(exp_same(709.78), infinity);
  EXPECT_TRUE(std::isnan(exp_same(not_a_number)));
}

TEST(Exp, RisesWithItsArgument) {
  for (double start : {-700.0, -20.0, -0.0027, 0.3, 5.0, 650.0}) {
    double x = start;
    double before = exp_same(x);
    for (int i = 0; i < 50000; ++i) {
      x = std::nextafter(x, infinity);
      const double here = exp_same(x);
      ASSERT_GE(here, before) << "at " << x;
      before = here;
    }
  }
}

TEST(Expm1, IsWithinItsStatedErrorAndAccurateNearZero) {
  EXPECT_LT(worst(expm1_same, exact_expm1, -45, 709.7), 3);
  EXPECT_LT(worst(expm1_same, exact_expm1, -0.01, 0.01), 3);
  EXPECT_LT(worst_over_powers(expm1_same, exact_expm1, -1000, 0), 3);
  EXPECT_EQ(expm1_same(-infinity), -1);
  EXPECT_EQ(expm1_same(infinity), infinity);
  EXPECT_TRUE(std::isnan(expm1_same(not_a_number)));
}

TEST(Log, IsWithinItsStatedError) {
  EXPECT_LT(worst_over_powers(log_same, exact_log, -1074, 1023.9), 0.8);
  EXPECT_LT(worst_over_powers(log_same, exact_log, -2, 2), 0.8);
  EXPECT_LT(worst(log_same, exact_log, 0.98, 1.02), 0.8);
  EXPECT_LT(worst(log_same, exact_log, 0.999999, 1.000001), 0.8);
}

TEST(Log, IsSaneAtTheExtremes) {
  EXPECT_EQ(log_same(1), 0);
  EXPECT_EQ(log_same(0), -infinity);
  EXPECT_EQ(log_same(infinity), infinity);
  EXPECT_TRUE(std::isnan(log_same(-1)));
  EXPECT_TRUE(std::isnan(log_same(-infinity)));
  EXPECT_TRUE(std::isnan(log_same(not_a_number)));
  EXPECT_DOUBLE_EQ(log_same(std::numeric_limits<double>::denorm_min()), -1074 * 0.6931471805599453);
  EXPECT_DOUBLE_EQ(log_same(std::numeric_limits<double>::max()), 1024 * 0.6931471805599453);
}

TEST(Log, RisesWithItsArgument) {
  for (double start : {1e-300, 0.6874999, 0.9999999999, 1.00781249, 1.3, 1e10}) {
    double x = start;
    double before = log_same(x);
    for (int i = 0; i < 50000; ++i) {
      x = std::nextafter(x, infinity);
      const double here = log_same(x);
      ASSERT_GE(here, before) << "at " << x;
      before = here;
    }
  }
}

TEST(Log, UndoesExp) {
  for (int i = 0; i < grid_size; ++i) {
    const double x = grid_point(i, -700, 700);
    ASSERT_NEAR(log_same(exp_same(x)), x, 2.3e-16 * (1 + std::fabs(x)));
  }
}

TEST(Pow, IsExpOfMultipliedLog) {
  for (int i = 0; i < grid_size; ++i) {
    const double x = std::exp2(grid_point(i, -20, 20));
    const double y = grid_point(i * 7, -30, 30);
    const double exact =
        static_cast<double>(std::pow(static_cast<long double>(x), static_cast<long double>(y)));
    const double tolerance = 0x1p-52 * (1 + std::fabs(y * std::log(x)));
    ASSERT_NEAR(pow_same(x, y) / exact, 1, tolerance) << x << " to the power " << y;
  }
  EXPECT_EQ(pow_same(0, 0), 1);
  EXPECT_EQ(pow_same(infinity, 0), 1);
  EXPECT_EQ(pow_same(0, 2), 0);
  EXPECT_EQ(pow_same(0, -1), infinity);
  EXPECT_EQ(pow_same(1, 1e300), 1);
}

TEST(Log1p, IsWithinItsStatedErrorAndAccurateNearZero) {
  EXPECT_LT(worst(log1p_same, exact_log1p, -0.9999, 4), 1.5);
  EXPECT_LT(worst_over_powers(log1p_same, exact_log1p, -1000, 1000), 1.5);
  const auto negated = [](double x) { return log1p_same(-x); };
  EXPECT_LT(worst_over_powers(negated, [](long double x) { return std::log1p(-x); }, -1000, -0.001), 1.5);
  EXPECT_EQ(log1p_same(0), 0);
  EXPECT_EQ(log1p_same(-1), -infinity);
  EXPECT_EQ(log1p_same(infinity), infinity);
  EXPECT_TRUE(std::isnan(log1p_same(-2)));
}

TEST(Tanh, IsWithinItsStatedErrorAndOdd) {
  EXPECT_LT(worst(tanh_same, exact_tanh, -21, 21), 3.5);
  EXPECT_LT(worst(tanh_same, exact_tanh, -0.01, 0.01), 3.5);
  EXPECT_LT(worst_over_powers(tanh_same, exact_tanh, -1000, 5), 3.5);
  for (int i = 0; i < 1000; ++i) {
    const double x = grid_point(i, 0, 25);
    EXPECT_EQ(tanh_same(-x), -tanh_same(x));
  }
  EXPECT_EQ(tanh_same(infinity), 1);
  EXPECT_EQ(tanh_same(-infinity), -1);
  EXPECT_TRUE(std::isnan(tanh_same(not_a_number)));
}

TEST(Logistic, IsWithinItsStatedErrorAndEndsAtZeroAndOne) {
  EXPECT_LT(worst(logistic, exact_logistic, -700, 50), 2.5);
  EXPECT_LT(worst(logistic, exact_logistic, -10, 10), 2.5);
  EXPECT_EQ(logistic(0), 0.5);
  EXPECT_EQ(logistic(-800), 0);
  EXPECT_EQ(logistic(-infinity), 0);
  EXPECT_EQ(logistic(800), 1);
  EXPECT_EQ(logistic(infinity), 1);
}

TEST(Logit, IsWithinItsStatedErrorAndUndoesLogistic) {
  EXPECT_LT(worst(logit, exact_logit, 0.0001, 0.9999), 3);
  EXPECT_LT(worst(logit, exact_logit, 0.4999, 0.5001), 3);
  EXPECT_LT(worst_over_powers(logit, exact_logit, -1000, -0.0001), 3);
  EXPECT_EQ(logit(0.5), 0);
  EXPECT_EQ(logit(0), -infinity);
  EXPECT_EQ(logit(1), infinity);
  for (double x : {-30.0, -2.0, -0.1, 0.1, 2.0}) EXPECT_NEAR(logit(logistic(x)), x, 1e-14);
}

TEST(Elementary, ComparesWithAPowerAsOneWouldWriteIt) {
  int below = 0;
  for (const double times : {0.25, 1.0, 10.0}) {
    for (double x = -30.0; x < 5.0; x += 0.01) {
      const double bound = times * exp_same(x);
      for (const double u :
           {0.5 * bound, bound * (1.0 - 1e-15), bound, bound * (1.0 + 1e-15), 1.05 * bound, 0.3, 1.0}) {
        EXPECT_EQ(below_exp(u, times, x), u < bound) << u << " " << times << " " << x;
        below += u < bound ? 1 : 0;
      }
    }
  }
  EXPECT_GT(below, 20000);
}

/// The hash of a million values over [low, high].
template <typename Function>
std::uint64_t hash_of(Function function, double low, double high) {
  Hash hash;
  for (int i = 0; i < 1000000; ++i) hash.add(function(low + (high - low) * (i * 0x1p-20)));
  return hash.value();
}

// The constants are what g++ 12 and clang 19 give alike; a difference means that some result depends on the compiler.
TEST(Elementary, HasTheSameBitsWithEveryCompiler) {
  EXPECT_EQ(hash_of(exp_same, -750, 715), 0xd35a081523f8d8cdU);
  EXPECT_EQ(hash_of(expm1_same, -42, 30), 0x3cd170f7bb1665f2U);
  EXPECT_EQ(hash_of(log_same, 0, 8), 0x3c577521e2a62239U);
  EXPECT_EQ(hash_of([](double x) { return pow_same(x, 1.7); }, 0, 50), 0x80918b953e79c89bU);
  EXPECT_EQ(hash_of(log1p_same, -1, 5), 0xa315480e0b98d33cU);
  EXPECT_EQ(hash_of(tanh_same, -22, 22), 0x090a1d71820b63b0U);
  EXPECT_EQ(hash_of(logistic, -40, 40), 0xf3732ff248f2cd0dU);
  EXPECT_EQ(hash_of(logit, 0, 1), 0x865123d47690ce60U);
}

}  // namespace
}  // namespace comity
