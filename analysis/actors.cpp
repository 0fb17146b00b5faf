#include "analysis/actors.h"

#include "error.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {

std::vector<Actor> standard_actors() {
  return {
      {"prosecutors", "(ended[fulfilled]+ended[partly_fulfilled])/ended", true,
       "share of demands that bring data"},
      {"customers", "breaches", false, "disclosures in breach of a law on their data"},
      {"providers", "fines+litigation_spend", false, "what disputes cost them"},
      {"foreign_states", "affronts", false, "taken from their territory without consent"},
  };
}

std::vector<Actor> read_actors(const std::vector<std::string>& words) {
  std::vector<Actor> actors = standard_actors();
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    const std::size_t comma = word.rfind(',');
    const std::string better = comma == std::string::npos ? "" : word.substr(comma + 1);
    if (equals == std::string::npos || equals == 0 || comma < equals ||
        (better != "higher" && better != "lower"))
      throw Error(fmt::format(
          "--actor: \"{}\" is no goal (write NAME=METRIC,higher or NAME=METRIC,lower: which is better).",
          word));
    const Actor actor{word.substr(0, equals), word.substr(equals + 1, comma - equals - 1), better == "higher",
                      ""};
    const auto known = std::ranges::find(actors, actor.name, &Actor::name);
    if (known != actors.end())
      *known = actor;
    else
      actors.push_back(actor);
  }
  return actors;
}

}  // namespace comity::analysis
