#include "law/half.h"

#include <bit>

namespace comity::law {
namespace {

constexpr std::uint16_t route_bit(Route route) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(route));
}

/// The parts of a code that both halves have.
Code code_of(const Space& space, const Pair& pair, const HalfOptions& options, const Seen& seen) {
  const std::uint16_t here = places_in(space.here_at(seen.here));
  const std::uint16_t around = places_in(space.here_at(seen.around));
  Code code{};
  if (options.cells) code[kPlaces] = static_cast<std::uint16_t>(here | (around << 3U));
  code[kExclusive] = pair.one_union ? here : around;
  return code;
}

void put_stand(const Stand& stand, QuestionSet shared, Code& code) {
  const auto readings = 1U << static_cast<unsigned>(std::popcount(shared));
  code[kPossible] = stand.possible;
  code[kSurely] = stand.certain == static_cast<ReadingMask>((1U << readings) - 1U) ? 1 : 0;
}

/// A way to the data through the other state's law.
struct Way {
  Route route;
  DoubleView forbids;
  std::optional<DoubleView> assists;  // its own authorities must carry it out

  bool open(const Seen& seen) const {
    return forbids.possible(seen) && forbids.stand(seen).possible == 0 &&
           (!assists || assists->stand(seen).certain != 0);
  }
};

std::vector<Way> ways_of(const Space& space, const Pair& pair) {
  const StateLaw& law = *pair.other;
  const auto view = [&](Route route, Effect effect) {
    const Standpoint standpoint{false, pair.treaty != nullptr, pair.agreement != nullptr, route};
    return DoubleView(space, law, {standpoint, effect, 0}, pair.one_union);
  };
  std::vector<Way> ways;
  ways.push_back({Route::voluntary, view(Route::voluntary, Effect::forbids), std::nullopt});
  if (pair.treaty != nullptr)
    ways.push_back(
        {Route::treaty, view(Route::treaty, Effect::forbids), view(Route::treaty, Effect::assists)});
  if (pair.agreement != nullptr)
    ways.push_back({Route::agreement, view(Route::agreement, Effect::forbids), std::nullopt});
  return ways;
}

Grouping grouping_of(const Pair& pair, const StateLaw& law) {
  return {law.around != nullptr, pair.one_union, {}};
}

}  // namespace

Side demanding_half(const Space& space, const Pair& pair, const HalfOptions& options) {
  const StateLaw& law = *pair.demanding;
  const Standpoint order{true, false, false, Route::order};
  const Standpoint request{true, false, false, Route::voluntary};
  const DoubleView compels(space, law, {order, Effect::compels, options.shared}, true);
  const DoubleView barred(space, law, {request, Effect::forbids, 0}, true);
  Grouping grouping = grouping_of(pair, law);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!compels.possible(seen)) return std::nullopt;
    Code code = code_of(space, pair, options, seen);
    put_stand(compels.stand(seen), options.shared, code);
    code[kOpenRoutes] = route_bit(Route::treaty) | route_bit(Route::agreement);
    if (barred.possible(seen) && barred.stand(seen).possible == 0)
      code[kOpenRoutes] |= route_bit(Route::voluntary);
    return code;
  };
  return group_situations(space, grouping);
}

Side other_half(const Space& space, const Pair& pair, const HalfOptions& options) {
  const Standpoint order{false, pair.treaty != nullptr, pair.agreement != nullptr, Route::order};
  const DoubleView forbids(space, *pair.other, {order, Effect::forbids, options.shared}, pair.one_union);
  const std::vector<Way> ways = ways_of(space, pair);
  Grouping grouping = grouping_of(pair, *pair.other);
  grouping.code = [&](const Seen& seen) -> std::optional<Code> {
    if (!forbids.possible(seen)) return std::nullopt;
    Code code = code_of(space, pair, options, seen);
    put_stand(forbids.stand(seen), options.shared, code);
    // Only conflicts ask for ways out: situations without one need not be told apart by them.
    if (code[kPossible] == 0) return code;
    for (const Way& way : ways) {
      if (way.open(seen)) code[kOpenRoutes] |= route_bit(way.route);
    }
    return code;
  };
  return group_situations(space, grouping);
}

}  // namespace comity::law
