/// Draws from a density over the unit cube by Markov chains: what is plausible of parameters that the prior spreads evenly.
///
/// Every chain begins at a random place, alone, while the density is let in little by little; then it moves in one coordinate after the other (Metropolis,
/// normal steps folded back at the walls) and now and then along the difference of two other chains, which
/// follows ridges (ter Braak 2006, doi:10.1007/s11222-006-8769-1). Draws are counter-based: the same seed gives the same bits.
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace comity::analysis {

/// ln of the density at a place, up to a constant; -infinity: impossible.
using LogDensity = std::function<double(std::span<const double>)>;

/// How to draw.
struct ChainPlan {
  std::size_t dimensions = 1;
  std::size_t draws = 256;    // kept, evenly spaced over the chains' second halves
  std::size_t chains = 16;    // at least 4
  std::size_t sweeps = 2000;  // of each chain, one move per coordinate each; half of them to begin with
  std::uint32_t seed = 1;
  double power = 1.0;  // of the density: below 1 flatter
};

/// What was drawn.
struct ChainDraws {
  Eigen::ArrayXXd places;  // [draws x dimensions]
  double mixing =
      1.0;  // largest split R-hat over coordinates (Gelman et al. 2013, 11.4): near 1 the chains agree, from 1.1 on not
  double accepted = 0.0;  // share of moves in the second halves
};

/// Draws. Expects dimensions > 0.
ChainDraws draw_chains(const LogDensity& density, const ChainPlan& plan);

}  // namespace comity::analysis
