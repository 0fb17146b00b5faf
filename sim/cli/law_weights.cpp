#include "cli/law_weights.h"

#include "analysis/record.h"
#include "index.h"
#include "scenario/loader.h"

namespace comity::cli {

law::DemandTable read_demands(const std::string& results) {
  const analysis::Record record = analysis::open_record(results);
  if (!record.file.has("events/demands/forum") || analysis::count_events(record, EventTable::demands) == 0)
    analysis::reject(record,
                     "holds no table of demands (/events/demands is empty). Repeat the run with --set "
                     "run.log_demands=true and name its results.");
  const Config config = load_scenario(record.origin.texts, record.origin.overrides);
  law::DemandTable demands;
  const std::vector<std::string> columns = {"forum", "site", "provider", "residence", "kind"};
  analysis::scan_events(record, EventTable::demands, columns, [&](const analysis::EventBlock& block) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      const auto code = [&](std::size_t column) { return static_cast<int>(block.columns[column][row]); };
      const auto state = [&](int number) { return config.states.at(index(number)).id; };
      const int home = config.providers.at(index(code(2))).home;
      demands[{state(code(0)), state(code(1)), state(home), state(code(3)), code(4)}] += 1.0;
    }
  });
  return demands;
}

}  // namespace comity::cli
