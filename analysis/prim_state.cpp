#include "analysis/prim_state.h"

#include "error.h"
#include "missing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
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

namespace {

using Rows = std::span<const std::uint32_t>;

std::size_t count_interesting(const State& state, Rows rows) {
  std::size_t count = 0;
  for (const std::uint32_t row : rows) count += state.interest[row];
  return count;
}

// Quantile of rows in the order of a column's values; where neighbours are equal it lies between this value and the next.
double quantile_of(const State& state, std::size_t column, Rows rows, double share) {
  const auto value = [&](std::size_t place) { return value_of(state, rows[place], column); };
  const double place = static_cast<double>(rows.size() - 1) * share;
  auto low = static_cast<std::size_t>(std::floor(place));
  auto high = static_cast<std::size_t>(std::ceil(place));
  if (share > 0.5) {
    while (low > 0 && value(low) == value(high)) --low;
  } else {
    while (high + 1 < rows.size() && value(low) == value(high)) ++high;
  }
  return (value(low) + value(high)) / 2.0;
}

double score(PrimObjective objective, const State& state, const Candidate& candidate) {
  const auto before = static_cast<double>(state.cases);
  const auto after = static_cast<double>(candidate.cases);
  const double old_mean = static_cast<double>(state.interesting) / before;
  const double new_mean = static_cast<double>(candidate.interesting) / after;
  if (objective == PrimObjective::original) return new_mean;
  if (before == after) return 0.0;
  const double gain = (new_mean - old_mean) / std::abs(before - after);
  return objective == PrimObjective::lenient2 ? gain * after : gain;
}

// The best of the candidates in the order they come.
struct Choice {
  const State& state;
  PrimObjective objective;
  std::optional<Candidate> best = std::nullopt;
  double best_score = 0.0;
  int best_change = 0;  // in the number of restricted columns

  void consider(const Candidate& candidate) {
    if (candidate.cases == 0) return;
    const double its_score = score(objective, state, candidate);
    const PrimRange& initial = state.initial[candidate.column];
    const int change = static_cast<int>(range_of(state, candidate) != initial) -
                       static_cast<int>(state.box[candidate.column] != initial);
    if (best && (its_score < best_score || (its_score == best_score && change >= best_change))) return;
    best = candidate;
    best_score = its_score;
    best_change = change;
  }
};

// What remains in the box when only `kept` of a column's rows in it do.
Candidate keep_rows(const State& state, Candidate candidate, Rows kept) {
  const Rows rows = state.inside[candidate.column];
  const auto before = static_cast<std::size_t>(kept.data() - rows.data());
  candidate.cases = kept.size();
  candidate.interesting = state.interesting - count_interesting(state, rows.first(before)) -
                          count_interesting(state, rows.subspan(before + kept.size()));
  return candidate;
}

Candidate peel_real(const State& state, std::size_t column, Side side, double alpha) {
  const Rows rows = state.inside[column];
  const double limit = quantile_of(state, column, rows, side == Side::high ? 1.0 - alpha : alpha);
  const PrimRange keep =
      side == Side::high ? PrimRange{-kInfinity, limit, {}} : PrimRange{limit, kInfinity, {}};
  return keep_rows(state, {column, side, limit}, rows_between(state, column, rows, keep));
}

// A limit that would stay gives up its own value; the new limit is a value that occurs.
Candidate peel_integer(const State& state, std::size_t column, Side side, double alpha) {
  const Rows rows = state.inside[column];
  const bool high = side == Side::high;
  double limit = std::trunc(quantile_of(state, column, rows, high ? 1.0 - alpha : alpha));
  const PrimRange& now = state.box[column];
  if (high && limit == now.high) limit = std::nextafter(limit, -kInfinity);
  if (!high && limit == now.low) limit = std::nextafter(limit, kInfinity);
  const PrimRange keep = high ? PrimRange{-kInfinity, limit, {}} : PrimRange{limit, kInfinity, {}};
  const Rows kept = rows_between(state, column, rows, keep);
  if (!kept.empty()) limit = value_of(state, high ? kept.back() : kept.front(), column);
  return keep_rows(state, {column, side, limit}, kept);
}

Candidate peel_category(const State& state, std::size_t column, std::size_t category) {
  const auto code = static_cast<double>(category);
  const Rows gone = rows_between(state, column, state.inside[column], {code, code, {}});
  return {column, Side::category, code, state.cases - gone.size(),
          state.interesting - count_interesting(state, gone)};
}

void consider_peels_of(Choice& choice, std::size_t column, double alpha) {
  const State& state = choice.state;
  const PrimColumn::Kind kind = state.columns[column].kind;
  if (kind == PrimColumn::Kind::category) {
    const std::vector<bool>& kept = state.box[column].kept;
    if (std::ranges::count(kept, true) < 2) return;
    for (std::size_t category = 0; category < kept.size(); ++category) {
      if (kept[category]) choice.consider(peel_category(state, column, category));
    }
    return;
  }
  const auto peel = kind == PrimColumn::Kind::real ? peel_real : peel_integer;
  choice.consider(peel(state, column, Side::high, alpha));
  choice.consider(peel(state, column, Side::low, alpha));
}

Choice choose_peel(const State& state, const PrimOptions& options) {
  using Kind = PrimColumn::Kind;
  Choice choice{state, options.objective};
  for (const Kind kind : {Kind::real, Kind::integer, Kind::category}) {
    for (std::size_t column = 0; column < state.columns.size(); ++column) {
      if (state.columns[column].kind == kind) consider_peels_of(choice, column, options.peel_alpha);
    }
  }
  return choice;
}

bool is_kept_out_by(const State& state, std::uint32_t row, std::uint32_t limit) {
  return state.violated[row] == 1 && state.limits[row] == limit;
}

// The box with those of the rows that this limit alone keeps out.
Candidate add_rows(const State& state, Candidate candidate, Rows rows) {
  const std::uint32_t limit = limit_number(candidate.column, candidate.side);
  candidate.cases = state.cases;
  candidate.interesting = state.interesting;
  for (const std::uint32_t row : rows) {
    if (!is_kept_out_by(state, row, limit)) continue;
    ++candidate.cases;
    candidate.interesting += state.interest[row];
  }
  return candidate;
}

Candidate paste_limit(const State& state, std::size_t column, Side side, double alpha) {
  const bool high = side == Side::high;
  const PrimRange& now = state.box[column];
  const PrimRange beyond = high ? PrimRange{now.high, kInfinity, {}} : PrimRange{-kInfinity, now.low, {}};
  std::vector<std::uint32_t> rows;
  for (const std::uint32_t row : rows_between(state, column, state.order[column], beyond)) {
    if (state.violated[row] == 0 || is_kept_out_by(state, row, limit_number(column, side)))
      rows.push_back(row);
  }
  double limit = high ? state.initial[column].high : state.initial[column].low;
  if (!rows.empty()) limit = quantile_of(state, column, rows, high ? alpha : 1.0 - alpha);
  if (state.columns[column].kind == PrimColumn::Kind::integer) limit = std::trunc(limit);
  const PrimRange taken = high ? PrimRange{-kInfinity, limit, {}} : PrimRange{limit, kInfinity, {}};
  return add_rows(state, {column, side, limit}, rows_between(state, column, rows, taken));
}

void consider_pastes_of(Choice& choice, std::size_t column, double alpha) {
  const State& state = choice.state;
  if (state.columns[column].kind != PrimColumn::Kind::category) {
    choice.consider(paste_limit(state, column, Side::low, alpha));
    choice.consider(paste_limit(state, column, Side::high, alpha));
    return;
  }
  for (std::size_t category = 0; category < state.box[column].kept.size(); ++category) {
    if (!state.initial[column].kept[category] || state.box[column].kept[category]) continue;
    const auto code = static_cast<double>(category);
    choice.consider(add_rows(state, {column, Side::category, code},
                             rows_between(state, column, state.order[column], {code, code, {}})));
  }
}

Choice choose_paste(const State& state, const PrimOptions& options) {
  Choice choice{state, options.objective};
  for (std::size_t column = 0; column < state.columns.size(); ++column) {
    if (state.box[column] != state.initial[column]) consider_pastes_of(choice, column, options.paste_alpha);
  }
  return choice;
}

bool is_large_enough(const State& state, const PrimOptions& options, std::size_t cases) {
  return static_cast<double>(cases) / static_cast<double>(state.interest.size()) >= options.mass_min;
}

}  // namespace

std::vector<PrimStep> follow(State& state, const PrimOptions& options) {
  std::vector<PrimStep> steps = {describe(state)};
  for (;;) {
    const Choice choice = choose_peel(state, options);
    if (!choice.best || !(choice.best_score > 0.0) || choice.best->cases >= state.cases ||
        !is_large_enough(state, options, choice.best->cases))
      break;
    accept(state, *choice.best);
    steps.push_back(describe(state));
  }
  for (;;) {
    const Choice choice = choose_paste(state, options);
    if (!choice.best || !(choice.best_score > 0.0) || choice.best->cases <= state.cases ||
        choice.best->interesting * state.cases <= state.interesting * choice.best->cases)
      break;
    accept(state, *choice.best);
    steps.push_back(describe(state));
  }
  return steps;
}

}  // namespace comity::analysis::prim
