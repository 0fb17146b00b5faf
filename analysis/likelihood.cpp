#include "analysis/likelihood.h"

#include "analysis/interval.h"
#include "random/elementary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr double kNegligible = 1e-18;

CountLaw point_law(std::size_t count) { return {count, {1.0}}; }

// From `start` outwards by the ratio of neighbours, ratio(k) = chance(k + 1) / chance(k), up to `most`, then made to add up to 1.
template <class Ratio>
CountLaw law_by_ratios(std::size_t start, std::size_t most, const Ratio& ratio) {
  std::vector<double> below;
  double chance = 1.0;
  double largest = 1.0;
  for (std::size_t k = start; k > 0; --k) {
    chance /= ratio(k - 1);
    largest = std::max(largest, chance);
    if (chance < kNegligible * largest) break;
    below.push_back(chance);
  }
  CountLaw law{start - below.size(), {below.rbegin(), below.rend()}};
  law.chances.push_back(1.0);
  chance = 1.0;
  for (std::size_t k = start; k < most; ++k) {
    chance *= ratio(k);
    largest = std::max(largest, chance);
    if (chance < kNegligible * largest) break;
    law.chances.push_back(chance);
  }
  const double sum = std::accumulate(law.chances.begin(), law.chances.end(), 0.0);
  for (double& one : law.chances) one /= sum;
  return law;
}

}  // namespace

CountLaw binomial_law(std::size_t trials, double probability, double discrepancy) {
  if (probability <= 0.0) return point_law(0);
  if (probability >= 1.0) return point_law(trials);
  const auto n = static_cast<double>(trials);
  const auto start = static_cast<std::size_t>(std::floor(n * probability));
  if (discrepancy <= 0.0) {
    const double odds = probability / (1.0 - probability);
    return law_by_ratios(start, trials, [=](std::size_t k) {
      const auto successes = static_cast<double>(k);
      return (n - successes) / (successes + 1.0) * odds;
    });
  }
  // A beta distribution of p with a + b + 1 = 1 / d^2 has the deviation d sqrt(p (1 - p)).
  const double size = 1.0 / (discrepancy * discrepancy) - 1.0;
  const double a = probability * size;
  const double b = (1.0 - probability) * size;
  return law_by_ratios(start, trials, [=](std::size_t k) {
    const auto successes = static_cast<double>(k);
    return (n - successes) / (successes + 1.0) * (a + successes) / (b + n - successes - 1.0);
  });
}

CountLaw count_law(double expectation, double discrepancy) {
  if (expectation <= 0.0) return point_law(0);
  const auto start = static_cast<std::size_t>(std::floor(expectation));
  constexpr std::size_t kMost = std::size_t{1} << 40U;
  if (discrepancy <= 0.0)
    return law_by_ratios(start, kMost,
                         [=](std::size_t k) { return expectation / (static_cast<double>(k) + 1.0); });
  const double size = 1.0 / (discrepancy * discrepancy);
  const double share = expectation / (size + expectation);
  return law_by_ratios(start, kMost, [=](std::size_t k) {
    const auto count = static_cast<double>(k);
    return (count + size) / (count + 1.0) * share;
  });
}

Chance chance_of(const CountLaw& law, std::size_t count) {
  if (count < law.first) return {0.0, 0.0};
  const std::size_t place = std::min(count - law.first, law.chances.size());
  const double less =
      std::accumulate(law.chances.begin(), law.chances.begin() + static_cast<std::ptrdiff_t>(place), 0.0);
  const double at = place < law.chances.size() ? law.chances[place] : 0.0;
  return {at, less + 0.5 * at};
}

double log_of_chance(double at) { return log_same(std::max(at, std::numeric_limits<double>::min())); }

Chance chance_of_value(double value, double centre, double deviation) {
  const double x = (value - centre) / deviation;
  const double density =
      std::isinf(x) ? 0.0 : exp_same(-0.5 * x * x) / (deviation * std::sqrt(2.0 * std::numbers::pi));
  return {density, normal_below(x)};
}

Chance chance_between(double low, double high, double centre, double deviation) {
  const double less = normal_below((low - centre) / deviation);
  const double at = normal_below((high - centre) / deviation) - less;
  return {at, less + 0.5 * at};
}

}  // namespace comity::analysis
