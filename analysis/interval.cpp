#include "analysis/interval.h"

#include "missing.h"
#include "random/distributions.h"
#include "random/elementary.h"
#include "random/stream.h"

#include <fmt/format.h>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr std::uint32_t kDrawsPerStream = 1U << 17U;
constexpr std::uint32_t kWithReplacement = 0;
constexpr std::uint32_t kWithoutReplacement = 1;

Stream stream_of(const Resampling& resampling, std::uint32_t resample, std::uint32_t draw,
                 std::uint32_t kind) {
  return {RandomKey{resampling.seed, 0}, Purpose::resample, resample, draw / kDrawsPerStream, kind};
}

// But for what rounding makes of equal values.
bool are_same(std::span<const double> values) {
  const auto [low, high] = std::ranges::minmax(values);
  return high - low <= 1e-12 * std::max(std::abs(low), std::abs(high));
}

// Third moment over the third power of the population's deviation.
double skewness_of(std::span<const double> values, double mean) {
  double squares = 0.0;
  double cubes = 0.0;
  for (const double value : values) {
    const double gap = value - mean;
    squares += gap * gap;
    cubes += gap * gap * gap;
  }
  const auto count = static_cast<double>(values.size());
  return cubes / count / (squares / count * std::sqrt(squares / count));
}

// The same bits everywhere, which the C library's does not promise.
double cube_root(double value) {
  return value == 0.0 ? 0.0 : std::copysign(exp_same(log_same(std::abs(value)) / 3.0), value);
}

// Where Hall's cubic g(x) = x + a x^2 + a^2 x^3 / 3 + skewness / (6 n), a = skewness / 3, takes the value `place`.
double unskewed(double place, double skewness, double count) {
  const double a = skewness / 3.0;
  const double moved = place - skewness / (6.0 * count);
  return std::abs(a) < 1e-5 ? moved : (cube_root(1.0 + 3.0 * a * moved) - 1.0) / a;
}

std::uint32_t below(std::uint32_t bits, std::uint32_t count) {
  return static_cast<std::uint32_t>((std::uint64_t{bits} * count) >> 32U);
}

// The first `size` of `count` units in an order drawn at random.
std::vector<std::uint32_t> shuffled_part(const Resampling& resampling, std::uint32_t resample,
                                         std::uint32_t count, std::uint32_t size) {
  std::vector<std::uint32_t> units(count);
  std::iota(units.begin(), units.end(), 0U);
  for (std::uint32_t begin = 0; begin < size; begin += kDrawsPerStream) {
    Stream stream = stream_of(resampling, resample, begin, kWithoutReplacement);
    const std::uint32_t end = begin + std::min(kDrawsPerStream, size - begin);
    for (std::uint32_t draw = begin; draw < end; ++draw)
      std::swap(units[draw], units[draw + below(stream.bits(), count - draw)]);
  }
  units.resize(size);
  return units;
}

}  // namespace

void draw_counts(const Resampling& resampling, std::uint32_t resample, std::span<std::uint32_t> counts) {
  std::ranges::fill(counts, 0U);
  const auto size = static_cast<std::uint32_t>(counts.size());
  for (std::uint32_t begin = 0; begin < size; begin += kDrawsPerStream) {
    Stream stream = stream_of(resampling, resample, begin, kWithReplacement);
    const std::uint32_t end = begin + std::min(kDrawsPerStream, size - begin);
    for (std::uint32_t draw = begin; draw < end; ++draw) ++counts[below(stream.bits(), size)];
  }
}

std::vector<std::uint32_t> draw_order(const Resampling& resampling, std::uint32_t resample,
                                      std::uint32_t count) {
  return shuffled_part(resampling, resample, count, count);
}

std::vector<std::uint32_t> draw_subset(const Resampling& resampling, std::uint32_t resample,
                                       std::uint32_t count, std::uint32_t size) {
  std::vector<std::uint32_t> units = shuffled_part(resampling, resample, count, size);
  std::ranges::sort(units);
  return units;
}

Bounded within_unit(Bounded share) {
  share.low = std::clamp(share.low, 0.0, 1.0);  // NaN stays
  share.high = std::clamp(share.high, 0.0, 1.0);
  return share;
}

double smoothed_chance(std::size_t count, std::size_t of) {
  return (static_cast<double>(count) + 0.5) / (static_cast<double>(of) + 1.0);
}

double mean_of(std::span<const double> values) {
  if (values.empty()) return kMissing;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation_of(std::span<const double> values) {
  if (values.size() < 2) return kMissing;
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

Bounded normal_interval(double value, std::span<const double> resampled, double level) {
  std::vector<double> known(resampled.begin(), resampled.end());
  std::erase_if(known, [](double one) { return std::isnan(one); });
  const double half = normal_quantile(0.5 + 0.5 * level) * deviation_of(known);
  return {value, value - half, value + half};
}

Bounded mean_interval(std::span<const double> values, double level) {
  const double mean = mean_of(values);
  if (values.size() < 2 || std::isnan(mean) || are_same(values)) return {mean, kMissing, kMissing};
  const auto count = static_cast<double>(values.size());
  const double deviation = deviation_of(values);
  const double t = student_quantile(0.5 + 0.5 * level, count - 1.0) / std::sqrt(count);
  const double skewness = skewness_of(values, mean) * (count + 3.0) / (count - 1.0);
  const auto bound = [&](double place) { return mean - deviation * unskewed(place, skewness, count); };
  return {mean, std::min(bound(t), mean - deviation * t), std::max(bound(-t), mean + deviation * t)};
}

Bounded welch_interval(std::span<const double> first, std::span<const double> second, double level) {
  const double difference = mean_of(first) - mean_of(second);
  if (first.size() < 2 || second.size() < 2 || (are_same(first) && are_same(second)))
    return {difference, kMissing, kMissing};
  const auto share = [](std::span<const double> values) {
    const double deviation = deviation_of(values);
    return deviation * deviation / static_cast<double>(values.size());
  };
  const double one = share(first);
  const double other = share(second);
  const double degrees = (one + other) * (one + other) /
                         (one * one / static_cast<double>(first.size() - 1) +
                          other * other / static_cast<double>(second.size() - 1));
  const double half = student_quantile(0.5 + 0.5 * level, degrees) * std::sqrt(one + other);
  return {difference, difference - half, difference + half};
}

std::string interval_words(std::size_t values, double level) {
  return values < kFewestForLevel ? "interval" : fmt::format("{:g} % interval", 100.0 * level);
}

std::string small_sample_note(std::size_t values) {
  if (values >= kFewestForLevel) return {};
  return fmt::format(
      "Intervals of means of {} values, if made for 95 %, hold the truth in 94 to 97 % of samples where the "
      "values are evenly spread, but in 91 % of samples of 5 where they are strongly skewed (lognormal), and "
      "less often "
      "still of fewer. From {} on they do in 93 to 97 % (table: analysis/README.md).",
      values, kFewestForLevel);
}

std::string star_note(double level) {
  return fmt::format(
      "*: the interval does not hold 0; of {:.0f} differences that are none one gets a star by chance.",
      1.0 / (1.0 - level));
}

std::vector<Bounded> jackknife_intervals(std::size_t units, const CountedEstimates& estimate, double level) {
  constexpr std::size_t kMostGroups = 100;
  std::vector<std::uint32_t> counts(units, 1U);
  const std::vector<double> values = estimate(counts);
  const std::size_t groups = units < 2 ? 0 : std::min(units, kMostGroups);
  const auto number = static_cast<double>(groups);
  std::vector<std::vector<double>> pseudo(values.size());
  for (std::size_t group = 0; group < groups; ++group) {
    for (std::size_t unit = group; unit < units; unit += groups) counts[unit] = 0U;
    const std::vector<double> others = estimate(counts);
    for (std::size_t unit = group; unit < units; unit += groups) counts[unit] = 1U;
    for (std::size_t i = 0; i < values.size(); ++i)
      pseudo[i].push_back(number * values[i] - (number - 1.0) * others[i]);
  }
  std::vector<Bounded> found;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Bounded mean = mean_interval(pseudo[i], level);
    found.push_back({values[i], values[i] + mean.low - mean.value, values[i] + mean.high - mean.value});
  }
  return found;
}

Bounded jackknife_interval(std::size_t units,
                           const std::function<double(std::span<const std::uint32_t>)>& estimate,
                           double level) {
  const auto one = [&](std::span<const std::uint32_t> counts) {
    return std::vector<double>{estimate(counts)};
  };
  return jackknife_intervals(units, one, level).front();
}

// Boost computes both in long double, for which the C library has one code only: the same bits on every machine.
double student_quantile(double probability, double degrees) {
  return boost::math::quantile(boost::math::students_t(degrees), probability);
}

double normal_below(double x) {
  if (std::isinf(x)) return x > 0.0 ? 1.0 : 0.0;
  return 0.5 * boost::math::erfc(-x / std::numbers::sqrt2);
}

double binomial_tail(std::size_t successes, std::size_t trials, double probability) {
  if (successes == 0) return 1.0;
  const boost::math::binomial distribution(static_cast<double>(trials), probability);
  return boost::math::cdf(complement(distribution, static_cast<double>(successes - 1)));
}

}  // namespace comity::analysis
