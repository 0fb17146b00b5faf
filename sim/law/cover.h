/// Short conditions for sets of situations.
#pragma once

#include "law/facts.h"

#include <cstdint>
#include <vector>

namespace comity::law {

/// Situations in which the facts of `told` are exactly those of `holding`; other facts do not matter.
struct Cube {
  FactSet told = 0;
  FactSet holding = 0;
};

/// A set of situations over some facts, a bit each, the lowest fact in the lowest bit; and those that may count as in or out.
struct Situations {
  FactSet facts = 0;
  std::vector<std::uint64_t> in;
  std::vector<std::uint64_t> either;
};

/// Cubes that together hold every situation that is in, and none that is out; none of them can be shortened or left out.
std::vector<Cube> cover(const Situations& situations);

/// How many situations are in.
std::uint64_t count(const std::vector<std::uint64_t>& words);

}  // namespace comity::law
