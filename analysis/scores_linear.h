/// Inside of the scores: order, correlation and regression.
#pragma once

#include "analysis/scores.h"

namespace comity::analysis {

/// Rows by value; equal values in their order.
std::vector<Eigen::Index> order_of(const Eigen::ArrayXd& values);

/// Whether all values (at least one) are the same.
bool is_constant(const Eigen::ArrayXd& values);

/// Correlation of the output, or of its ranks, with every input; 0 with a constant.
Eigen::ArrayXd correlations(const GivenRuns& runs, bool ranks);

/// Standardised regression coefficients; NaN when inputs determine each other.
Eigen::ArrayXd coefficients(const GivenRuns& runs, bool ranks);

/// Partial correlations; NaN when inputs determine each other.
Eigen::ArrayXd partial_correlations(const GivenRuns& runs, bool ranks);

}  // namespace comity::analysis
