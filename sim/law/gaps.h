/// Situations in which no lawful way leads one state to data that are in another or controlled from it.
#pragma once

#include "law/conflicts.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::law {

/// What is found over all situations in which the data are in the other state or controlled from it. Whether a judge
/// approves is for the demanding state to choose: a gap has no way with or without. The ways are those of law/ways.h.
struct Gap {
  double situations = 0;
  double certain = 0;                             // every way is closed on every reading
  double arguable = 0;                            // some way is open on some reading, but none surely
  std::optional<JointSituation> certain_example;  // with the fewest facts
  std::optional<JointSituation> arguable_example;
  std::vector<CellCount> cells;  // by cell_of, `compelled` unused; empty unless asked for
};

/// Counts the gaps of a pair.
Gap find_gaps(const Library& library, const Space& space, const Pair& pair, bool cells = false);

}  // namespace comity::law
