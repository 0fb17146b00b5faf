// An intervention changes nothing before its day; a phase switched off changes what it writes, and nothing before that.
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

TEST(Intervention, LeavesEverythingBeforeItsDayBitIdentical) {
  constexpr int kStep = 20;
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
      EXPECT_GE(first_difference(before, after, kStep + 3), kStep)
          << intervention.name << " in random_config(" << seed << ")";
    }
  }
}

TEST(Intervention, ChangesTheWorldOnItsDay) {
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

Config without(Config config, PhaseName phase) {
  config.phases[static_cast<std::size_t>(phase)] = false;
  return config;
}

Config busy_config(std::uint32_t seed) {
  Config config = random_config(seed);
  config.phases.fill(true);
  return config;
}

bool same(const Eigen::ArrayXXd& one, const Eigen::ArrayXXd& other) { return (one == other).all(); }

TEST(PhaseSwitchedOff, LeavesWhatItWritesAsItWas) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("random_config(" + std::to_string(seed) + ")");
    const auto played = [&](PhaseName phase) {
      auto play = std::make_unique<Play>(without(busy_config(seed), phase));
      play->steps(30);
      return play;
    };
    const Play begin(busy_config(seed));
    EXPECT_TRUE(same(played(PhaseName::reciprocate)->world.relations.stance, begin.world.relations.stance));
    EXPECT_TRUE(same(played(PhaseName::learn)->world.experience.delay, begin.world.experience.delay));
    const auto located = played(PhaseName::locate);
    for (std::size_t provider = 0; provider < begin.world.market.storage.size(); ++provider) {
      EXPECT_TRUE(same(located->world.market.storage[provider], begin.world.market.storage[provider]));
    }
    const auto trusted = played(PhaseName::trust);
    for (std::size_t segment = 0; segment < kSegments; ++segment) {
      EXPECT_TRUE(same(trusted->world.market.share[segment], begin.world.market.share[segment]));
    }
    const auto idle = played(PhaseName::assist);
    for (const Authority& authority : idle->world.authorities) EXPECT_TRUE(authority.serving.empty());
    const auto unmoved = played(PhaseName::legislate);
    for (const ReformState& reform : unmoved->world.reforms) EXPECT_EQ(reform.pressure, 0.0);
    EXPECT_TRUE(played(PhaseName::record)->world.series.empty());
  }
}

TEST(PhaseSwitchedOff, HearsNoCaseWithoutLitigation) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Config config = without(busy_config(seed), PhaseName::litigate);
    config.rulings.clear();
    Play play(config);
    play.steps(30);
    EXPECT_TRUE(play.world.precedents.rulings.empty()) << "random_config(" << seed << ")";
    EXPECT_EQ(static_cast<int>(play.world.cases.size()), play.world.next_case)
        << "random_config(" << seed << ")";
  }
}

TEST(PhaseSwitchedOff, ChangesNothingBeforeItsFirstEffect) {
  // Litigation acts first when the first case is decided; until then the worlds agree in all but the records.
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Play with(busy_config(seed));
    Play off(without(busy_config(seed), PhaseName::litigate));
    for (int step = 0; step < 30; ++step) {
      with.step();
      off.step();
      if (with.world.next_case > 0 || !with.world.precedents.rulings.empty()) break;
      // Weights of precedents are brought up to date even when there are none.
      const std::string different = test::differences(with.world, off.world);
      ASSERT_TRUE(different.empty() || different == "precedents ")
          << different << "random_config(" << seed << ") step " << step;
    }
  }
}

// A quiet world: no demands, no reforms, no events.
TEST(QuietWorld, StaysAsItWas) {
  Config config = test::small_config();
  for (StateConfig& state : config.states) state.demands = 0.0;
  Play play(config);
  const World begin = play.world;
  play.steps(200);
  EXPECT_EQ(play.world.arisen, 0U);
  EXPECT_TRUE(play.world.cases.empty() && play.world.precedents.rulings.empty());
  EXPECT_TRUE(play.world.relations.stance.isApprox(begin.relations.stance, 1e-12));
  EXPECT_TRUE(play.world.market.trust.isApprox(begin.market.trust, 1e-12));
  for (std::size_t segment = 0; segment < kSegments; ++segment) {
    EXPECT_TRUE(play.world.market.share[segment].isApprox(begin.market.share[segment], 1e-9));
  }
  for (std::size_t provider = 0; provider < begin.market.storage.size(); ++provider) {
    EXPECT_TRUE(play.world.market.storage[provider].isApprox(begin.market.storage[provider], 1e-9));
  }
  for (const auto& rows : play.world.events.rows) EXPECT_TRUE(rows.empty());
}

}  // namespace
}  // namespace comity
