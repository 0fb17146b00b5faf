#include "analysis/drawn.h"

#include "analysis/spread.h"
#include "missing.h"

#include <boost/math/distributions/normal.hpp>

#include <cmath>

namespace comity::analysis {

Bounded drawn_interval(double value, std::span<double> drawn, std::size_t units, double level) {
  if (units < 2 || drawn.empty()) return {value, kMissing, kMissing};
  const auto count = static_cast<double>(units);
  const double far = student_quantile(0.5 + 0.5 * level, count - 1.0) * std::sqrt(count / (count - 1.0));
  const double tail = boost::math::cdf(boost::math::normal(), -far);
  return {value, quantile_of(drawn, tail), quantile_of(drawn, 1.0 - tail)};
}

}  // namespace comity::analysis
