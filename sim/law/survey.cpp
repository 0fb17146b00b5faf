#include "law/survey.h"

#include "error.h"
#include "law/tell.h"

#include <fmt/format.h>

namespace comity::law {

std::vector<StateLaw> laws_asked(Comparison& comparison, const Query& query) {
  std::vector<StateLaw> laws;
  for (const auto& state : chosen_jurisdictions(comparison.library(), query.states))
    laws.push_back(comparison.law_of(state));
  if (laws.size() >= 2) return laws;
  throw Error(fmt::format(
      "comity law {}: the files are the law of {} (two states are needed). Name the files of another "
      "state too, e.g. scenarios/law/*.toml.",
      query.command, laws.empty() ? "no state" : laws.front().state.name));
}

std::vector<Pair> pairs_among(const Comparison& comparison, const std::vector<StateLaw>& laws) {
  std::vector<Pair> pairs;
  for (const auto& demanding : laws) {
    for (const auto& other : laws) {
      const bool within = demanding.joined == other.state.id || other.joined == demanding.state.id;
      if (&demanding != &other && !within) pairs.push_back(comparison.pair_of(demanding, other));
    }
  }
  return pairs;
}

std::string questions_below(const Library& library, QuestionSet questions) {
  return questions == 0 ? "" : "\nOn what these examples turn:\n" + question_lines(library, questions, 2);
}

Fields weighted_fields(const WeightedShares& shares) {
  return {{"demands", shares.demands},
          {"compelled", shares.compelled},
          {"certain", shares.certain},
          {"arguable", shares.arguable}};
}

}  // namespace comity::law
