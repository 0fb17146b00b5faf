/// Whom a policy serves: actors, the number each of them looks at, and which of it is better.
#pragma once

#include <string>
#include <vector>

namespace comity::analysis {

/// What an actor wants.
struct Actor {
  std::string name;
  std::string metric;
  bool higher = true;  // is better
  std::string reason;  // empty: the user chose the metric
};

/// Those that `comity analyze compare` and the page ask about unless told otherwise.
std::vector<Actor> standard_actors();

/// These, with what `NAME=METRIC,higher` or `NAME=METRIC,lower` says in place of one of that name or after them. Throws Error for other words.
std::vector<Actor> read_actors(const std::vector<std::string>& words);

}  // namespace comity::analysis
