/// What each half of a comparison of two laws has to know about a situation. Internal to sim/law.
#pragma once

#include "law/conflicts.h"

namespace comity::law {

/// Where things stand in a Code.
enum CodePlace : std::size_t {
  kPlaces,      // places_in the state, and in its union shifted by three
  kExclusive,   // the places that the other half may not have too
  kPossible,    // readings on which the state compels (demanding) or forbids (other)
  kSurely,      // 1: on every reading
  kOpenRoutes,  // bit by Route: the way is surely free as far as this state's law goes
};

struct HalfOptions {
  QuestionSet shared = 0;
  bool cells = false;  // tell apart all places
};

/// The demanding state's half: where it compels.
Side demanding_half(const Space& space, const Pair& pair, const HalfOptions& options);

/// The other state's half: where it forbids, and which ways it leaves open.
Side other_half(const Space& space, const Pair& pair, const HalfOptions& options);

/// Whether the two can be halves of one situation: nothing is in two places at once.
inline bool fit(const Group& first, const Group& second) {
  return (first.code[kExclusive] & second.code[kExclusive]) == 0;
}

/// Whether the one compels what the other forbids.
inline Outcome conflict_between(const Group& first, const Group& second) {
  if ((first.code[kPossible] & second.code[kPossible]) == 0) return Outcome::no;
  const bool certain = first.code[kSurely] != 0 && second.code[kSurely] != 0;
  return certain ? Outcome::yes : Outcome::arguable;
}

/// Whether both laws leave a way to the data surely free.
inline bool is_open(const Group& first, const Group& second, std::size_t route) {
  return ((first.code[kOpenRoutes] & second.code[kOpenRoutes]) >> route & 1U) != 0;
}

}  // namespace comity::law
