/// Pairs of states compared on a day, for `comity law conflicts`.
#pragma once

#include "cli/law_options.h"
#include "cli/law_weights.h"
#include "cli/listing.h"
#include "law/conflicts.h"

#include <optional>
#include <string>
#include <vector>

namespace comity {

/// One pair with what was found.
struct SurveyRow {
  law::Pair pair;
  law::Conflict conflict;
  std::optional<WeightedShares> weighted;
};

/// All pairs of the states asked for; the union and its own members are no pair.
struct Survey {
  law::Comparison comparison;
  std::vector<law::StateLaw> laws;
  std::vector<SurveyRow> rows;
  bool details = false;   // tell rules and sources
  bool weighted = false;  // by a simulation's demands

  /// What the reader has to know of the numbers, a line each.
  std::string notes() const;
};

/// Compares every pair of the states asked for.
Survey survey_conflicts(const law::Library& library, const LawOptions& options);

/// One row a pair, all numbers in full.
Listing conflict_listing(const Survey& survey);

/// The laws of the states asked for, and the ordered pairs among them that can be compared.
std::vector<law::StateLaw> laws_asked(law::Comparison& comparison, const LawOptions& options);
std::vector<law::Pair> pairs_among(const law::Comparison& comparison, const std::vector<law::StateLaw>& laws);

}  // namespace comity
