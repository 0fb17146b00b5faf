#include "analysis/actors.h"

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

}  // namespace comity::analysis
