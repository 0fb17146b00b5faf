/// Intervals of estimates: where they come from, and the draws and quantiles they need.
///
/// An interval of level 0.95 is made to hold the truth in 95 of 100 samples. How often each does is measured in
/// tests/slow/coverage_test.cpp and tabulated in analysis/README.md; where it cannot, there is none.
#pragma once

#include "enumeration.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// How an interval was made.
COMITY_ENUM(IntervalMethod,
            (none, "no interval"),
            (skew_t, "mean of independent values; at each end the wider of Student's t and of the t corrected "
                     "for skewness (Hall 1992)"),
            (welch_t, "difference of two means of independent values; Welch's t with degrees of freedom as "
                      "Satterthwaite's (1946)"),
            (order_statistics, "two of the sorted values, between which the quantile lies at least this often "
                               "(binomial; no bound where the sample is too small for one)"),
            (exact_share, "Clopper and Pearson's interval of a share, which holds it at least this often"),
            (simultaneous, "from skew_t bounds of all differences between arms, so that it holds the truth at least "
                           "this often"),
            (jackknife, "skew_t of the estimate's pseudo-values when runs are left out in turn (Tukey 1958)"),
            (bootstrap, "estimate +- z sd of the estimates of resampled units; too wide for quasi-random points"),
            (scrambles, "skew_t over independently scrambled designs; honest, the estimate is less exact"),
            (half_samples, "estimate +- z sd of the estimates of random halves (delete-half jackknife, Wu 1990)"))

/// An estimate with its interval; low and high are NaN where there is none.
struct Bounded {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// Cut off at 0 and 1; NaN stays.
Bounded within_unit(Bounded share);

/// How to draw again. Every seed is a seed, 0 too; the same numbers give the same draws.
struct Resampling {
  std::uint32_t seed = 1;
  std::uint32_t resamples = 100;  // 0 or 1: no interval
  double level = 0.95;            // in (0, 1)
};

/// How often each of `counts.size()` units comes in one resample of the same size, with replacement.
void draw_counts(const Resampling& resampling, std::uint32_t resample, std::span<std::uint32_t> counts);

/// All `count` units, shuffled.
std::vector<std::uint32_t> draw_order(const Resampling& resampling, std::uint32_t resample,
                                      std::uint32_t count);

/// `size` of `count` units without replacement, in increasing order.
std::vector<std::uint32_t> draw_subset(const Resampling& resampling, std::uint32_t resample,
                                       std::uint32_t count, std::uint32_t size);

/// The chance of something that happened in `count` of `of` cases, half a case added on either side (Jeffreys 1946,
/// doi:10.1098/rspa.1946.0056): never 0 or 1.
double smoothed_chance(std::size_t count, std::size_t of);

/// Mean; NaN of none.
double mean_of(std::span<const double> values);

/// Standard deviation with n - 1; NaN of fewer than two.
double deviation_of(std::span<const double> values);

/// value +- z sd of the resampled estimates that are not NaN (as SALib); no bounds with fewer than two of them, or without a value.
Bounded normal_interval(double value, std::span<const double> resampled, double level);

/// Mean of independent values with the wider, at each end, of Student's interval and of Hall's (1992, doi:10.1111/j.2517-6161.1992.tb01872.x),
/// whose monotone cubic corrects for the skewness of the sample; that is raised by (n + 3) / (n - 1), because a small sample shows
/// less of it. Student's alone holds the mean of exponential numbers in 88 % of samples of 5, of lognormal ones in 82 %. No bounds
/// with fewer than two values, or when all are the same: nothing is known then of how they vary.
Bounded mean_interval(std::span<const double> values, double level);

/// The difference of the means of two groups of independent values, first - second, with Welch's interval (1947,
/// doi:10.1093/biomet/34.1-2.28): their variances need not be equal. No bounds where a group has fewer than two values, or when
/// neither varies.
Bounded welch_interval(std::span<const double> first, std::span<const double> second, double level);

/// From so many values on `mean_interval` holds the mean of all tested kinds of numbers in 93 to 97 of 100 samples for level 0.95;
/// of fewer not that of strongly skewed ones.
inline constexpr std::size_t kFewestForLevel = 12;

/// What the interval of a mean of so many values may be called: `95 % interval`, or `interval` where it is not sure to be one.
std::string interval_words(std::size_t values, double level);

/// What to know about intervals of means of so few values; empty from 12 on.
std::string small_sample_note(std::size_t values);

/// What a star behind a difference means.
std::string star_note(double level);

/// Gives estimates from how often each of the units counts; NaN: they leave it open.
using CountedEstimates = std::function<std::vector<double>(std::span<const std::uint32_t> counts)>;

/// The estimates of all units, each with the interval of its pseudo-values when one unit (of many, one of 100 groups) is left out: for
/// what is smooth in means over independent units. No bounds with fewer than two units, or where an estimate is not known without one.
std::vector<Bounded> jackknife_intervals(std::size_t units, const CountedEstimates& estimate, double level);

/// The same of one estimate.
Bounded jackknife_interval(std::size_t units,
                           const std::function<double(std::span<const std::uint32_t>)>& estimate,
                           double level);

/// Quantile of Student's t with `degrees` > 0 of freedom at `probability` in (0, 1).
double student_quantile(double probability, double degrees);

/// The standard normal distribution function.
double normal_below(double x);

/// P(X >= successes) of a binomial X with `trials` >= successes >= 0 and `probability` in [0, 1].
double binomial_tail(std::size_t successes, std::size_t trials, double probability);

}  // namespace comity::analysis
