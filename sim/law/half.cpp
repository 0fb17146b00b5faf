#include "law/half.h"

#include <bit>

namespace comity::law {
namespace {

void put_stand(const Stand& stand, QuestionSet shared, Code& code) {
  const auto readings = 1U << static_cast<unsigned>(std::popcount(shared));
  code[kPossible] = stand.possible;
  code[kSurely] = stand.certain == static_cast<ReadingMask>((1U << readings) - 1U) ? 1 : 0;
}

/// Whether this way surely leads to the data.
bool is_open(const Way& way, const Seen& seen) {
  return way.forbids.possible(seen) && way.forbids.stand(seen).possible == 0 &&
         (!way.assists || way.assists->stand(seen).certain != 0);
}

/// Those of treaties, and a voluntary request.
std::vector<Way> ways_of(const Space& space, const Pair& pair) {
  std::vector<Way> ways = treaty_ways(space, pair);
  const Inquiry request{foreign(pair, Route::voluntary), Effect::forbids, 0};
  ways.push_back({Route::voluntary, DoubleView(space, *pair.other, request, pair.one_union), std::nullopt});
  return ways;
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

Standpoint foreign(const Pair& pair, Route route) {
  return {false, pair.treaty != nullptr, pair.agreement != nullptr, route};
}

std::vector<Way> treaty_ways(const Space& space, const Pair& pair) {
  const auto view = [&](Route route, Effect effect) {
    return DoubleView(space, *pair.other, {foreign(pair, route), effect, 0}, pair.one_union);
  };
  std::vector<Way> ways;
  if (pair.treaty != nullptr)
    ways.push_back(
        {Route::treaty, view(Route::treaty, Effect::forbids), view(Route::treaty, Effect::assists)});
  if (pair.agreement != nullptr)
    ways.push_back({Route::agreement, view(Route::agreement, Effect::forbids), std::nullopt});
  return ways;
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

Side demanding_half(const Space& space, const Pair& pair, const HalfOptions& options) {
  const StateLaw& law = *pair.demanding;
  const Standpoint order{true, false, false, Route::order};
  const Standpoint request{true, false, false, Route::voluntary};
  const DoubleView compels(space, law, {order, Effect::compels, options.shared}, true);
  const DoubleView barred(space, law, {request, Effect::forbids, 0}, true);
  Grouping grouping = grouping_of(pair, law);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!compels.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, options.cells);
    put_stand(compels.stand(seen), options.shared, code);
    code[kOpenRoutes] = route_bit(Route::treaty) | route_bit(Route::agreement);
    if (barred.possible(seen) && barred.stand(seen).possible == 0)
      code[kOpenRoutes] |= route_bit(Route::voluntary);
    return code;
  };
  return group_situations(space, grouping);
}

Side other_half(const Space& space, const Pair& pair, const HalfOptions& options) {
  const Inquiry order{foreign(pair, Route::order), Effect::forbids, options.shared};
  const DoubleView forbids(space, *pair.other, order, pair.one_union);
  const std::vector<Way> ways = ways_of(space, pair);
  Grouping grouping = grouping_of(pair, *pair.other);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!forbids.possible(seen)) return std::nullopt;
    Code code = place_code(space, pair, seen, options.cells);
    put_stand(forbids.stand(seen), options.shared, code);
    // Only conflicts ask for ways out: situations without one need not be told apart by them.
    if (code[kPossible] == 0) return code;
    for (const Way& way : ways) {
      if (is_open(way, seen)) code[kOpenRoutes] |= route_bit(way.route);
    }
    return code;
  };
  return group_situations(space, grouping);
}

}  // namespace comity::law
