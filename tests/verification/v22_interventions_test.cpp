// V22: an intervention leaves everything before its day bit-identical, and changes the world on its day.
#include "report.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace comity {
namespace {

using test::Play;
using test::random_config;

struct Intervention {
  std::string name;
  std::function<void(Config&, Day)> add;
};

std::vector<Intervention> interventions() {
  return {{"a shock", [](Config& config, Day day) { config.shocks.push_back({"leak", day, 0, 0.5}); }},
          {"a treaty",
           [](Config& config, Day day) {
             config.treaties.push_back({TreatyConfig::Kind::agreement, "new", {0, 1}, day, kNever});
           }},
          {"a reform",
           [](Config& config, Day day) {
             ReformConfig reform;
             reform.id = reform.name = "dated";
             reform.mode = ReformConfig::Mode::scheduled;
             reform.regime = "reform0";
             reform.states = {0};
             reform.date = day;
             config.reforms.push_back(reform);
           }},
          {"a ruling",
           [](Config& config, Day day) {
             config.rulings.push_back({"", day, 0, config.states[0].name + " apex court", 0, true});
           }},
          {"a focal demand", [](Config& config, Day day) {
             FocalConfig focal;
             focal.date = day;
             focal.site = config.providers[0].sites[0].state;
             focal.control = config.providers[0].sites[0].control;
             config.focals.push_back(focal);
           }}};
}

// Steps both worlds; returns the first step after which they differ, or the number of steps.
int first_difference(Play& one, Play& other, int steps) {
  for (int step = 0; step < steps; ++step) {
    one.step();
    other.step();
    if (test::fingerprint(one.world) != test::fingerprint(other.world)) return step;
  }
  return steps;
}

bool has_question(const Config& config) { return !config.library.questions.empty(); }

TEST(V22Intervention, LeavesEverythingBeforeItsDayBitIdentical) {
  constexpr int kStep = 20;
  int early = 0;
  int pairs = 0;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Config config = random_config(seed);
    if (!has_question(config)) continue;
    config.phases.fill(true);
    const RunParameters& run = config.parameters.run;
    const Day day = static_cast<Day>(run.start + (kStep + 0.5) * run.step_days);
    for (const Intervention& intervention : interventions()) {
      Config changed = config;
      intervention.add(changed, day);
      Play before(config);
      Play after(changed);
      // Reforms are listed in the world, and an agreement keeps two states from concluding one: both may show at once
      // in the law, but in nothing that has happened.
      const int first = first_difference(before, after, kStep + 3);
      EXPECT_GE(first, kStep) << intervention.name << " in random_config(" << seed << ")";
      early += first < kStep ? 1 : 0;
      ++pairs;
    }
  }
  EXPECT_GT(pairs, 50);
  test::report("V22", "pairs of runs that differ before an intervention",
               {static_cast<double>(early), 0.0, 0.0});
}

TEST(V22Intervention, ChangesTheWorldOnItsDay) {
  constexpr int kStep = 20;
  const Day day = day_of(2013, 1, 1) + kStep * 7 + 3;
  int changed_worlds = 0;
  for (const Intervention& intervention : interventions()) {
    Config config = test::small_config();
    Config changed = config;
    if (intervention.name == "a reform") continue;  // the small world has no "reform0"
    intervention.add(changed, day);
    Play before(config);
    Play after(changed);
    EXPECT_EQ(first_difference(before, after, kStep + 3), kStep) << intervention.name;
    ++changed_worlds;
  }
  EXPECT_EQ(changed_worlds, 4);
}

}  // namespace
}  // namespace comity
