#include "cli/law_weights.h"

#include <nlohmann/json.hpp>
namespace comity {
nlohmann::ordered_json WeightedShares::in_json() const {
  return {{"demands", demands}, {"compelled", compelled}, {"certain", certain}, {"arguable", arguable}};
}
DemandTable read_demands(const std::string&) { return {}; }
WeightedShares weigh(const DemandTable&, const law::Pair&, const law::Conflict&) { return {}; }
}  // namespace comity
