#include "cli/law_weights.h"

#include "error.h"
#include "law/treaties.h"
#include "results/read_results.h"
#include "scenario/loader.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

/// A column of the table of demands.
std::vector<double> column(const ResultsReader& file, const std::string& name) {
  return file.numbers("events/demands/" + name);
}

const std::string& id_of(const Config& config, double state) {
  return config.states.at(static_cast<std::size_t>(state)).id;
}

/// How a state and its union see where a demand is at home: places in the state, those in the union behind.
class Sight {
 public:
  Sight(const law::Comparison& comparison, const law::StateLaw& law)
      : comparison_(&comparison), law_(&law), told_(law::places_in(comparison.space().here())) {}

  unsigned places(const DemandKey& demand) const {
    const auto in_state = [&](const std::string& id) { return id == law_->state.id; };
    const auto around = [&](const std::string& id) {
      if (in_state(id) || law_->around == nullptr) return in_state(id);
      const auto unions = law::unions_of(comparison_->library(), id, comparison_->day());
      return std::find(unions.begin(), unions.end(), law_->joined) != unions.end();
    };
    return bits(demand, in_state) | (bits(demand, around) << 3U);
  }

 private:
  template <typename Holds>
  unsigned bits(const DemandKey& demand, const Holds& holds) const {
    const law::FactSet facts = (holds(demand.site) ? law::fact::data_here : 0) |
                               (holds(demand.home) ? law::fact::headquartered_here : 0) |
                               (holds(demand.residence) ? law::fact::resident_here : 0);
    return law::places_in(facts) & told_;
  }

  const law::Comparison* comparison_;
  const law::StateLaw* law_;
  unsigned told_;
};

/// The two bits of law::kind_of_data from the code of the results file.
unsigned kind_bits(int kind) { return kind == 2 ? 1U : kind == 1 ? 2U : 0U; }

}  // namespace

nlohmann::ordered_json WeightedShares::in_json() const {
  return {{"demands", demands}, {"compelled", compelled}, {"certain", certain}, {"arguable", arguable}};
}

DemandTable read_demands(const std::string& results) {
  const ResultsReader file(results);
  if (!file.has("events/demands/forum") || column(file, "forum").empty()) {
    throw Error(
        fmt::format("{}: holds no table of demands (/events/demands is empty). Repeat the run with --set "
                    "run.log_demands=true and name its results.",
                    results));
  }
  const Origin origin = RecordedRuns(results).origin();
  const Config config = load_scenario(origin.texts, origin.overrides);
  const auto forum = column(file, "forum");
  const auto site = column(file, "site");
  const auto residence = column(file, "residence");
  const auto provider = column(file, "provider");
  const auto kind = column(file, "kind");
  DemandTable demands;
  for (std::size_t i = 0; i < forum.size(); ++i) {
    const int home = config.providers.at(static_cast<std::size_t>(provider[i])).home;
    demands[{id_of(config, forum[i]), id_of(config, site[i]), id_of(config, home),
             id_of(config, residence[i]), static_cast<int>(kind[i])}] += 1.0;
  }
  return demands;
}

WeightedShares weigh(const DemandTable& demands, const law::Comparison& comparison, const law::Pair& pair,
                     const std::vector<law::CellCount>& cells) {
  const Sight first(comparison, *pair.demanding);
  const Sight second(comparison, *pair.other);
  WeightedShares shares;
  for (const auto& [demand, times] : demands) {
    if (demand.forum != pair.demanding->state.id) continue;
    const auto& cell =
        cells[law::cell_of(kind_bits(demand.kind), first.places(demand), second.places(demand))];
    if (cell.situations == 0.0) continue;
    const double each = times / cell.situations;
    shares.demands += times;
    shares.compelled += each * cell.compelled;
    shares.certain += each * cell.certain;
    shares.arguable += each * cell.arguable;
  }
  return shares;
}

}  // namespace comity
