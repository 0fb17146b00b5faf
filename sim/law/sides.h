/// One state's half of a comparison: its situations grouped by what the comparison needs to know, so that two halves
/// can be joined without listing their product.
#pragma once

#include "law/space.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace comity::law {

/// Facts that hold in one place only: where the data lie, where the head office is, where the person lives.
inline constexpr FactSet kOnePlace = fact::data_here | fact::headquartered_here | fact::resident_here;

/// Which of them hold, in three bits.
std::uint16_t places_in(FactSet here);

/// A situation as a state and the union it belongs to see it (indices into the Space). Without a union `around` equals
/// `here`; "here" in the union includes "here" in the state.
struct Seen {
  std::size_t here = 0;
  std::size_t around = 0;
  std::size_t demand = 0;
};

/// What a comparison needs to know of a situation.
using Code = std::array<std::uint16_t, 12>;

/// Situations with equal codes.
struct Group {
  Code code{};
  std::uint64_t count = 0;
  Seen example;          // one with the fewest facts
  unsigned size = 1000;  // how many facts it has, those of the demand left out
};

/// Groups by key: the demand's facts, or (when both states belong to one union) those and the union's here-facts.
struct Side {
  std::vector<std::vector<Group>> at;
};

/// How situations are grouped.
struct Grouping {
  bool has_union = false;                                // list the union's here-facts too
  bool by_union = false;                                 // a key for each of them
  std::function<std::optional<Code>(const Seen&)> code;  // nothing: impossible
};

/// Groups all situations of a state.
Side group_situations(const Space& space, const Grouping& grouping);

}  // namespace comity::law
