/// Distributions on a Stream, by inversion where that is fast, else by rejection: the same numbers with every
/// compiler and library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "random/stream.h"

namespace comity {

/// Standard normal quantile at `probability` in (0, 1), relative error about 1e-15 (Wichura 1988, AS 241 PPND16,
/// doi:10.2307/2347330).
double normal_quantile(double probability);

/// One standard normal deviate.
double draw_normal(Stream& stream);

/// True with `probability` in [0, 1].
inline bool draw_bernoulli(Stream& stream, double probability) { return stream.uniform() < probability; }

/// Exponential waiting time with `mean` > 0, in the unit of the mean.
double draw_exponential(Stream& stream, double mean);

/// Gamma deviate with `shape` > 0 and `mean` > 0 (Marsaglia and Tsang 2000, doi:10.1145/358407.358414).
double draw_gamma(Stream& stream, double shape, double mean);

/// The largest mean `draw_poisson` takes, so that counts fit an int.
inline constexpr double largest_poisson_mean = 1e9;

/// Poisson count with `mean` in [0, largest_poisson_mean] (inversion below 10, PTRS of Hörmann 1993 above).
int draw_poisson(Stream& stream, double mean);

/// Negative-binomial count: Poisson with gamma-distributed mean; variance = mean + mean^2 / dispersion.
/// `mean` >= 0, `dispersion` > 0, larger is closer to Poisson (and Poisson itself above 1e12, infinity included).
int draw_negative_binomial(Stream& stream, double mean, double dispersion);

/// Binomial count of `trials` >= 0 with `probability` in [0, 1] (inversion for means below 10, BTRS of Hörmann 1993
/// above).
int draw_binomial(Stream& stream, int trials, double probability);

/// Index drawn with probability proportional to weight (weights >= 0, sum > 0), one uniform.
std::size_t draw_index(Stream& stream, std::span<const double> weights);

/// A fixed discrete distribution with O(1) draws from 32 bits (Walker 1977, Vose 1991); an index of weight 0 is
/// never drawn, the others as their weights say to about 2^-32 per bucket.
class AliasTable {
 public:
  AliasTable() = default;
  /// Weights >= 0 with a positive sum.
  explicit AliasTable(std::span<const double> weights);
  /// The index for 32 uniform bits.
  std::uint32_t pick(std::uint32_t bits) const {
    const std::uint64_t place = std::uint64_t{bits} * threshold_.size();
    const auto bucket = static_cast<std::uint32_t>(place >> 32);
    const std::uint32_t other = alias_[bucket];  // read in any case: a coin toss is no branch to guess
    return static_cast<std::uint32_t>(place) < threshold_[bucket] ? bucket : other;
  }
  std::size_t size() const { return threshold_.size(); }

 private:
  std::vector<std::uint32_t> threshold_;  // fractions of 2^32 below this keep the bucket's own index
  std::vector<std::uint32_t> alias_;      // the index for the fractions above
};

}  // namespace comity
