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

}  // namespace comity::analysis
