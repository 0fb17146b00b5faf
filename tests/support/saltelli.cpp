#include "support/saltelli.h"

#include <bit>

namespace comity::test {
namespace {

struct Direction {
  std::uint32_t degree;
  std::uint32_t polynomial;
  std::array<std::uint32_t, 5> odd;
};

constexpr std::array<Direction, kSobolDimensions> kDirections = {{{0, 0, {}},
                                                                  {1, 0, {1}},
                                                                  {2, 1, {1, 3}},
                                                                  {3, 1, {1, 3, 1}},
                                                                  {3, 2, {1, 1, 1}},
                                                                  {4, 1, {1, 1, 3, 3}},
                                                                  {4, 4, {1, 3, 5, 13}},
                                                                  {5, 2, {1, 1, 5, 5, 17}},
                                                                  {5, 4, {1, 1, 5, 5, 5}},
                                                                  {5, 7, {1, 1, 7, 11, 19}},
                                                                  {5, 11, {1, 1, 5, 1, 1}},
                                                                  {5, 13, {1, 1, 1, 3, 11}}}};

std::array<std::uint32_t, 32> directions_of(const Direction& direction) {
  std::array<std::uint32_t, 32> v{};
  const std::uint32_t s = direction.degree;
  for (std::uint32_t i = 0; i < 32; ++i) {
    if (s == 0) {
      v[i] = 1U << (31U - i);
    } else if (i < s) {
      v[i] = direction.odd[i] << (31U - i);
    } else {
      v[i] = v[i - s] ^ (v[i - s] >> s);
      for (std::uint32_t k = 1; k < s; ++k) v[i] ^= ((direction.polynomial >> (s - 1 - k)) & 1U) * v[i - k];
    }
  }
  return v;
}

}  // namespace

std::uint32_t sobol_bits(std::uint32_t index, std::size_t dimension) {
  static const auto kTable = [] {
    std::array<std::array<std::uint32_t, 32>, kSobolDimensions> table{};
    for (std::size_t i = 0; i < kSobolDimensions; ++i) table[i] = directions_of(kDirections[i]);
    return table;
  }();
  std::uint32_t bits = 0;
  for (std::uint32_t gray = index ^ (index >> 1U); gray != 0; gray &= gray - 1)
    bits ^= kTable[dimension][static_cast<std::size_t>(std::countr_zero(gray))];
  return bits;
}

Points sobol_points(Eigen::Index count, Eigen::Index dimensions, std::span<const std::uint32_t> shift) {
  Points points(count, dimensions);
  for (Eigen::Index d = 0; d < dimensions; ++d) {
    const auto dimension = static_cast<std::size_t>(d);
    const std::uint32_t flip = shift.empty() ? 0U : shift[dimension];
    for (Eigen::Index i = 0; i < count; ++i)
      points(i, d) = (sobol_bits(static_cast<std::uint32_t>(i), dimension) ^ flip) * 0x1p-32;
  }
  return points;
}

std::vector<std::uint32_t> draw_shift(Dice& dice) {
  std::vector<std::uint32_t> shift;
  for (std::size_t i = 0; i < kSobolDimensions; ++i)
    shift.push_back(static_cast<std::uint32_t>(dice.within(0.0, 0x1p32 - 1.0)));
  return shift;
}

Points random_points(Eigen::Index count, Eigen::Index dimensions, Dice& dice) {
  Points points(count, dimensions);
  for (double& value : points.reshaped()) value = dice.within(0.0, 1.0);
  return points;
}

SobolOutputs run_saltelli(const Points& base, const Function& function) {
  const Eigen::Index factors = base.cols() / 2;
  const Eigen::Index points = base.rows();
  SobolOutputs outputs{Eigen::ArrayXd(points), Eigen::ArrayXd(points), Eigen::ArrayXXd(points, factors),
                       Eigen::ArrayXXd(points, factors)};
  for (Eigen::Index i = 0; i < points; ++i) {
    const Eigen::ArrayXd a = base.row(i).head(factors);
    const Eigen::ArrayXd b = base.row(i).tail(factors);
    outputs.a[i] = function(a);
    outputs.b[i] = function(b);
    for (Eigen::Index j = 0; j < factors; ++j) {
      Eigen::ArrayXd mixed = a;
      mixed[j] = b[j];
      outputs.ab(i, j) = function(mixed);
      mixed = b;
      mixed[j] = a[j];
      outputs.ba(i, j) = function(mixed);
    }
  }
  return outputs;
}

double ishigami(const Eigen::ArrayXd& unit) {
  const auto angle = [&](Eigen::Index i) { return std::numbers::pi * (2.0 * unit[i] - 1.0); };
  const double first = std::sin(angle(0));
  const double second = std::sin(angle(1));
  return first + 7.0 * second * second + 0.1 * std::pow(angle(2), 4) * first;
}

Function sobol_g(std::vector<double> coefficients) {
  return [coefficients = std::move(coefficients)](const Eigen::ArrayXd& unit) {
    double product = 1.0;
    for (std::size_t i = 0; i < coefficients.size(); ++i)
      product *= (std::abs(4.0 * unit[static_cast<Eigen::Index>(i)] - 2.0) + coefficients[i]) /
                 (1.0 + coefficients[i]);
    return product;
  };
}

}  // namespace comity::test
