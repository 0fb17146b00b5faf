#include "analysis/replicates.h"

#include "analysis/sample.h"
#include "missing.h"

#include <boost/math/distributions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

// The smallest k in [0, trials + 1] with P(X >= k) at most `tail`.
std::size_t upper_rank(std::size_t trials, double probability, double tail) {
  std::size_t low = 0;
  std::size_t high = trials + 1;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const bool far = middle > trials || binomial_tail(middle, trials, probability) <= tail;
    (far ? high : low) = far ? middle : middle + 1;
  }
  return low;
}

double half_width(std::size_t count, double deviation, double level) {
  const auto n = static_cast<double>(count);
  return student_quantile(0.5 + 0.5 * level, n - 1.0) * deviation / std::sqrt(n);
}

}  // namespace

// The lower rank of p is the mirror image of the upper one of 1 - p.
Bounded quantile_interval(std::vector<double> values, double probability, double level) {
  std::ranges::sort(values);
  const std::size_t count = values.size();
  Bounded found{quantile(values, probability), kMissing, kMissing};
  const double tail = 0.5 * (1.0 - level);
  const std::size_t upper = upper_rank(count, probability, tail);
  const std::size_t lower = upper_rank(count, 1.0 - probability, tail);
  if (lower <= count && lower > 0) found.low = values[count - lower];
  if (upper <= count && upper > 0) found.high = values[upper - 1];
  return found;
}

Bounded share_interval(double successes, std::size_t trials, double level) {
  if (trials == 0) return {kMissing, kMissing, kMissing};
  const double tail = 0.5 * (1.0 - level);
  const double failures = static_cast<double>(trials) - successes;
  const auto at = [](double s, double f, double probability) {
    return boost::math::quantile(boost::math::beta_distribution(s, f), probability);
  };
  return {successes / static_cast<double>(trials),
          successes > 0.0 ? at(successes, failures + 1.0, tail) : 0.0,
          failures > 0.0 ? at(successes + 1.0, failures, 1.0 - tail) : 1.0};
}

std::optional<std::size_t> replicates_needed(std::span<const double> values, double precision, double level) {
  constexpr std::size_t kMost = 100'000'000;
  const double wanted = precision * std::abs(mean_of(values));
  const double deviation = deviation_of(values);
  if (values.size() < 2 || !(wanted > 0.0) || half_width(kMost, deviation, level) > wanted)
    return std::nullopt;
  std::size_t low = 2;
  std::size_t high = kMost;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (half_width(middle, deviation, level) <= wanted)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace comity::analysis
