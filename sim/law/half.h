/// What each half of a comparison of two laws has to know about a situation. Internal to sim/law.
#pragma once

#include "law/ways.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace comity::law {

/// One of the two laws on a way, and the questions whose readings are told apart.
struct Part {
  Route route = Route::order;
  bool demanding = false;
  QuestionSet shared = 0;
};

/// One effect in the law of a state and in that of its union, which see the same demand.
class DoubleView {
 public:
  /// The union's law counts as that of the other state only where the demand touches that state.
  DoubleView(const Space& space, const Pair& pair, const Part& part, Effect effect)
      : heres_(space.heres()),
        anywhere_(part.demanding),
        own_(view_of(space, *law_of(pair, part).own, inquiry(pair, part, effect, false))) {
    const CompiledLaw* around = law_of(pair, part).around;
    if (around != nullptr) around_ = view_of(space, *around, inquiry(pair, part, effect, true));
  }

  bool possible(const Seen& seen) const {
    return own_.possible[own(seen)] != 0 && (around_.possible.empty() || around_.possible[outer(seen)] != 0);
  }

  Stand stand(const Seen& seen) const {
    Stand stand = own_.stands[own(seen)];
    if (around_.stands.empty() || (seen.here == 0 && !anywhere_)) return stand;
    stand.certain |= around_.stands[outer(seen)].certain;
    stand.possible |= around_.stands[outer(seen)].possible;
    return stand;
  }

 private:
  static const StateLaw& law_of(const Pair& pair, const Part& part) {
    return part.demanding ? *pair.demanding : *pair.other;
  }
  static Inquiry inquiry(const Pair& pair, const Part& part, Effect effect, bool of_union) {
    return {standpoint_on(pair, part.route, part.demanding, of_union), effect, part.shared};
  }
  std::size_t own(const Seen& seen) const { return seen.demand * heres_ + seen.here; }
  std::size_t outer(const Seen& seen) const { return seen.demand * heres_ + seen.around; }

  std::size_t heres_;
  bool anywhere_;
  View own_;
  View around_;
};

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

/// The parts of a code that every half has: kPlaces (when asked for) and kExclusive.
Code place_code(const Space& space, const Pair& pair, const Seen& seen, bool cells);

constexpr std::uint16_t route_bit(Route route) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(route));
}

/// A way as far as one of the two laws leaves it open.
class Passage {
 public:
  Passage(const Space& space, const Pair& pair, const Part& part) : part_(part) {
    for (const Need& need : needs_of(part.route)) {
      if (need.of_demanding == part.demanding)
        views_.emplace_back(need.effect, DoubleView(space, pair, part, need.effect));
    }
  }

  Route route() const { return part_.route; }
  ReadingMask all() const { return all_readings(part_.shared); }
  bool possible(const Seen& seen) const { return views_.empty() || views_.front().second.possible(seen); }

  /// On which readings of the questions told apart it is open.
  Stand stand(const Seen& seen) const {
    return open_part(part_.route, part_.demanding, all(), [&](Effect effect) {
      return (views_.front().first == effect ? views_.front() : views_.back()).second.stand(seen);
    });
  }

 private:
  Part part_;
  std::vector<std::pair<Effect, DoubleView>> views_;  // what the way needs of this law, at most two
};

/// Two groups under one demand.
struct Meeting {
  const Group& first;
  const Group& second;

  double situations() const { return static_cast<double>(first.count) * static_cast<double>(second.count); }
};

/// The example situation of both; `open` is left empty.
JointSituation joint_of(const Space& space, const Meeting& met);

/// The cell of their situations. Both halves need kPlaces.
std::size_t cell_of(const Space& space, const Meeting& met);

/// Sizes of the shortest examples so far [facts].
class Shortest {
 public:
  /// Whether the example of these two is shorter than any before of its kind; remembers it then.
  bool beats(const Space& space, const Meeting& met, bool certain);

 private:
  unsigned certain_ = 1000;
  unsigned arguable_ = 1000;
};

/// The demanding state's half: where it compels.
Side demanding_half(const Library& library, const Space& space, const Pair& pair, const HalfOptions& options);

/// The other state's half: where it forbids, and which ways it leaves open.
Side other_half(const Library& library, const Space& space, const Pair& pair, const HalfOptions& options);

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
  const auto both = static_cast<unsigned>(first.code[kOpenRoutes] & second.code[kOpenRoutes]);
  return (both >> route & 1U) != 0;
}

}  // namespace comity::law
