#include "analysis/prim_state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace comity::analysis::prim {
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
