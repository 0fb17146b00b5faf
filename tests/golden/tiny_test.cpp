// A tiny world as text that people can read and review, compared letter by letter. After a wanted change of the model:
// COMITY_UPDATE_GOLDEN=1 build/release/tests/golden_test, then read the difference before committing it.
#include "support/play.h"
#include "support/small_world.h"
#include "tables/events.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace comity {
namespace {

constexpr int kSteps = 26;

// Two states, three providers, few demands, one focal dispute, a shock, and a reform that settles the question.
Config tiny_config() {
  Config config = test::small_config();
  config.parameters.run.step_days = 28.0;
  config.parameters.run.record_days = 28.0;
  config.parameters.run.end = config.parameters.run.start + kSteps * 28;
  config.parameters.litigate.first_days = 60.0;
  config.parameters.litigate.appeal_days = 120.0;
  for (StateConfig& state : config.states) state.demands = 60.0;
  ProviderConfig third = config.providers[0];
  third.id = third.name = "gamma";
  third.home = 1;
  third.sites.resize(1);
  third.size = 0.5;
  config.providers.push_back(third);
  config.shocks.push_back({"leak", day_of(2013, 6, 6), 0, 0.25});
  FocalConfig focal;
  focal.name = "the letters";
  focal.date = day_of(2013, 3, 1);
  focal.site = 1;
  focal.residence = 1;
  config.focals.push_back(focal);
  ReformConfig reform;
  reform.id = reform.name = "reach";
  reform.mode = ReformConfig::Mode::scheduled;
  reform.kind = ReformConfig::Kind::reach;
  reform.regime = "al-reach";
  reform.states = {0};
  reform.date = day_of(2014, 9, 1);
  config.reforms.push_back(reform);
  return config;
}

// One line per metric and step: its name and its values.
std::string print_record(const World& world) {
  const MetricLayout& layout = world.tally.layout;
  const std::size_t begin = world.series.size() - layout.size();
  std::string text = to_string(static_cast<Day>(world.clock.begin)) + "\n";
  for (std::size_t number = 0; number < metric_rows().size(); ++number) {
    std::string values;
    bool empty = true;
    for (std::size_t k = layout.offset[number]; k < layout.offset[number + 1]; ++k) {
      values += fmt::format(" {:.6g}", world.series[begin + k]);
      empty = empty && !(world.series[begin + k] != 0.0);
    }
    if (!empty) text += fmt::format("  {}{}\n", metric_rows()[number].name, values);
  }
  return text;
}

std::string print_events(const Events& events) {
  std::string text;
  for (std::size_t table = 0; table < events.rows.size(); ++table) {
    const auto columns = event_columns(static_cast<EventTable>(table));
    const std::vector<double>& rows = events.rows[table];
    if (!rows.empty()) text += fmt::format("{}\n", name_of(static_cast<EventTable>(table)));
    for (std::size_t begin = 0; begin < rows.size(); begin += columns.size()) {
      text += " ";
      for (std::size_t k = 0; k < columns.size(); ++k)
        text += fmt::format(" {} {:.6g}", columns[k].name, rows[begin + k]);
      text += "\n";
    }
  }
  return text;
}

std::string play_tiny_world() {
  test::Play play(tiny_config());
  std::string text;
  for (int step = 0; step < kSteps; ++step) {
    play.step();
    text += print_record(play.world);
  }
  return text + print_events(play.world.events);
}

TEST(TinyWorld, GoesAsWrittenDown) {
  const std::string path = COMITY_SOURCE_DIR "/tests/golden/tiny.txt";
  const std::string text = play_tiny_world();
  if (std::getenv("COMITY_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ostringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, golden.str());
}

}  // namespace
}  // namespace comity
