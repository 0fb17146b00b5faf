/// The variance of values that come in groups, taken apart: what lies within the groups, and what between them.
///
/// By the law of total variance the variance of a value is the mean of the variances within groups plus the variance between their
/// true means. The estimates are those of one-way random effects (Searle, Casella and McCulloch 1992, 3.6): the plain variance of the groups'
/// means also holds what varies within, a share of one over the size of a group; here it is taken out, so that the estimate is unbiased, and
/// may fall below 0 when groups differ little.
#pragma once

#include "missing.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::analysis {

/// Sums over the values of a group.
struct GroupSums {
  double count = 0.0;
  double mean = 0.0;
  double squares = 0.0;  // around the mean
};

/// Of every group with a value, in the order of their numbers; `group` says of which each value is. NaN are left out.
std::vector<GroupSums> sums_by_group(std::span<const double> values, std::span<const std::size_t> group);

/// NaN where it cannot be told: of fewer than two groups, or where each has one value.
struct VarianceParts {
  double mean = kMissing;     // over values, known wherever there is one
  double within = kMissing;   // variance of a value around its group's mean
  double between = kMissing;  // of the true means, unbiased: may be below 0
};

/// Analysis of variance of the groups whose count is not 0.
VarianceParts variance_parts(std::span<const GroupSums> groups, std::span<const std::uint32_t> counts);

/// The share of `between` in both, within [0, 1]; NaN where nothing varies or nothing can be told.
double share_between(const VarianceParts& parts);

}  // namespace comity::analysis
