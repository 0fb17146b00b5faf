/// Saltelli designs and the functions whose indices are known, for testing estimators.
#pragma once

#include "analysis/sobol.h"
#include "support/dice.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>

namespace comity::test {
using namespace analysis;

/// Most dimensions of `sobol_bits`.
inline constexpr std::size_t kSobolDimensions = 12;

/// Coordinate of point `index` of the Sobol' sequence in Gray-code order, times 2^32 (Joe and Kuo, new-joe-kuo-6.21201).
std::uint32_t sobol_bits(std::uint32_t index, std::size_t dimension);

/// Points in the unit cube, a row each.
using Points = Eigen::ArrayXXd;

/// The sequence from its origin; each dimension's bits are flipped by `shift[dimension]`.
Points sobol_points(Eigen::Index count, Eigen::Index dimensions, std::span<const std::uint32_t> shift = {});

/// A random digital shift of `sobol_points`.
std::vector<std::uint32_t> draw_shift(Dice& dice);

/// Independent uniform points.
Points random_points(Eigen::Index count, Eigen::Index dimensions, Dice& dice);

/// A function of a point in the unit cube.
using Function = std::function<double(const Eigen::ArrayXd&)>;

/// Outputs of the design of these base points, whose first half of columns is A and the other B.
SobolOutputs run_saltelli(const Points& base, const Function& function);

/// Ishigami with a = 7, b = 0.1 on [-pi, pi]^3.
double ishigami(const Eigen::ArrayXd& unit);

/// Sobol-G with these coefficients.
Function sobol_g(std::vector<double> coefficients);

}  // namespace comity::test
