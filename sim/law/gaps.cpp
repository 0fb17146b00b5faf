#include "law/gaps.h"

#include "law/half.h"

#include <bit>
#include <utility>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Where things stand in the code of a half, behind those of CodePlace that both comparisons have.
enum GapPlace : std::size_t {
  kOrder =
      2,  // demanding: readings on which it compels, surely and on some reading, without and with approval;
          // other: the same for forbids
  kRequest = 6,  // readings on which a voluntary request is barred: surely, on some reading
  kSure = 8,     // other: bit by Route, treaty and agreement surely open
  kMaybe,        // on some reading
};

constexpr FactSet kHeld = fact::data_here | fact::controls_from_here;

void put(const Stand& stand, std::size_t place, Code& code) {
  code[place] = stand.certain;
  code[place + 1] = stand.possible;
}

/// The demand with a judge's approval, and whether it has none yet.
struct Approval {
  explicit Approval(const Space& space)
      : space_(&space), varies_((space.demand() & fact::judge_approved) != 0) {}
  bool has_none(const Seen& seen) const {
    return !varies_ || (space_->demand_at(seen.demand) & fact::judge_approved) == 0;
  }
  Seen given(Seen seen) const {
    if (varies_) seen.demand = space_->demand_index(space_->demand_at(seen.demand) | fact::judge_approved);
    return seen;
  }

 private:
  const Space* space_;
  bool varies_;
};

Side demanding_side(const Space& space, const Pair& pair, QuestionSet shared) {
  const StateLaw& law = *pair.demanding;
  const DoubleView compels(space, law, {{true, false, false, Route::order}, Effect::compels, shared}, true);
  const DoubleView barred(space, law, {{true, false, false, Route::voluntary}, Effect::forbids, shared},
                          true);
  const Approval approval(space);
  Grouping grouping{law.around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !compels.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, true);
    put(compels.stand(seen), kOrder, code);
    put(compels.stand(approval.given(seen)), kOrder + 2, code);
    put(barred.stand(seen), kRequest, code);
    return code;
  };
  return group_situations(space, grouping);
}

/// Notes that this way through the other state's law is open, whatever the demanding state's law says.
void put_open(const Way& way, const Seen& seen, Code& code) {
  if (!way.forbids.possible(seen)) return;
  const bool assisted = !way.assists || way.assists->stand(seen).certain != 0;
  const bool maybe = !way.assists || way.assists->stand(seen).possible != 0;
  if (assisted && way.forbids.stand(seen).possible == 0) code[kSure] |= route_bit(way.route);
  if (maybe && way.forbids.stand(seen).certain == 0) code[kMaybe] |= route_bit(way.route);
}

Side other_side(const Space& space, const Pair& pair, QuestionSet shared) {
  const StateLaw& law = *pair.other;
  const DoubleView forbids(space, law, {foreign(pair, Route::order), Effect::forbids, shared},
                           pair.one_union);
  const DoubleView barred(space, law, {foreign(pair, Route::voluntary), Effect::forbids, shared},
                          pair.one_union);
  const auto ways = treaty_ways(space, pair);
  const Approval approval(space);
  const FactSet held = space.here() & kHeld;
  Grouping grouping{law.around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !forbids.possible(seen)) return std::nullopt;
    if (held != 0 && (space.here_at(seen.here) & held) == 0) return std::nullopt;
    Code code = place_code(space, pair, seen, true);
    put(forbids.stand(seen), kOrder, code);
    put(forbids.stand(approval.given(seen)), kOrder + 2, code);
    put(barred.stand(seen), kRequest, code);
    for (const Way& way : ways) {
      put_open(way, seen, code);
      put_open(way, approval.given(seen), code);
    }
    return code;
  };
  return group_situations(space, grouping);
}

/// How far some way is open: yes, surely; arguably; no.
Outcome open_for(const Code& first, const Code& second, ReadingMask all) {
  bool maybe = second[kMaybe] != 0;
  bool sure = second[kSure] != 0;
  for (const std::size_t place : {std::size_t{kOrder}, std::size_t{kOrder} + 2}) {
    sure = sure || (first[place] == all && second[place + 1] == 0);
    maybe = maybe || (first[place + 1] & static_cast<ReadingMask>(~second[place])) != 0;
  }
  sure = sure || (first[kRequest + 1] == 0 && second[kRequest + 1] == 0);
  maybe = maybe || (static_cast<ReadingMask>(~first[kRequest]) & ~second[kRequest] & all) != 0;
  return sure ? Outcome::yes : maybe ? Outcome::arguable : Outcome::no;
}

void count_gap(const Space& space, const Meeting& met, Outcome open, std::pair<Gap&, Shortest&> counting) {
  auto& [gap, shortest] = counting;
  const bool certain = open == Outcome::no;
  (certain ? gap.certain : gap.arguable) += met.situations();
  if (shortest.beats(space, met, certain))
    (certain ? gap.certain_example : gap.arguable_example) = joint_of(space, met);
}

void count_cell(const Space& space, const Meeting& met, Outcome open, Gap& gap) {
  CellCount& cell = gap.cells[cell_of(space, met)];
  cell.situations += met.situations();
  if (open == Outcome::no) cell.certain += met.situations();
  if (open == Outcome::arguable) cell.arguable += met.situations();
}

}  // namespace

Gap find_gaps(const Library& library, const Space& space, const Pair& pair, bool cells) {
  const QuestionSet shared = shared_questions(library, pair);
  const auto all =
      static_cast<ReadingMask>((1U << (1U << static_cast<unsigned>(std::popcount(shared)))) - 1U);
  const Side first = demanding_side(space, pair, shared);
  const Side second = other_side(space, pair, shared);
  Gap gap;
  Shortest shortest;
  if (cells) gap.cells.resize(kCells);
  for (std::size_t key = 0; key < first.at.size(); ++key) {
    for (const Group& one : first.at[key]) {
      for (const Group& other : second.at[key]) {
        if (!fit(one, other)) continue;
        const Meeting met{one, other};
        gap.situations += met.situations();
        const Outcome open = open_for(one.code, other.code, all);
        if (cells) count_cell(space, met, open, gap);
        if (open != Outcome::yes) count_gap(space, met, open, {gap, shortest});
      }
    }
  }
  return gap;
}

}  // namespace comity::law
