#pragma once

#include <limits>

namespace comity {

/// A number that is not there (nothing to average, never reached, not asked): NaN, also in results files.
inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

}  // namespace comity
