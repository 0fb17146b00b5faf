/// Intervals of estimates: where they come from, and the draws and quantiles they need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// How an interval was made: X(method, meaning)
#define COMITY_INTERVAL_METHODS(X)                                                                       \
  X(none, "no interval")                                                                                 \
  X(bootstrap, "estimate +- z sd of the estimates of resampled units; too wide for quasi-random points") \
  X(scrambles, "mean +- t se over independently scrambled designs; honest, the estimate is less exact")  \
  X(half_samples, "estimate +- z sd of the estimates of random halves (delete-half jackknife, Wu 1990)")

enum class IntervalMethod : std::uint8_t {
#define COMITY_INTERVAL_METHOD_NAME(method, meaning) method,
  COMITY_INTERVAL_METHODS(COMITY_INTERVAL_METHOD_NAME)
#undef COMITY_INTERVAL_METHOD_NAME
};

/// Its name, as in tables.
std::string_view interval_method_name(IntervalMethod method);
/// What it means, for a legend.
std::string_view interval_method_meaning(IntervalMethod method);

/// An estimate with its interval; low and high are NaN where there is none.
struct Bounded {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// How to draw again. Every seed is a seed, 0 too; the same numbers give the same draws.
struct Resampling {
  std::uint32_t seed = 1;
  std::uint32_t resamples = 100;  // 0 or 1: no interval
  double level = 0.95;            // in (0, 1)
};

/// How often each of `counts.size()` units comes in one resample of the same size, with replacement.
void draw_counts(const Resampling& resampling, std::uint32_t resample, std::span<std::uint32_t> counts);

/// `size` of `count` units without replacement, in increasing order.
std::vector<std::uint32_t> draw_subset(const Resampling& resampling, std::uint32_t resample,
                                       std::uint32_t count, std::uint32_t size);

/// Mean; NaN of none.
double mean_of(std::span<const double> values);

/// Standard deviation with n - 1; NaN of fewer than two.
double deviation_of(std::span<const double> values);

/// value +- z sd of the resampled estimates that are not NaN (as SALib); no bounds with fewer than two of them.
Bounded normal_interval(double value, std::span<const double> resampled, double level);

/// Mean of independent values and its Student interval; no bounds with fewer than two.
Bounded student_interval(std::span<const double> values, double level);

/// Quantile of Student's t with `degrees` > 0 of freedom at `probability` in (0, 1).
double student_quantile(double probability, double degrees);

/// P(X >= successes) of a binomial X with `trials` >= successes >= 0 and `probability` in [0, 1].
double binomial_tail(std::size_t successes, std::size_t trials, double probability);

}  // namespace comity::analysis
