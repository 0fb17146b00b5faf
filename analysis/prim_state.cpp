#include "analysis/prim_state.h"

#include "error.h"
#include "missing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace comity::analysis::prim {
namespace {

using Eigen::Index;

std::vector<std::uint32_t> order_of(const Eigen::ArrayXXd& values, std::size_t column) {
  const double* value = values.col(static_cast<Index>(column)).data();
  std::vector<std::pair<double, std::uint32_t>> pairs;
  pairs.reserve(static_cast<std::size_t>(values.rows()));
  for (Index row = 0; row < values.rows(); ++row)
    pairs.emplace_back(value[row], static_cast<std::uint32_t>(row));
  std::ranges::sort(pairs);
  std::vector<std::uint32_t> order;
  order.reserve(pairs.size());
  for (const auto& pair : pairs) order.push_back(pair.second);
  return order;
}

PrimRange initial_range(const State& state, std::size_t column) {
  const std::vector<std::uint32_t>& order = state.order[column];
  PrimRange range{value_of(state, order.front(), column), value_of(state, order.back(), column), {}};
  if (state.columns[column].kind != PrimColumn::Kind::category) return range;
  range.kept.assign(state.columns[column].categories.size(), false);
  for (const std::uint32_t row : order)
    range.kept[static_cast<std::size_t>(value_of(state, row, column))] = true;
  return range;
}

// One limit more keeps this case out, or (add = false) one less.
void toggle(State& state, std::uint32_t row, std::uint32_t limit, bool add) {
  const auto weigh = [&](bool enter) {
    const std::size_t one = enter ? 1 : static_cast<std::size_t>(-1);
    const std::size_t interest = state.interest[row] != 0 ? one : 0;
    if (state.violated[row] == 0) {
      state.cases += one;
      state.interesting += interest;
    } else if (state.violated[row] == 1) {
      state.only_cases[state.limits[row]] += one;
      state.only_interesting[state.limits[row]] += interest;
    }
  };
  weigh(false);
  if (add) {
    ++state.violated[row];
    state.limits[row] += limit;
  } else {
    --state.violated[row];
    state.limits[row] -= limit;
  }
  weigh(true);
}

// The values of a column that are outside `range` but not outside `other`, on the side of the limit.
PrimRange between(const PrimRange& range, const PrimRange& other, Side side) {
  if (side == Side::low) return {other.low, std::nextafter(range.low, -kInfinity), {}};
  return {std::nextafter(range.high, kInfinity), other.high, {}};
}

void move_limit(State& state, const Candidate& candidate, const PrimRange& old, bool tighter) {
  const std::size_t column = candidate.column;
  const PrimRange& now = state.box[column];
  PrimRange moved;
  if (candidate.side == Side::category)
    moved = {candidate.limit, candidate.limit, {}};
  else
    moved = tighter ? between(now, old, candidate.side) : between(old, now, candidate.side);
  const std::uint32_t limit = limit_number(column, candidate.side);
  for (const std::uint32_t row : rows_between(state, column, state.order[column], moved))
    toggle(state, row, limit, tighter);
}

void update_inside(State& state, bool tighter) {
  const auto outside = [&](std::uint32_t row) { return state.violated[row] != 0; };
  for (std::size_t column = 0; column < state.columns.size(); ++column) {
    if (!tighter) state.inside[column] = state.order[column];
    std::erase_if(state.inside[column], outside);
  }
}

double quasi_p(const State& state, std::uint32_t limit) {
  const auto cases = static_cast<double>(state.cases + state.only_cases[limit]);
  const auto interesting = static_cast<double>(state.interesting + state.only_interesting[limit]);
  return binomial_tail(state.interesting, state.cases, interesting / cases);
}

PrimQuasi quasi_of(const State& state, std::size_t column) {
  const PrimRange& range = state.box[column];
  const PrimRange& initial = state.initial[column];
  if (!range.kept.empty())
    return {range.kept == initial.kept ? kMissing : quasi_p(state, limit_number(column, Side::category)),
            kMissing};
  return {range.low == initial.low ? kMissing : quasi_p(state, limit_number(column, Side::low)),
          range.high == initial.high ? kMissing : quasi_p(state, limit_number(column, Side::high))};
}

}  // namespace

std::span<const std::uint32_t> rows_between(const State& state, std::size_t column,
                                            std::span<const std::uint32_t> sorted, const PrimRange& range) {
  const auto value = [&](std::uint32_t row) { return value_of(state, row, column); };
  const auto begin = std::ranges::lower_bound(sorted, range.low, {}, value);
  const auto end = std::ranges::upper_bound(begin, sorted.end(), range.high, {}, value);
  return {begin, end};
}

State make_state(const PrimCases& cases) {
  State state;
  state.columns = cases.columns;
  state.values = cases.values;
  const auto rows = static_cast<std::size_t>(cases.values.rows());
  state.violated.assign(rows, 0);
  state.limits.assign(rows, 0);
  state.only_cases.assign(2 * state.columns.size(), 0);
  state.only_interesting.assign(2 * state.columns.size(), 0);
  for (const double one : cases.interest) state.interest.push_back(one != 0.0 ? 1 : 0);
  state.cases = rows;
  state.interesting = std::accumulate(state.interest.begin(), state.interest.end(), std::size_t{0});
  state.all_interesting = state.interesting;
  for (std::size_t column = 0; column < state.columns.size(); ++column) {
    state.order.push_back(order_of(state.values, column));
    state.initial.push_back(initial_range(state, column));
  }
  state.inside = state.order;
  state.box = state.initial;
  return state;
}

PrimRange range_of(const State& state, const Candidate& candidate) {
  PrimRange range = state.box[candidate.column];
  if (candidate.side == Side::low) range.low = candidate.limit;
  if (candidate.side == Side::high) range.high = candidate.limit;
  if (candidate.side == Side::category) {
    const auto category = static_cast<std::size_t>(candidate.limit);
    range.kept[category] = !range.kept[category];
  }
  return range;
}

void accept(State& state, const Candidate& candidate) {
  const bool tighter = candidate.cases < state.cases;
  const PrimRange old = std::exchange(state.box[candidate.column], range_of(state, candidate));
  move_limit(state, candidate, old, tighter);
  update_inside(state, tighter);
  COMITY_EXPECT(state.cases == candidate.cases && state.interesting == candidate.interesting);
}

PrimStep describe(const State& state) {
  PrimStep step;
  step.cases = state.cases;
  step.interesting = state.interesting;
  step.coverage = static_cast<double>(state.interesting) / static_cast<double>(state.all_interesting);
  step.density = static_cast<double>(state.interesting) / static_cast<double>(state.cases);
  step.mass = static_cast<double>(state.cases) / static_cast<double>(state.interest.size());
  step.box = state.box;
  for (std::size_t column = 0; column < state.columns.size(); ++column) {
    if (state.box[column] != state.initial[column]) ++step.restricted;
    step.quasi_p.push_back(quasi_of(state, column));
  }
  return step;
}

}  // namespace comity::analysis::prim
