/// Tables for exp and log, computed by the compiler in pairs of doubles (about 104 bits) from ln 2 alone.
/// For elementary.cpp only.
#pragma once

#include <array>
#include <cstddef>

namespace comity::elementary_tables {

/// An unevaluated sum high + low with |low| <= half a unit in the last place of high.
struct Pair {
  double high;
  double low;
};

/// a + b without error (Knuth).
constexpr Pair exact_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// The upper 26 bits of `a`, |a| < 2^900 (Veltkamp).
constexpr double upper_half(double a) {
  const double spread = 134217729.0 * a;  // 2^27 + 1
  return spread - (spread - a);
}

/// a * b without error (Dekker).
constexpr Pair exact_product(double a, double b) {
  const double product = a * b;
  const double a_upper = upper_half(a);
  const double a_lower = a - a_upper;
  const double b_upper = upper_half(b);
  const double b_lower = b - b_upper;
  const double error =
      ((a_upper * b_upper - product) + a_upper * b_lower + a_lower * b_upper) + a_lower * b_lower;
  return {product, error};
}

constexpr Pair operator+(Pair a, Pair b) {
  const Pair sum = exact_sum(a.high, b.high);
  return exact_sum(sum.high, sum.low + (a.low + b.low));
}

constexpr Pair operator*(Pair a, Pair b) {
  const Pair product = exact_product(a.high, b.high);
  return exact_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// a / b as a pair, for doubles a and b.
constexpr Pair divide(double a, double b) {
  const double quotient = a / b;
  const Pair back = exact_product(quotient, b);
  return exact_sum(quotient, ((a - back.high) - back.low) / b);
}

/// ln 2 to 106 bits.
inline constexpr Pair ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
/// ln 2 cut to 32 bits, so that its products with integers below 2^20 are exact, and what was cut off.
inline constexpr double ln2_coarse = 0x1.62e42feep-1;
inline constexpr double ln2_rest = (ln2.high - ln2_coarse) + ln2.low;

/// Entries of either table, a power of two.
inline constexpr std::size_t table_size = 128;

/// One entry of the table of powers: 2^(i/128) = power (1 + correction).
struct PowerOfTwo {
  double power;
  double correction;
};

/// e^x by its series, |x| < 1/100.
constexpr Pair exp_series(Pair x) {
  Pair sum{1.0, 0.0};
  for (int n = 16; n >= 1; --n) sum = Pair{1.0, 0.0} + sum * x * divide(1.0, n);
  return sum;
}

constexpr std::array<PowerOfTwo, table_size> make_powers() {
  std::array<PowerOfTwo, table_size> table{};
  const Pair root = exp_series({ln2.high / table_size, ln2.low / table_size});
  Pair power{1.0, 0.0};
  for (PowerOfTwo& entry : table) {
    entry = {power.high, power.low / power.high};
    power = power * root;
  }
  return table;
}

/// One entry of the table of logarithms, for a narrow interval of mantissas around 1 / inverse.
struct Logarithm {
  double inverse;     ///< 16 bits, so that its product with half a mantissa is exact
  double log_coarse;  ///< -ln(inverse) rounded to a multiple of 2^-42
  double log_rest;    ///< what the rounding cut off
};

/// Mantissas are taken from [lowest_mantissa, 2 lowest_mantissa), so that 1 lies well inside.
inline constexpr double lowest_mantissa = 0.6875;

/// Lower edge of interval `i`; the steps double at 1 because the bits of a double do.
constexpr double lower_edge(std::size_t i) {
  const double below_one = lowest_mantissa + static_cast<double>(i) / 256;
  return below_one < 1 ? below_one : 1 + (below_one - 1) * 2;
}

/// -ln(x) = 2 artanh((1 - x) / (1 + x)) for x in (1/2, 2) of at most 50 bits.
constexpr Pair minus_log(double x) {
  const Pair ratio = divide(1 - x, 1 + x);
  const Pair square = ratio * ratio;
  Pair sum{0.0, 0.0};
  for (int n = 61; n >= 1; n -= 2) sum = divide(1.0, n) + sum * square;
  return Pair{2.0, 0.0} * ratio * sum;
}

/// 1 / middle of interval `i` to 16 bits; exactly 1 on both sides of 1, where ln must keep its relative accuracy.
constexpr double choose_inverse(std::size_t i) {
  const double lower = lower_edge(i);
  const double upper = lower_edge(i + 1);
  if (lower == 1 || upper == 1) return 1;
  const double inverse = 2 / (lower + upper);
  return (inverse + 0x1.8p37) - 0x1.8p37;  // a multiple of 2^-15
}

constexpr std::array<Logarithm, table_size> make_logarithms() {
  std::array<Logarithm, table_size> table{};
  for (std::size_t i = 0; i < table_size; ++i) {
    const double inverse = choose_inverse(i);
    const Pair log = minus_log(inverse);
    const double coarse = (log.high + 0x1.8p10) - 0x1.8p10;
    table[i] = {inverse, coarse, (log.high - coarse) + log.low};
  }
  return table;
}

}  // namespace comity::elementary_tables
