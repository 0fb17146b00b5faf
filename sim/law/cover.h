/// Short conditions for sets of situations.
#pragma once

#include "law/facts.h"

#include <cstdint>
#include <vector>

namespace comity::law {

class Diagrams;

/// Situations in which the facts of `told` are exactly those of `holding`; other facts do not matter.
struct Cube {
  FactSet told = 0;
  FactSet holding = 0;
};

/// A set of situations, and those that may lie in its conditions; the first lies in the second (law/diagram.h).
struct ToCover {
  std::uint32_t in = 0;
  std::uint32_t allowed = 0;
};

/// Cubes that together hold every situation that is in, and none that is not allowed; none of them can be shortened or left out.
/// As few facts are told as the two ways of looking for them find, and of these few that do not hold.
std::vector<Cube> cover(Diagrams& sets, const ToCover& wanted);

/// How much there is to read in these conditions: the facts told, those that do not hold twice.
int length_of(const std::vector<Cube>& cubes);

}  // namespace comity::law
