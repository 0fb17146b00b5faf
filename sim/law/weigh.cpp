#include "law/weigh.h"

#include "law/treaties.h"

#include <algorithm>

namespace comity::law {
namespace {

/// How a state and its union see where a demand is at home: places in the state, those in the union behind.
class Sight {
 public:
  Sight(const Comparison& comparison, const StateLaw& law)
      : comparison_(&comparison), law_(&law), told_(places_in(comparison.space().here())) {}

  unsigned places(const DemandKey& demand) const {
    const auto in_state = [&](const std::string& id) { return id == law_->state.id; };
    const auto around = [&](const std::string& id) {
      if (in_state(id) || law_->around == nullptr) return in_state(id);
      const auto unions = unions_of(comparison_->library(), id, comparison_->day());
      return std::find(unions.begin(), unions.end(), law_->joined) != unions.end();
    };
    return bits(demand, in_state) | (bits(demand, around) << 3U);
  }

 private:
  template <typename Holds>
  unsigned bits(const DemandKey& demand, const Holds& holds) const {
    const FactSet facts = (holds(demand.site) ? fact::data_here : 0) |
                          (holds(demand.home) ? fact::headquartered_here : 0) |
                          (holds(demand.residence) ? fact::resident_here : 0);
    return places_in(facts) & told_;
  }

  const Comparison* comparison_;
  const StateLaw* law_;
  unsigned told_;
};

/// The two bits of kind_of_data from the code of the results file.
unsigned kind_bits(int kind) { return kind == 2 ? 1U : kind == 1 ? 2U : 0U; }

}  // namespace

WeightedShares weigh(const DemandTable& demands, const Comparison& comparison, const Pair& pair,
                     const std::vector<CellCount>& cells) {
  const Sight first(comparison, *pair.demanding);
  const Sight second(comparison, *pair.other);
  WeightedShares shares;
  for (const auto& [demand, times] : demands) {
    if (demand.forum != pair.demanding->state.id) continue;
    const auto& cell = cells[cell_of(kind_bits(demand.kind), first.places(demand), second.places(demand))];
    if (cell.situations == 0.0) continue;
    const double each = times / cell.situations;
    shares.demands += times;
    shares.compelled += each * cell.compelled;
    shares.certain += each * cell.certain;
    shares.arguable += each * cell.arguable;
  }
  return shares;
}

}  // namespace comity::law
