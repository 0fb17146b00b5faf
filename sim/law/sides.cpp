#include "law/sides.h"

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

void add_to(std::vector<Group>& groups, const Code& code, const Seen& seen, unsigned size) {
  auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.code == code; });
  if (group == groups.end()) {
    groups.push_back({code, 0, {}, 1000});
    group = groups.end() - 1;
  }
  ++group->count;
  if (size < group->size) {
    group->size = size;
    group->example = seen;
  }
}

void add_seen(const Grouping& grouping, const Seen& seen, std::vector<Group>& groups) {
  const auto code = grouping.code(seen);
  // A fact elsewhere in the union takes more words than one in the state itself.
  const auto size =
      static_cast<unsigned>(std::popcount(seen.here) + 2 * std::popcount(seen.around ^ seen.here));
  if (code) add_to(groups, *code, seen, size);
}

}  // namespace

std::uint16_t places_in(FactSet here) {
  return static_cast<std::uint16_t>(((here & fact::data_here) != 0 ? 1U : 0U) |
                                    ((here & fact::headquartered_here) != 0 ? 2U : 0U) |
                                    ((here & fact::resident_here) != 0 ? 4U : 0U));
}

Side group_situations(const Space& space, const Grouping& grouping) {
  Side side;
  side.at.resize(grouping.by_union ? space.demands() * space.heres() : space.demands());
  for (std::size_t demand = 0; demand < space.demands(); ++demand) {
    for (std::size_t around = 0; around < space.heres(); ++around) {
      auto& groups = side.at[grouping.by_union ? demand * space.heres() + around : demand];
      if (!grouping.has_union) {
        add_seen(grouping, {around, around, demand}, groups);
        continue;
      }
      for (std::size_t here = 0;; here = (here - around) & around) {
        add_seen(grouping, {here, around, demand}, groups);
        if (here == around) break;
      }
    }
  }
  return side;
}

}  // namespace comity::law
