// What the tests of random draws share: hashes of results, samples from many streams, tests of fit.
#pragma once

#include <bit>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "random/stream.h"

namespace comity {

/// FNV-1a over the bytes of values, lowest byte first.
class Hash {
 public:
  void add(std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) {
      state_ = (state_ ^ (value >> (8 * byte) & 0xff)) * 0x100000001b3U;
    }
  }
  void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325U;
};

/// `size` draws, each from its own stream, as the phases draw.
template <typename Draw>
std::vector<double> sample(std::uint32_t size, Draw draw) {
  std::vector<double> values;
  values.reserve(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    Stream stream({20, 26}, Purpose::vote, 7, i);
    values.push_back(static_cast<double>(draw(stream)));
  }
  return values;
}

struct Moments {
  double mean;
  double variance;
  double fourth;  // central
};

inline Moments moments_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Moments moments{0, 0, 0};
  for (double value : values) moments.mean += value / n;
  for (double value : values) {
    const double square = (value - moments.mean) * (value - moments.mean);
    moments.variance += square / n;
    moments.fourth += square * square / n;
  }
  return moments;
}

/// Distance of the sample's mean from `mean`, in standard errors.
inline double mean_error(const std::vector<double>& values, double mean) {
  const Moments moments = moments_of(values);
  return (moments.mean - mean) / std::sqrt(moments.variance / static_cast<double>(values.size()));
}

/// Distance of the sample's variance from `variance`, in standard errors.
inline double variance_error(const std::vector<double>& values, double variance) {
  const Moments moments = moments_of(values);
  const double spread = moments.fourth - moments.variance * moments.variance;
  return (moments.variance - variance) / std::sqrt(spread / static_cast<double>(values.size()));
}

/// Probability of a worse chi-square fit of counts 0, 1, … to `probability_of(count)`; cells under 10 expected draws
/// are joined with their neighbours.
template <typename Probability>
double fit_of_counts(const std::vector<double>& values, Probability probability_of) {
  std::vector<double> observed;
  for (double value : values) {
    const auto place = static_cast<std::size_t>(value);
    if (place >= observed.size()) observed.resize(place + 1);
    observed[place] += 1;
  }
  const auto n = static_cast<double>(values.size());
  double statistic = 0;
  double cells = 0;
  double expected_left = n;
  double observed_left = n;
  double expected_here = 0;
  double observed_here = 0;
  for (std::size_t count = 0; count < observed.size(); ++count) {
    expected_here += n * probability_of(static_cast<double>(count));
    observed_here += observed[count];
    if (expected_here < 10 || expected_left - expected_here < 10) continue;
    statistic += (observed_here - expected_here) * (observed_here - expected_here) / expected_here;
    expected_left -= expected_here;
    observed_left -= observed_here;
    expected_here = observed_here = 0;
    cells += 1;
  }
  statistic += (observed_left - expected_left) * (observed_left - expected_left) / expected_left;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(cells), statistic));
}

/// The same for continuous values: counts in 200 cells of equal probability under `cdf`.
template <typename Cdf>
double fit_of_values(const std::vector<double>& values, Cdf cdf) {
  constexpr double cells = 200;
  std::vector<double> places;
  for (double value : values) places.push_back(std::floor(cells * cdf(value)));
  return fit_of_counts(places, [](double) { return 1 / cells; });
}

}  // namespace comity
