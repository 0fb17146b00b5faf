#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "error.h"
#include "random/distributions.h"

namespace comity {
namespace {

/// The share of a bucket, in [0, 1], as the number of 32-bit fractions below it.
std::uint32_t threshold_of(double share) {
  constexpr double all = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(share * 0x1p32, all));
}

}  // namespace

// Vose's construction: every bucket holds its own index up to a threshold and one richer index above it.
AliasTable::AliasTable(std::span<const double> weights) : threshold_(weights.size()), alias_(weights.size()) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  COMITY_EXPECT(sum > 0 && sum < std::numeric_limits<double>::infinity());
  const auto heaviest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  std::vector<double> share(weights.begin(), weights.end());
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> rich;
  for (std::uint32_t i = 0; i < share.size(); ++i) {
    COMITY_EXPECT(weights[i] >= 0);
    share[i] = weights[i] / sum * static_cast<double>(weights.size());
    (share[i] < 1 ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t taker = poor.back();
    const std::uint32_t giver = rich.back();
    poor.pop_back();
    threshold_[taker] = threshold_of(share[taker]);
    alias_[taker] = giver;
    share[giver] -= 1 - share[taker];
    if (share[giver] >= 1) continue;
    rich.pop_back();
    poor.push_back(giver);
  }
  // Left over by rounding: rich buckets are full; poor ones give what they lack to the heaviest index.
  for (const std::uint32_t i : rich) {
    threshold_[i] = threshold_of(1);
    alias_[i] = i;
  }
  for (const std::uint32_t i : poor) {
    threshold_[i] = threshold_of(share[i]);
    alias_[i] = static_cast<std::uint32_t>(heaviest);
  }
}

}  // namespace comity
