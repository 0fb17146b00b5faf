#include "law/half.h"

#include <array>
#include <bit>

namespace comity::law {
namespace {

void put_stand(const Stand& stand, QuestionSet shared, Code& code) {
  code[kPossible] = stand.possible;
  code[kSurely] = stand.certain == all_readings(shared) ? 1 : 0;
}

/// These ways but for the order, as far as one of the laws goes.
std::vector<Passage> passages(const Library& library, const Space& space, const Pair& pair, bool demanding) {
  std::vector<Passage> ways;
  // Of the demanding state all: one half serves whatever binds the state to the other.
  const std::vector<Route> all{Route::voluntary, Route::treaty, Route::agreement, Route::letters};
  for (const Route route : demanding ? all : ways_between(pair)) {
    if (route != Route::order)
      ways.emplace_back(space, pair, Part{route, demanding, questions_told_apart(library, pair, route)});
  }
  return ways;
}

/// Whether one of the laws surely leaves this way open.
bool is_open(const Passage& way, const Seen& seen) {
  return way.possible(seen) && way.stand(seen).certain == way.all();
}

Grouping grouping_of(const Pair& pair, const StateLaw& law) {
  return {law.around != nullptr, pair.one_union, {}};
}

}  // namespace

Code place_code(const Space& space, const Pair& pair, const Seen& seen, bool cells) {
  const std::uint16_t here = places_in(space.here_at(seen.here));
  const std::uint16_t around = places_in(space.here_at(seen.around));
  Code code{};
  if (cells) code[kPlaces] = static_cast<std::uint16_t>(here | (around << 3U));
  code[kExclusive] = pair.one_union ? here : around;
  return code;
}

JointSituation joint_of(const Space& space, const Meeting& met) {
  const Seen& first = met.first.example;
  const Seen& second = met.second.example;
  return {space.demand_at(first.demand), space.here_at(first.here),    space.here_at(first.around),
          space.here_at(second.here),    space.here_at(second.around), {}};
}

std::size_t cell_of(const Space& space, const Meeting& met) {
  const FactSet demand = space.demand_at(met.first.example.demand);
  return cell_of(kind_of_data(demand), met.first.code[kPlaces], met.second.code[kPlaces]);
}

bool Shortest::beats(const Space& space, const Meeting& met, bool certain) {
  const FactSet demand = space.demand_at(met.first.example.demand);
  const unsigned size = met.first.size + met.second.size + static_cast<unsigned>(std::popcount(demand));
  unsigned& best = certain ? certain_ : arguable_;
  if (size >= best) return false;
  best = size;
  return true;
}

Side demanding_half(const Library& library, const Space& space, const Pair& pair,
                    const HalfOptions& options) {
  const DoubleView compels(space, pair, {Route::order, true, options.shared}, Effect::compels);
  const std::vector<Passage> ways = passages(library, space, pair, true);
  Grouping grouping = grouping_of(pair, *pair.demanding);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!compels.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, options.cells);
    put_stand(compels.stand(seen), options.shared, code);
    for (const Passage& way : ways) {
      if (is_open(way, seen)) code[kOpenRoutes] |= route_bit(way.route());
    }
    return code;
  };
  return group_situations(space, grouping);
}

Side other_half(const Library& library, const Space& space, const Pair& pair, const HalfOptions& options) {
  const DoubleView forbids(space, pair, {Route::order, false, options.shared}, Effect::forbids);
  const std::vector<Passage> ways = passages(library, space, pair, false);
  Grouping grouping = grouping_of(pair, *pair.other);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!forbids.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, options.cells);
    put_stand(forbids.stand(seen), options.shared, code);
    // Only conflicts ask for ways out: situations without one need not be told apart by them.
    if (code[kPossible] == 0) return code;
    for (const Passage& way : ways) {
      if (is_open(way, seen)) code[kOpenRoutes] |= route_bit(way.route());
    }
    return code;
  };
  return group_situations(space, grouping);
}

}  // namespace comity::law
