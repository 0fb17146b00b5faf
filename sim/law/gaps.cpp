#include "law/gaps.h"

#include "law/half.h"

#include <algorithm>
#include <utility>

namespace comity::law {
namespace {

/// Where things stand in the code of a half, behind those of CodePlace that both comparisons have: on which readings this
/// law leaves the way of an order open, surely and on some reading of other questions, without and with approval; the same
/// of a voluntary request; and the ways that only the other state's law can close, bit by Route.
enum GapPlace : std::size_t { kOrder = 2, kRequest = 6, kSure = 8, kMaybe };

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

/// The two ways on which both laws must agree.
struct JointWays {
  Passage order;
  Passage request;

  JointWays(const Library& library, const Space& space, const Pair& pair, bool demanding)
      : order(space, pair, {Route::order, demanding, questions_told_apart(library, pair, Route::order)}),
        request(space, pair,
                {Route::voluntary, demanding, questions_told_apart(library, pair, Route::voluntary)}) {}

  void put_in(const Approval& approval, const Seen& seen, Code& code) const {
    put(order.stand(seen), kOrder, code);
    put(order.stand(approval.given(seen)), kOrder + 2, code);
    put(request.stand(seen), kRequest, code);
  }
};

Side demanding_side(const Library& library, const Space& space, const Pair& pair) {
  const JointWays joint(library, space, pair, true);
  const Approval approval(space);
  Grouping grouping{pair.demanding->around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !joint.order.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, true);
    joint.put_in(approval, seen, code);
    return code;
  };
  return group_situations(space, grouping);
}

/// Notes whether this way through the other state's law is open; the demanding state's law has no say in it.
void put_open(const Passage& way, const Seen& seen, Code& code) {
  if (!way.possible(seen)) return;
  const Stand open = way.stand(seen);
  if (open.certain == way.all()) code[kSure] |= route_bit(way.route());
  if (open.possible != 0) code[kMaybe] |= route_bit(way.route());
}

Side other_side(const Library& library, const Space& space, const Pair& pair) {
  const JointWays joint(library, space, pair, false);
  std::vector<Passage> ways;
  for (const Route route : ways_between(pair)) {
    if (!asks_demanding(route))
      ways.emplace_back(space, pair, Part{route, false, questions_told_apart(library, pair, route)});
  }
  const Approval approval(space);
  const FactSet held = space.here() & kHeld;
  Grouping grouping{pair.other->around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !joint.order.possible(seen)) return std::nullopt;
    if (held != 0 && (space.here_at(seen.here) & held) == 0) return std::nullopt;
    Code code = place_code(space, pair, seen, true);
    joint.put_in(approval, seen, code);
    for (const Passage& way : ways) {
      put_open(way, seen, code);
      put_open(way, approval.given(seen), code);
    }
    return code;
  };
  return group_situations(space, grouping);
}

/// All readings of the questions told apart on the ways of JointWays.
struct AllReadings {
  ReadingMask order;
  ReadingMask request;
};

/// How far some way is open: yes, surely; arguably; no.
Outcome open_for(const Code& first, const Code& second, const AllReadings& all) {
  const auto together = [&](std::size_t place, ReadingMask readings) {
    return open_together({first[place], first[place + 1]}, {second[place], second[place + 1]}, readings);
  };
  const Outcome alone = second[kSure] != 0    ? Outcome::yes
                        : second[kMaybe] != 0 ? Outcome::arguable
                                              : Outcome::no;
  return std::max(
      {alone, together(kOrder, all.order), together(kOrder + 2, all.order), together(kRequest, all.request)});
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
  const AllReadings all{all_readings(questions_told_apart(library, pair, Route::order)),
                        all_readings(questions_told_apart(library, pair, Route::voluntary))};
  const Side first = demanding_side(library, space, pair);
  const Side second = other_side(library, space, pair);
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
