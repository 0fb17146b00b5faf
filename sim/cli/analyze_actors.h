/// Who gains and loses by a policy, and by which metric that is judged.
#pragma once

#include <string>
#include <vector>

namespace comity {

/// The actors of `comity analyze compare` and what they want: X(actor, metric, better, reason)
#define COMITY_ACTORS(X)                                                                                     \
  X(prosecutors, "ended:fulfilled+ended:partly_fulfilled/ended", higher, "share of demands that bring data") \
  X(customers, "breaches", lower, "disclosures in breach of a law on their data")                            \
  X(providers, "fines+litigation_spend", lower, "what disputes cost them")                                   \
  X(foreign_states, "affronts", lower, "taken from their territory without consent")

/// What an actor wants.
struct Actor {
  std::string name;
  std::string metric;
  bool higher = true;  // is better
  std::string reason;  // empty: the user chose the metric
};

/// The table above, with what `NAME=METRIC,higher` or `NAME=METRIC,lower` says in place of a row of that name or after them. Throws
/// Error for other words.
std::vector<Actor> read_actors(const std::vector<std::string>& words);

}  // namespace comity
