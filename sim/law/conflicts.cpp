#include "law/conflicts.h"

#include "error.h"
#include "law/half.h"
#include "law/treaties.h"
#include "law/ways.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

void count_conflict(const Space& space, const Meeting& met, Shortest& shortest, Conflict& found) {
  const double count = met.situations();
  const bool certain = conflict_between(met.first, met.second) == Outcome::yes;
  (certain ? found.certain : found.arguable) += count;
  bool somehow = false;
  for (std::size_t route = 1; route < kRoutes; ++route) {
    const bool open = is_open(met.first, met.second, route);
    found.dissolved[route] += open ? count : 0.0;
    somehow = somehow || open;
  }
  found.dissolved_somehow += somehow ? count : 0.0;
  if (!shortest.beats(space, met, certain)) return;
  auto& example = certain ? found.certain_example : found.arguable_example;
  example = joint_of(space, met);
  for (std::size_t route = 0; route < kRoutes; ++route)
    example->open[route] = is_open(met.first, met.second, route);
}

void count_cell(const Space& space, const Meeting& met, Conflict& found) {
  CellCount& cell = found.cells[cell_of(space, met)];
  const double count = met.situations();
  cell.situations += count;
  if (met.first.code[kPossible] != 0) cell.compelled += count;
  const Outcome outcome = conflict_between(met.first, met.second);
  if (outcome == Outcome::yes) cell.certain += count;
  if (outcome == Outcome::arguable) cell.arguable += count;
}

std::string key_of(const Pair& pair, bool demanding, QuestionSet shared, bool cells) {
  const StateLaw& law = demanding ? *pair.demanding : *pair.other;
  const auto of_other = [&](const Treaty* treaty) { return !demanding && treaty != nullptr; };
  return fmt::format("{} {} {} {} {} {} {} {} {}", law.state.id, demanding, pair.one_union, shared, cells,
                     of_other(pair.treaty), of_other(pair.agreement), of_other(pair.adequacy),
                     of_other(pair.adequacy_of_union));
}

}  // namespace

Comparison::Comparison(const Library& library, Day day)
    : library_(&library), day_(day), space_(library), cache_(library) {}

StateLaw Comparison::law_of(const Jurisdiction& state) {
  StateLaw law{state, &cache_.law(state.regimes, day_), {}, {}, nullptr};
  const auto all = jurisdictions(*library_);
  for (const std::string& joined : unions_of(*library_, state.id, day_)) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == joined; });
    if (found == all.end()) continue;
    if (law.around != nullptr) {
      throw Error(fmt::format(
          "{} belongs to {} and {} on {} (laws can be compared for one union at a time). Leave out "
          "the file of one of them.",
          state.name, law.joined, joined, to_string(day_)));
    }
    const auto seen_twice = static_cast<unsigned>(std::popcount(space_.here()));
    if (seen_twice > kMostHereInUnion) {
      throw Error(fmt::format(
          "the rules mention {} facts under [here] (at most {} when a member of a union is compared). "
          "Compare fewer files, or merge facts that always go together.",
          seen_twice, kMostHereInUnion));
    }
    law.joined = joined;
    law.around_name = found->name;
    law.around = &cache_.law(found->regimes, day_);
  }
  return law;
}

Pair Comparison::pair_of(const StateLaw& demanding, const StateLaw& other) const {
  const auto treaty = [&](Treaty::Kind kind) {
    return treaty_between(*library_, kind, {demanding.state.id, other.state.id}, day_);
  };
  const auto adequacy = [&](const std::string& deciding) {
    return deciding.empty() ? nullptr : adequacy_between(*library_, {deciding, demanding.state.id}, day_);
  };
  return {&demanding,
          &other,
          treaty(Treaty::Kind::assistance),
          treaty(Treaty::Kind::agreement),
          !demanding.joined.empty() && demanding.joined == other.joined,
          adequacy(other.state.id),
          adequacy(other.joined),
          conventions_between(*library_, {demanding.state.id, other.state.id}, day_),
          day_};
}

const Side& Comparison::side(const Pair& pair, bool demanding, QuestionSet shared, bool cells) {
  auto& kept = sides_[key_of(pair, demanding, shared, cells)];
  if (kept == nullptr) {
    kept = std::make_unique<const Side>(demanding ? demanding_half(*library_, space_, pair, {shared, cells})
                                                  : other_half(*library_, space_, pair, {shared, cells}));
  }
  return *kept;
}

Conflict Comparison::conflict(const Pair& pair, bool cells) {
  const QuestionSet shared = questions_told_apart(*library_, pair, Route::order);
  const Side& first = side(pair, true, shared, cells);
  const Side& second = side(pair, false, shared, cells);
  Conflict found;
  if (cells) found.cells.resize(kCells);
  Shortest shortest;
  for (std::size_t key = 0; key < first.at.size(); ++key) {
    for (const Group& one : first.at[key]) {
      for (const Group& other : second.at[key]) {
        if (!fit(one, other)) continue;
        const Meeting met{one, other};
        found.situations += met.situations();
        if (one.code[kPossible] != 0) found.compelled += met.situations();
        if (cells) count_cell(space_, met, found);
        if (conflict_between(one, other) != Outcome::no) count_conflict(space_, met, shortest, found);
      }
    }
  }
  return found;
}

}  // namespace comity::law
