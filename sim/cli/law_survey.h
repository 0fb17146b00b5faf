/// Pairs of states compared on a day, for `comity law conflicts` and `comity law gaps`.
#pragma once

#include "cli/law_options.h"
#include "cli/law_weights.h"
#include "cli/listing.h"
#include "law/conflicts.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace comity {

/// One pair with what was found.
template <class Found>
struct SurveyRow {
  law::Pair pair;
  Found found;
  std::optional<WeightedShares> weighted;
};

/// All pairs of the states asked for; the union and its own members are no pair.
template <class Found>
struct Survey {
  law::Comparison comparison;
  std::vector<law::StateLaw> laws;
  std::vector<SurveyRow<Found>> rows;
  bool details = false;   // tell rules and sources
  bool weighted = false;  // by a simulation's demands
};

using ConflictSurvey = Survey<law::Conflict>;
using ConflictRow = SurveyRow<law::Conflict>;

/// So many states are told in detail unasked.
inline constexpr std::size_t kStatesInDetail = 3;

/// The laws of the states asked for, and the ordered pairs among them that can be compared.
std::vector<law::StateLaw> laws_asked(law::Comparison& comparison, const LawOptions& options);
std::vector<law::Pair> pairs_among(const law::Comparison& comparison, const std::vector<law::StateLaw>& laws);

/// Compares every pair of the states asked for: `find(comparison, pair, cells)` gives what is found of one, with cells where
/// a simulation's demands weigh them.
template <class Found, class Find>
Survey<Found> survey_pairs(const law::Library& library, const LawOptions& options, Find find) {
  Survey<Found> survey{law::Comparison(library, day_asked(options)), {}, {}, false, !options.weights.empty()};
  std::optional<DemandTable> demands;
  if (survey.weighted) demands = read_demands(options.weights);
  survey.laws = laws_asked(survey.comparison, options);
  survey.details = options.details || survey.laws.size() <= kStatesInDetail;
  for (const law::Pair& pair : pairs_among(survey.comparison, survey.laws)) {
    SurveyRow<Found> row{pair, find(survey.comparison, pair, survey.weighted), std::nullopt};
    if (demands) row.weighted = weigh(*demands, survey.comparison, pair, row.found.cells);
    row.found.cells.clear();
    survey.rows.push_back(std::move(row));
  }
  return survey;
}

/// The states against each other: `cell(found)` of each pair that was compared.
template <class Found, class Cell>
Listing matrix_of(const Survey<Found>& survey, Cell cell) {
  Listing listing{{""}, {}};
  for (const auto& state : survey.laws) listing.columns.push_back(state.state.id);
  std::size_t next = 0;
  for (const auto& row : survey.laws) {
    std::vector<std::string> cells{row.state.id};
    for (const auto& column : survey.laws) {
      const bool counted = next < survey.rows.size() && survey.rows[next].pair.demanding == &row &&
                           survey.rows[next].pair.other == &column;
      cells.push_back(counted ? cell(survey.rows[next++].found) : "");
    }
    listing.rows.push_back(std::move(cells));
  }
  return listing;
}

/// What the reader has to know of the numbers, a line each.
std::string notes_on(const ConflictSurvey& survey);

/// One row a pair, all numbers in full.
Listing conflict_listing(const ConflictSurvey& survey);

}  // namespace comity
