/// Every pair of states compared on a day, for the questions about conflicts and gaps.
#pragma once

#include "law/query.h"

#include <optional>
#include <utility>
#include <vector>

namespace comity::law {

/// One pair with what was found.
template <class Found>
struct SurveyRow {
  Pair pair;
  Found found;
  std::optional<WeightedShares> weighted;
};

/// All pairs of the states asked for; the union and its own members are no pair.
template <class Found>
struct Survey {
  Comparison comparison;
  std::vector<StateLaw> laws;
  std::vector<SurveyRow<Found>> rows;
  bool details = false;   // tell rules and sources
  bool weighted = false;  // by a simulation's demands
};

/// So many states are told in detail unasked.
inline constexpr std::size_t kStatesInDetail = 3;

/// The laws of the states asked for, and the ordered pairs among them that can be compared.
std::vector<StateLaw> laws_asked(Comparison& comparison, const Query& query);
std::vector<Pair> pairs_among(const Comparison& comparison, const std::vector<StateLaw>& laws);

/// Compares every pair of the states asked for: `find(comparison, pair, cells)` gives what is found of one, with cells where
/// a simulation's demands weigh them. Throws Error when no day or only one state is asked about.
template <class Found, class Find>
Survey<Found> survey_pairs(const Library& library, const Query& query, Find find) {
  Survey<Found> survey{Comparison(library, day_asked(query)), {}, {}, false, query.demands.has_value()};
  survey.laws = laws_asked(survey.comparison, query);
  survey.details = query.details || survey.laws.size() <= kStatesInDetail;
  for (const Pair& pair : pairs_among(survey.comparison, survey.laws)) {
    SurveyRow<Found> row{pair, find(survey.comparison, pair, survey.weighted), std::nullopt};
    if (query.demands) row.weighted = weigh(*query.demands, survey.comparison, pair, row.found.cells);
    row.found.cells.clear();
    survey.rows.push_back(std::move(row));
  }
  return survey;
}

/// The states against each other: `cell(demanding, other)` of each.
template <class CellOf>
Table matrix_of(const std::vector<StateLaw>& laws, CellOf cell, Align align = Align::left) {
  Table matrix{"", {""}, {}};
  for (const auto& state : laws) matrix.columns.emplace_back(state.state.id, align);
  for (const auto& row : laws) {
    Cells& cells = matrix.rows.emplace_back(Cells{row.state.id});
    for (const auto& column : laws) cells.push_back(cell(row, column));
  }
  return matrix;
}

/// The row about two states; null when they are no pair.
template <class Found>
const SurveyRow<Found>* row_about(const Survey<Found>& survey, const std::string& demanding,
                                  const std::string& other) {
  for (const auto& row : survey.rows) {
    if (row.pair.demanding->state.id == demanding && row.pair.other->state.id == other) return &row;
  }
  return nullptr;
}

/// The words of the questions on which the examples of many pairs turn, each once, below them; empty: they turn on none.
std::string questions_below(const Library& library, QuestionSet questions);

/// Shares of demands as fields.
Fields weighted_fields(const WeightedShares& shares);

}  // namespace comity::law
