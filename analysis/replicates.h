/// A sample in a few numbers: mean, quantiles and shares with intervals, and how large it would have to be.
#pragma once

#include "analysis/interval.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace comity::analysis {

/// Quantile `probability` in (0, 1) of a sample (type 7), between two order statistics that hold it with at least this level;
/// a bound is NaN where no order statistic is far enough out. NaN of none.
Bounded quantile_interval(std::vector<double> values, double probability, double level);

/// A share of successes, halves allowed, with Clopper and Pearson's (1934, doi:10.1093/biomet/26.4.404) exact interval: it holds the
/// truth at least as often as it says, of few trials more often. NaN of no trials.
Bounded share_interval(double successes, std::size_t trials, double level);

/// The smallest number of replicates >= 2 with which the Student interval of the mean has at most this half-width relative
/// to the mean, if the deviation is that of these values. Nothing when the mean is 0, the values are fewer than two, or more
/// than 100 million would be needed.
std::optional<std::size_t> replicates_needed(std::span<const double> values, double precision, double level);

}  // namespace comity::analysis
