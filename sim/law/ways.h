/// The lawful ways to data with which another state has to do: what each needs of the two laws. The one definition for
/// conflicts, gaps and why.
#pragma once

#include "law/conflicts.h"

#include <span>
#include <vector>

namespace comity::law {

/// What one of the two laws must say, or must not say, to a demand that comes this way.
struct Need {
  bool of_demanding = false;  // else of the other state's law
  Effect effect = Effect::forbids;
  bool holds = false;  // the law must have the effect; else it must not
};

/// What a way needs: an order, that the demanding state compels; a request for assistance under a treaty or without one
/// (letters rogatory, reciprocity), that the other state assists; a voluntary request, that the demanding state's own law does
/// not forbid disclosure; every way, that the other state's law does not.
std::span<const Need> needs_of(Route route);

/// Whether the demanding state's law has a say.
bool asks_demanding(Route route);

/// The ways that exist between two states: an order and a voluntary request always, a request for assistance under the treaty in
/// force or, where there is none, without one, an order under an agreement in force.
std::vector<Route> ways_between(const Pair& pair);

/// As what a law sees a demand on this way: its own state's or a foreign one's. `of_union`: the law of its union, for which
/// an order of a member is its own.
Standpoint standpoint_on(const Pair& pair, Route route, bool demanding, bool of_union);

/// The questions on which several of the laws that a way asks turn: their readings must be told apart. Throws Error when
/// there are more than kMostShared.
QuestionSet questions_told_apart(const Library& library, const Pair& pair, Route route);

/// The mask of all readings of these questions.
ReadingMask all_readings(QuestionSet shared);

/// On which readings one of the two laws leaves the way open; `stand_of(effect)` is where that law stands.
template <class StandOf>
Stand open_part(Route route, bool demanding, ReadingMask all, const StandOf& stand_of) {
  Stand open{all, all};
  for (const Need& need : needs_of(route)) {
    if (need.of_demanding != demanding) continue;
    const Stand stand = stand_of(need.effect);
    open.certain &= static_cast<ReadingMask>(need.holds ? stand.certain : ~stand.possible);
    open.possible &= static_cast<ReadingMask>(need.holds ? stand.possible : ~stand.certain);
  }
  return open;
}

/// Whether both laws together leave a way open: on every reading, on some, on none.
Outcome open_together(const Stand& demanding, const Stand& other, ReadingMask all);

}  // namespace comity::law
