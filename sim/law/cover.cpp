#include "law/cover.h"

#include "law/diagram.h"

#include <bit>
#include <optional>

namespace comity::law {
namespace {

using Set = Diagrams::Set;

/// Which fact of a condition goes first when several can: the one whose loss gains most, or one that does not hold.
enum class Preference { gain, holding };

/// A cover in the making.
struct Covering {
  Diagrams& sets;
  Set allowed;
  Set left;  // not covered yet
  Preference preference;
};

/// How good it is to lose the fact that makes the cube this wide; nothing: the cube would hold what is not allowed.
std::optional<double> worth(const Covering& covering, const Cube& wider, bool holds) {
  if (covering.sets.within(covering.allowed, wider) != Diagrams::kAll) return std::nullopt;
  const double gain = covering.sets.share(covering.sets.both(covering.left, covering.sets.of(wider)));
  // Shares are below 1: facts that do not hold come first, or go first among equals.
  if (covering.preference == Preference::holding) return gain + (holds ? 0.0 : 2.0);
  return gain * (holds ? 1.0 : 1.0 + 1e-12);
}

/// The cube without the one of its facts that is best to lose; nothing when none can go.
std::optional<Cube> widened(const Covering& covering, const Cube& cube) {
  std::optional<Cube> best;
  double best_worth = 0.0;
  for (FactSet rest = cube.told; rest != 0; rest &= rest - 1) {
    const FactSet one = rest & (~rest + 1);
    const Cube wider{cube.told & ~one, cube.holding & ~one};
    const auto found = worth(covering, wider, (cube.holding & one) != 0);
    if (!found || *found <= best_worth) continue;
    best = wider;
    best_worth = *found;
  }
  return best;
}

/// Takes out cubes whose situations that must be covered lie in others too, the last one first.
void leave_out_spare(Diagrams& sets, Set in, std::vector<Cube>& cubes) {
  for (std::size_t index = cubes.size(); index-- > 0;) {
    Set alone = sets.both(in, sets.of(cubes[index]));
    for (std::size_t other = 0; other < cubes.size(); ++other) {
      if (other != index) alone = sets.without(alone, sets.of(cubes[other]));
    }
    if (alone == Diagrams::kNone) cubes.erase(cubes.begin() + static_cast<std::ptrdiff_t>(index));
  }
}

std::vector<Cube> covered(Diagrams& sets, const ToCover& wanted, Preference preference) {
  Covering covering{sets, wanted.allowed, wanted.in, preference};
  const auto facts = static_cast<FactSet>(sets.support(wanted.allowed) | sets.support(wanted.in));
  std::vector<Cube> cubes;
  while (covering.left != Diagrams::kNone) {
    Cube cube{facts, sets.simplest(covering.left)};
    while (const auto wider = widened(covering, cube)) cube = *wider;
    covering.left = sets.without(covering.left, sets.of(cube));
    cubes.push_back(cube);
  }
  leave_out_spare(sets, wanted.in, cubes);
  return cubes;
}

}  // namespace

int length_of(const std::vector<Cube>& cubes) {
  int length = 0;
  for (const Cube& cube : cubes) length += 2 * std::popcount(cube.told) - std::popcount(cube.holding);
  return length;
}

std::vector<Cube> cover(Diagrams& sets, const ToCover& wanted) {
  std::vector<Cube> first = covered(sets, wanted, Preference::holding);
  if (first.size() == 1) return first;
  std::vector<Cube> second = covered(sets, wanted, Preference::gain);
  return length_of(second) < length_of(first) ? second : first;
}

}  // namespace comity::law
