// The mirror image of the main scenario: the United States is the state reached into, by Germany and by all others.
#include "phases/occur.h"
#include "phases/phases.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/play.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace comity {
namespace {

constexpr const char* kScenario = COMITY_SOURCE_DIR "/scenarios/reporters-safe.toml";

Config load(std::vector<std::string> overrides) {
  overrides.insert(overrides.end(), {"run.scale=0.01", "run.end=2017-01-01"});
  return load_scenario(kScenario, overrides);
}

int state_of(const Config& config, const char* id) {
  const auto found = std::ranges::find(config.states, id, &StateConfig::id);
  return static_cast<int>(found - config.states.begin());
}

// What the United States have come to hold of all others at the end.
struct Outcome {
  double goodwill = 0.0;  // towards them, sum
  double affronts = 0.0;  // by them, yearly
};

Outcome outcome_of(test::Play& play) {
  while (play.world.clock.step < step_count(play.config.parameters)) play.step();
  const int here = state_of(play.config, "US");
  return {play.world.relations.goodwill.row(here).sum(), play.world.relations.affront_rate.row(here).sum()};
}

TEST(ReportersSafe, GermanyOrdersItsBankAndTheLawOfTheUnitedStatesForbids) {
  test::Play play(load({}));
  ASSERT_EQ(play.config.focals.size(), 2U);
  const auto safe = std::ranges::find(play.config.focals, "the reporter's safe", &FocalConfig::name);
  ASSERT_NE(safe, play.config.focals.end());
  while (play.world.clock.end <= safe->date) play.step();
  clear_step_accumulators(play.world);
  arise(play.world, play.context);
  const int number = static_cast<int>(safe - play.config.focals.begin());
  const auto made = std::ranges::find(play.world.arrivals, number, &Demand::focal);
  ASSERT_NE(made, play.world.arrivals.end());
  const LegalView& view = play.world.views[static_cast<std::size_t>(made - play.world.arrivals.begin())];
  EXPECT_EQ(view.order, Certainty::yes);
  EXPECT_EQ(view.bar, Certainty::yes);
  EXPECT_EQ(view.bar_state, state_of(play.config, "US"));
  EXPECT_EQ(view.assisting_state, state_of(play.config, "US"));
}

TEST(ReportersSafe, OthersWhoDoTheSameLoseTheGoodwillOfTheUnitedStates) {
  test::Play nobody(load({"reform.reach-elsewhere.mode=never"}));
  test::Play everybody(
      load({"reform.reach-elsewhere.mode=scheduled", "reform.reach-elsewhere.date=2014-01-01"}));
  const Outcome before = outcome_of(nobody);
  const Outcome after = outcome_of(everybody);
  EXPECT_GT(after.affronts, before.affronts);
  EXPECT_LT(after.goodwill, before.goodwill);
}

}  // namespace
}  // namespace comity
