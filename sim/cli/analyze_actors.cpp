#include "cli/analyze_actors.h"

#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace comity {

std::vector<Actor> read_actors(const std::vector<std::string>& words) {
  std::vector<Actor> actors = {
#define COMITY_ACTOR_ROW(actor, metric, better, reason) \
  {#actor, metric, std::string_view(#better) == "higher", reason},
      COMITY_ACTORS(COMITY_ACTOR_ROW)
#undef COMITY_ACTOR_ROW
  };
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

}  // namespace comity
