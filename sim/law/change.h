/// What a reform, or time, changes in a law: over all situations, in short conditions.
#pragma once

#include "law/compile.h"
#include "law/cover.h"

#include <vector>

namespace comity::law {

/// One condition under which an effect changes, with the rules that make the difference in its simplest situation.
struct ChangedCase {
  Cube cube;
  FactSet example = 0;                // the simplest possible situation of the cube
  std::vector<std::uint32_t> gained;  // rules effective there now (on some reading) that were not before
  std::vector<std::uint32_t> lost;    // the reverse
};

/// An effect that was answered in one way and is now answered in another.
struct Change {
  Effect effect = Effect::compels;
  Outcome before = Outcome::no;
  Outcome after = Outcome::no;
  double share = 0.0;  // of the situations that are not impossible
  std::vector<ChangedCase> cases;
};

/// The most facts an effect may depend on, before and after together, when laws are compared over time.
inline constexpr unsigned kMostFactsChanged = 20;

/// Every change between two laws of the same state. Throws Error when an effect depends on more than
/// `kMostFactsChanged` facts.
std::vector<Change> changes_between(const Library& library, const CompiledLaw& before,
                                    const CompiledLaw& after);

/// What a law answers about one effect.
Outcome outcome_of(const CompiledLaw& law, Effect effect, FactSet facts);

}  // namespace comity::law
