#include "analysis/replicates.h"

#include "experiment/statistics.h"
#include "missing.h"
#include "random/distributions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

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

std::string_view sample_method_meaning(std::string_view name) {
  constexpr auto kRows = std::to_array<std::pair<std::string_view, std::string_view>>({
#define COMITY_SAMPLE_METHOD_ROW(method, meaning) {#method, meaning},
      COMITY_SAMPLE_METHODS(COMITY_SAMPLE_METHOD_ROW)
#undef COMITY_SAMPLE_METHOD_ROW
  });
  for (const auto& [method, meaning] : kRows) {
    if (method == name) return meaning;
  }
  return {};
}

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
  const auto n = static_cast<double>(trials);
  const double share = successes / n;
  const double z = normal_quantile(0.5 + 0.5 * level);
  const double middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  const double half = z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  return {share, std::max(0.0, middle - half), std::min(1.0, middle + half)};
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

Bounded percentile_interval(double value, std::vector<double> resampled, double level) {
  std::erase_if(resampled, [](double one) { return std::isnan(one); });
  if (resampled.size() < 2) return {value, kMissing, kMissing};
  std::ranges::sort(resampled);
  return {value, quantile(resampled, 0.5 - 0.5 * level), quantile(resampled, 0.5 + 0.5 * level)};
}

}  // namespace comity::analysis
