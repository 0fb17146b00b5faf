#include "cli/law_weights.h"

#include "error.h"
#include "results/read_results.h"
#include "scenario/loader.h"

#include <fmt/format.h>

namespace comity {
namespace {

/// A column of the table of demands.
std::vector<double> column(const ResultsReader& file, const std::string& name) {
  return file.numbers("events/demands/" + name);
}

const std::string& id_of(const Config& config, double state) {
  return config.states.at(static_cast<std::size_t>(state)).id;
}

}  // namespace

law::DemandTable read_demands(const std::string& results) {
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
  law::DemandTable demands;
  for (std::size_t i = 0; i < forum.size(); ++i) {
    const int home = config.providers.at(static_cast<std::size_t>(provider[i])).home;
    demands[{id_of(config, forum[i]), id_of(config, site[i]), id_of(config, home),
             id_of(config, residence[i]), static_cast<int>(kind[i])}] += 1.0;
  }
  return demands;
}

}  // namespace comity
