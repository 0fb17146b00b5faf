#include "analysis/drawn.h"

#include "analysis/spread.h"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <limits>

namespace comity {

Bounded drawn_interval(double value, std::span<double> drawn, std::size_t units, double level) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  if (units < 2 || drawn.empty()) return {value, kNaN, kNaN};
  const auto count = static_cast<double>(units);
  const double far = student_quantile(0.5 + 0.5 * level, count - 1.0) * std::sqrt(count / (count - 1.0));
  const double tail = boost::math::cdf(boost::math::normal(), -far);
  return {value, quantile_of(drawn, tail), quantile_of(drawn, 1.0 - tail)};
}

}  // namespace comity
