#include "analysis/interval.h"

#include "missing.h"
#include "random/distributions.h"
#include "random/stream.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <array>
#include <cmath>
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

std::uint32_t below(std::uint32_t bits, std::uint32_t count) {
  return static_cast<std::uint32_t>((std::uint64_t{bits} * count) >> 32U);
}

}  // namespace

std::string_view interval_method_name(IntervalMethod method) {
  constexpr std::array<std::string_view, 4> kNames = {
#define COMITY_INTERVAL_METHOD_TEXT(method, meaning) #method,
      COMITY_INTERVAL_METHODS(COMITY_INTERVAL_METHOD_TEXT)
#undef COMITY_INTERVAL_METHOD_TEXT
  };
  return kNames[static_cast<std::size_t>(method)];
}

std::string_view interval_method_meaning(IntervalMethod method) {
  constexpr std::array<std::string_view, 4> kMeanings = {
#define COMITY_INTERVAL_METHOD_TEXT(method, meaning) meaning,
      COMITY_INTERVAL_METHODS(COMITY_INTERVAL_METHOD_TEXT)
#undef COMITY_INTERVAL_METHOD_TEXT
  };
  return kMeanings[static_cast<std::size_t>(method)];
}

void draw_counts(const Resampling& resampling, std::uint32_t resample, std::span<std::uint32_t> counts) {
  std::ranges::fill(counts, 0U);
  const auto size = static_cast<std::uint32_t>(counts.size());
  for (std::uint32_t begin = 0; begin < size; begin += kDrawsPerStream) {
    Stream stream = stream_of(resampling, resample, begin, kWithReplacement);
    const std::uint32_t end = begin + std::min(kDrawsPerStream, size - begin);
    for (std::uint32_t draw = begin; draw < end; ++draw) ++counts[below(stream.bits(), size)];
  }
}

std::vector<std::uint32_t> draw_subset(const Resampling& resampling, std::uint32_t resample,
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
  std::ranges::sort(units);
  return units;
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

Bounded student_interval(std::span<const double> values, double level) {
  const double mean = mean_of(values);
  if (values.size() < 2) return {mean, kMissing, kMissing};
  const auto count = static_cast<double>(values.size());
  const double half =
      student_quantile(0.5 + 0.5 * level, count - 1.0) * deviation_of(values) / std::sqrt(count);
  return {mean, mean - half, mean + half};
}

// Boost computes both in long double, for which the C library has one code only: the same bits on every machine.
double student_quantile(double probability, double degrees) {
  return boost::math::quantile(boost::math::students_t(degrees), probability);
}

double binomial_tail(std::size_t successes, std::size_t trials, double probability) {
  if (successes == 0) return 1.0;
  const boost::math::binomial distribution(static_cast<double>(trials), probability);
  return boost::math::cdf(complement(distribution, static_cast<double>(successes - 1)));
}

}  // namespace comity::analysis
