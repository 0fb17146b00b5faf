/// Intervals from estimates of runs drawn again.
#pragma once

#include "analysis/interval.h"

#include <cstddef>
#include <span>

namespace comity::analysis {

/// The estimate with the quantiles of those from as many units drawn with replacement; the tails are narrowed to what Student's t
/// and the factor n - 1 ask for, without which the interval of few units is too narrow (expanded percentiles, Hesterberg 2015).
/// Sorts `drawn`. No bounds of fewer than two units.
Bounded drawn_interval(double value, std::span<double> drawn, std::size_t units, double level);

}  // namespace comity::analysis
