/// A sample in a few numbers: mean, quantiles and shares with intervals, and how large it would have to be.
#pragma once

#include "analysis/interval.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// The methods of the intervals below, as tables name them: X(method, meaning)
#define COMITY_SAMPLE_METHODS(X)                                                                         \
  X(student, "mean +- t se over independent runs")                                                       \
  X(order_statistics,                                                                                    \
    "two of the sorted values, between which the quantile lies at least this often (binomial; no bound " \
    "where the sample is too "                                                                           \
    "small for one)")                                                                                    \
  X(wilson, "Wilson's score interval of a share")                                                        \
  X(percentile_bootstrap, "quantiles of the estimates of resampled replicates")

/// What a method's name means; empty for a name that is none of these.
std::string_view sample_method_meaning(std::string_view name);

/// Quantile `probability` in (0, 1) of a sample (type 7), between two order statistics that hold it with at least this level;
/// a bound is NaN where no order statistic is far enough out. NaN of none.
Bounded quantile_interval(std::vector<double> values, double probability, double level);

/// A share of successes, halves allowed, with Wilson's (1927) score interval; NaN of no trials.
Bounded share_interval(double successes, std::size_t trials, double level);

/// The smallest number of replicates >= 2 with which the Student interval of the mean has at most this half-width relative
/// to the mean, if the deviation is that of these values. Nothing when the mean is 0, the values are fewer than two, or more
/// than 100 million would be needed.
std::optional<std::size_t> replicates_needed(std::span<const double> values, double precision, double level);

/// The `level` middle part of resampled estimates that are not NaN, around the estimate; no bounds with fewer than two.
Bounded percentile_interval(double value, std::vector<double> resampled, double level);

}  // namespace comity::analysis
