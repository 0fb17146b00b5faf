#include "random/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "random/elementary_tables.h"

namespace comity {
namespace {

using namespace elementary_tables;

constexpr std::array<PowerOfTwo, table_size> powers = make_powers();
constexpr std::array<Logarithm, table_size> logarithms = make_logarithms();

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// e^x = 2^exponent power (1 + excess), |excess| < 0.0028.
struct Reduced {
  std::int64_t exponent;
  double power;  // in [1, 2)
  double excess;
};

/// For |x| < 800: x = (128 exponent + index) ln 2 / 128 + rest, and a short series for the rest.
inline Reduced reduce(double x) {
  constexpr double round_to_integer = 0x1.8p52;  // adding it leaves the nearest integer in the low bits
  const double shifted = x * (table_size / ln2.high) + round_to_integer;
  const double steps = shifted - round_to_integer;
  const double rest = (x - steps * (ln2_coarse / table_size)) - steps * (ln2_rest / table_size);
  const auto count = std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(round_to_integer);
  const PowerOfTwo& entry = powers[static_cast<std::size_t>(count) % table_size];
  const double square = rest * rest;
  const double series = (0.5 + rest * (1.0 / 6)) + square * (1.0 / 24 + rest * (1.0 / 120));
  return {count >> 7, entry.power, rest + (entry.correction + square * series)};
}

/// x 2^exponent for normal x and result.
inline double scale(double x, std::int64_t exponent) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) +
                               (static_cast<std::uint64_t>(exponent) << 52));
}

/// e^x where the result may overflow or lose bits: two half scalings, each of which stays normal.
[[gnu::noinline]] double exp_extreme(double x) {
  if (x > 710) return infinity;
  if (x < -746) return 0;
  if (x != x) return x;
  const Reduced part = reduce(x);
  const std::int64_t half = part.exponent / 2;
  return (part.power + part.power * part.excess) * scale(1.0, half) * scale(1.0, part.exponent - half);
}

/// ln of x that is zero, negative, subnormal, infinite or NaN.
[[gnu::noinline]] double log_extreme(double x) {
  if (x == 0) return -infinity;
  if (x < 0) return not_a_number;
  if (!(x < infinity)) return x;
  constexpr double lift = 0x1p54;
  return log_same(x * lift) - 54 * ln2.high;
}

/// ln(1 + rest) / rest^2 - 1 / rest for |rest| <= 1/128, by its series.
inline double log_series(double rest) {
  const double square = rest * rest;
  const double low = (-1.0 / 2 + rest * (1.0 / 3)) + square * (-1.0 / 4 + rest * (1.0 / 5));
  const double high = (-1.0 / 6 + rest * (1.0 / 7)) - square * (1.0 / 8);
  return low + (square * square) * high;
}

}  // namespace

double exp_same(double x) {
  if (!(std::fabs(x) < 700)) return exp_extreme(x);
  const Reduced part = reduce(x);
  const double power = scale(part.power, part.exponent);
  return power + power * part.excess;
}

double expm1_same(double x) {
  if (!(x < 708)) return exp_extreme(x);
  if (x < -40) return -1;
  const Reduced part = reduce(x);
  const double power = scale(part.power, part.exponent);
  return (power - 1) + power * part.excess;
}

double log_same(double x) {
  constexpr std::uint64_t least_normal = std::uint64_t{1} << 52;
  constexpr std::uint64_t first_infinite = std::uint64_t{0x7ff} << 52;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  if (bits - least_normal >= first_infinite - least_normal) return log_extreme(x);

  // x = 2^exponent mantissa, mantissa in [0.6875, 1.375); rest = mantissa * inverse - 1, rounded only once
  const std::uint64_t above = bits - std::bit_cast<std::uint64_t>(lowest_mantissa);
  const std::int64_t exponent = static_cast<std::int64_t>(above) >> 52;
  const Logarithm& entry = logarithms[(above >> 45) % table_size];
  const std::uint64_t mantissa_bits = bits - (static_cast<std::uint64_t>(exponent) << 52);
  const auto mantissa = std::bit_cast<double>(mantissa_bits);
  const auto upper = std::bit_cast<double>(mantissa_bits & ~((std::uint64_t{1} << 27) - 1));
  const double rest = (upper * entry.inverse - 1) + (mantissa - upper) * entry.inverse;

  // coarse is exact; coarse + rest = sum + error is exact too
  const auto twos = static_cast<double>(exponent);
  const double coarse = twos * ln2_coarse + entry.log_coarse;
  const double sum = coarse + rest;
  const double error = (coarse - sum) + rest;
  return sum + ((error + (twos * ln2_rest + entry.log_rest)) + rest * rest * log_series(rest));
}

double pow_same(double x, double y) { return y == 0 ? 1 : exp_same(y * log_same(x)); }

double log1p_same(double x) {
  const double sum = 1 + x;
  if (!(sum > 0 && sum < infinity)) return log_same(sum);
  const double lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);  // what the addition rounded away
  return log_same(sum) + lost / sum;
}

double tanh_same(double x) {
  const double size = std::fabs(x);
  if (size > 20) return std::copysign(1.0, x);
  const double growth = expm1_same(2 * size);
  return std::copysign(growth / (growth + 2), x);
}

double logistic(double x) { return 1 / (1 + exp_same(-x)); }

double logit(double p) {
  if (p > 0.25 && p < 0.75) return log1p_same((2 * p - 1) / (1 - p));
  return log_same(p / (1 - p));
}

}  // namespace comity
