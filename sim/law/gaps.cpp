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

std::uint16_t bit_of(Route route) { return static_cast<std::uint16_t>(1U << static_cast<unsigned>(route)); }

void put(const Stand& stand, std::size_t place, Code& code) {
  code[place] = stand.certain;
  code[place + 1] = stand.possible;
}

/// Places and exclusions, as in conflicts.
void put_places(const Space& space, const Pair& pair, const Seen& seen, Code& code) {
  const std::uint16_t here = places_in(space.here_at(seen.here));
  const std::uint16_t around = places_in(space.here_at(seen.around));
  code[kPlaces] = static_cast<std::uint16_t>(here | (around << 3U));
  code[kExclusive] = pair.one_union ? here : around;
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

Standpoint foreign(const Pair& pair, Route route) {
  return {false, pair.treaty != nullptr, pair.agreement != nullptr, route};
}

Side demanding_side(const Space& space, const Pair& pair, QuestionSet shared) {
  const StateLaw& law = *pair.demanding;
  const DoubleView compels(space, law, {{true, false, false, Route::order}, Effect::compels, shared}, true);
  const DoubleView barred(space, law, {{true, false, false, Route::voluntary}, Effect::forbids, shared},
                          true);
  const Approval approval(space);
  Grouping grouping{law.around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !compels.possible(seen)) return std::nullopt;
    Code code{};
    put_places(space, pair, seen, code);
    put(compels.stand(seen), kOrder, code);
    put(compels.stand(approval.given(seen)), kOrder + 2, code);
    put(barred.stand(seen), kRequest, code);
    return code;
  };
  return group_situations(space, grouping);
}

/// The ways through the other state's law that are open whatever the demanding state's law says.
struct ForeignWay {
  Route route;
  DoubleView forbids;
  std::optional<DoubleView> assists;

  void put_open(const Seen& seen, Code& code) const {
    if (!forbids.possible(seen)) return;
    const bool assisted = !assists || assists->stand(seen).certain != 0;
    const bool maybe = !assists || assists->stand(seen).possible != 0;
    if (assisted && forbids.stand(seen).possible == 0) code[kSure] |= bit_of(route);
    if (maybe && forbids.stand(seen).certain == 0) code[kMaybe] |= bit_of(route);
  }
};

std::vector<ForeignWay> foreign_ways(const Space& space, const Pair& pair) {
  const auto view = [&](Route route, Effect effect) {
    return DoubleView(space, *pair.other, {foreign(pair, route), effect, 0}, pair.one_union);
  };
  std::vector<ForeignWay> ways;
  if (pair.treaty != nullptr)
    ways.push_back(
        {Route::treaty, view(Route::treaty, Effect::forbids), view(Route::treaty, Effect::assists)});
  if (pair.agreement != nullptr)
    ways.push_back({Route::agreement, view(Route::agreement, Effect::forbids), std::nullopt});
  return ways;
}

Side other_side(const Space& space, const Pair& pair, QuestionSet shared) {
  const StateLaw& law = *pair.other;
  const DoubleView forbids(space, law, {foreign(pair, Route::order), Effect::forbids, shared},
                           pair.one_union);
  const DoubleView barred(space, law, {foreign(pair, Route::voluntary), Effect::forbids, shared},
                          pair.one_union);
  const auto ways = foreign_ways(space, pair);
  const Approval approval(space);
  const FactSet held = space.here() & kHeld;
  Grouping grouping{law.around != nullptr, pair.one_union, {}};
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!approval.has_none(seen) || !forbids.possible(seen)) return std::nullopt;
    if (held != 0 && (space.here_at(seen.here) & held) == 0) return std::nullopt;
    Code code{};
    put_places(space, pair, seen, code);
    put(forbids.stand(seen), kOrder, code);
    put(forbids.stand(approval.given(seen)), kOrder + 2, code);
    put(barred.stand(seen), kRequest, code);
    for (const ForeignWay& way : ways) {
      way.put_open(seen, code);
      way.put_open(approval.given(seen), code);
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

JointSituation joint_of(const Space& space, const Group& one, const Group& other) {
  return {space.demand_at(one.example.demand), space.here_at(one.example.here),
          space.here_at(one.example.around),   space.here_at(other.example.here),
          space.here_at(other.example.around), {}};
}

/// A gap being counted, with the sizes of its shortest examples so far.
struct Counting {
  Gap gap;
  unsigned certain_size = 1000;
  unsigned arguable_size = 1000;
};

void count_gap(const Space& space, std::pair<const Group&, const Group&> met, Outcome open,
               Counting& counting) {
  const auto& [one, other] = met;
  Gap& gap = counting.gap;
  const double count = static_cast<double>(one.count) * static_cast<double>(other.count);
  const bool certain = open == Outcome::no;
  (certain ? gap.certain : gap.arguable) += count;
  const auto size =
      one.size + other.size + static_cast<unsigned>(std::popcount(space.demand_at(one.example.demand)));
  unsigned& best = certain ? counting.certain_size : counting.arguable_size;
  if (size >= best) return;
  best = size;
  (certain ? gap.certain_example : gap.arguable_example) = joint_of(space, one, other);
}

void count_cell(const Space& space, std::pair<const Group&, const Group&> met, Outcome open, Gap& gap) {
  const auto& [one, other] = met;
  const FactSet demand = space.demand_at(one.example.demand);
  CellCount& cell = gap.cells[cell_of(kind_of_data(demand), one.code[kPlaces], other.code[kPlaces])];
  const double count = static_cast<double>(one.count) * static_cast<double>(other.count);
  cell.situations += count;
  if (open == Outcome::no) cell.certain += count;
  if (open == Outcome::arguable) cell.arguable += count;
}

}  // namespace

Gap find_gaps(const Library& library, const Space& space, const Pair& pair, bool cells) {
  const QuestionSet shared = shared_questions(library, pair);
  const auto all =
      static_cast<ReadingMask>((1U << (1U << static_cast<unsigned>(std::popcount(shared)))) - 1U);
  const Side first = demanding_side(space, pair, shared);
  const Side second = other_side(space, pair, shared);
  Counting counting;
  Gap& gap = counting.gap;
  if (cells) gap.cells.resize(kCells);
  for (std::size_t key = 0; key < first.at.size(); ++key) {
    for (const Group& one : first.at[key]) {
      for (const Group& other : second.at[key]) {
        if (!fit(one, other)) continue;
        gap.situations += static_cast<double>(one.count) * static_cast<double>(other.count);
        const Outcome open = open_for(one.code, other.code, all);
        if (cells) count_cell(space, {one, other}, open, gap);
        if (open != Outcome::yes) count_gap(space, {one, other}, open, counting);
      }
    }
  }
  return std::move(counting.gap);
}

}  // namespace comity::law
