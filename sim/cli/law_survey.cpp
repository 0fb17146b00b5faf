#include "cli/law_survey.h"

#include "cli/law_commands.h"
#include "error.h"
#include "law/treaties.h"

#include <fmt/format.h>

namespace comity {
namespace {

std::string whole(double value) { return fmt::format("{:.0f}", value); }

std::string name_or_nothing(const law::Treaty* treaty) { return treaty == nullptr ? "" : treaty->name; }

}  // namespace

std::vector<law::StateLaw> laws_asked(law::Comparison& comparison, const LawOptions& options) {
  std::vector<law::StateLaw> laws;
  for (const auto& state : law::chosen_jurisdictions(comparison.library(), options.states))
    laws.push_back(comparison.law_of(state));
  if (laws.size() >= 2) return laws;
  throw Error(fmt::format(
      "comity law {}: the files are the law of {} (two states are needed). Name the files of another "
      "state too, e.g. scenarios/law/*.toml.",
      options.command, laws.empty() ? "no state" : laws.front().state.name));
}

std::vector<law::Pair> pairs_among(const law::Comparison& comparison,
                                   const std::vector<law::StateLaw>& laws) {
  std::vector<law::Pair> pairs;
  for (const auto& demanding : laws) {
    for (const auto& other : laws) {
      const bool within = demanding.joined == other.state.id || other.joined == demanding.state.id;
      if (&demanding != &other && !within) pairs.push_back(comparison.pair_of(demanding, other));
    }
  }
  return pairs;
}

std::string notes_on(const ConflictSurvey& survey) {
  std::string text = std::string(unweighted_note()) + "\n";
  text +=
      "The data, the provider's head office and the person's home are each in one state. A third state's law "
      "is not "
      "asked.\n";
  if (!law::knows_treaties(survey.comparison.library()))
    text +=
        "No file of treaties is given, so none is in force (scenarios/law/treaties.toml, agreements.toml).\n";
  if (survey.weighted)
    text +=
        "Weighted shares go by kind of data, place of the data, head office and home of the person; what the "
        "results "
        "do not\nrecord (seriousness, emergency, control of the data …) counts each combination once.\n";
  return text;
}

Listing conflict_listing(const ConflictSurvey& survey) {
  Listing listing{
      {"on", "orders", "forbids", "conflict", "situations", "compelled", "certain", "arguable",
       "dissolved_by_treaty_request", "dissolved_by_agreement_order", "dissolved_by_voluntary_request",
       "dissolved", "treaty", "agreement", "weighted_demands", "weighted_certain", "weighted_arguable"},
      {}};
  for (const ConflictRow& row : survey.rows) {
    const law::Conflict& found = row.found;
    const auto dissolved = [&](law::Route route) {
      return whole(found.dissolved[static_cast<std::size_t>(route)]);
    };
    listing.rows.push_back(
        {to_string(survey.comparison.day()), row.pair.demanding->state.id, row.pair.other->state.id,
         found.certain > 0.0    ? "certain"
         : found.arguable > 0.0 ? "arguable"
                                : "never",
         whole(found.situations), whole(found.compelled), whole(found.certain), whole(found.arguable),
         dissolved(law::Route::treaty), dissolved(law::Route::agreement), dissolved(law::Route::voluntary),
         whole(found.dissolved_somehow), name_or_nothing(row.pair.treaty),
         name_or_nothing(row.pair.agreement), row.weighted ? whole(row.weighted->demands) : "",
         row.weighted ? fmt::format("{}", row.weighted->certain) : "",
         row.weighted ? fmt::format("{}", row.weighted->arguable) : ""});
  }
  return listing;
}

}  // namespace comity
