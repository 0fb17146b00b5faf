// A phase switched off changes what it writes, and nothing before its first effect; a world without disputes stays as it
// was.
#include "phases/occur.h"
#include "phases/phases.h"
#include "report.h"
#include "run/step.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace comity {
namespace {

using test::Play;
using test::random_config;
using test::report;

// The parts of the world that a phase writes (names of test::parts_of).
struct PhaseRow {
  PhaseName name;
  void (*run)(World&, const Context&);
  std::set<std::string> writes;
};

const std::vector<PhaseRow>& phase_rows() {
  static const std::vector<PhaseRow> rows = {
      {PhaseName::occur,
       occur,
       {"law", "relations", "precedents", "market", "beliefs", "records", "cases", "demands"}},
      {PhaseName::arise, arise, {"demands", "relations", "records"}},
      {PhaseName::choose, choose, {"demands", "records"}},
      {PhaseName::respond,
       respond,
       {"demands", "cases", "authorities", "beliefs", "market", "relations", "law", "records"}},
      {PhaseName::litigate,
       litigate,
       {"cases", "precedents", "beliefs", "market", "demands", "relations", "law", "records"}},
      {PhaseName::coerce, coerce, {"demands", "relations", "market", "law", "records", "beliefs"}},
      {PhaseName::assist,
       assist,
       {"authorities", "demands", "beliefs", "market", "relations", "law", "records"}},
      {PhaseName::learn, learn, {"beliefs"}},
      {PhaseName::reciprocate, reciprocate, {"relations"}},
      {PhaseName::trust, trust, {"market"}},
      {PhaseName::locate, locate, {"market", "records"}},
      {PhaseName::legislate, legislate, {"law", "records"}},
      {PhaseName::record, record, {"records"}}};
  return rows;
}

std::set<std::string> parts_that_differ(const World& one, const World& other) {
  const auto left = test::parts_of(one);
  const auto right = test::parts_of(other);
  std::set<std::string> names;
  for (std::size_t k = 0; k < left.size(); ++k) {
    if (left[k].fingerprint != right[k].fingerprint) names.insert(left[k].name);
  }
  return names;
}

Config busy_config(std::uint32_t seed) {
  Config config = random_config(seed);
  config.phases.fill(true);
  return config;
}

Config without(Config config, PhaseName phase) {
  config.phases[static_cast<std::size_t>(phase)] = false;
  return config;
}

// What is switched off together: arrivals pass from arise to choose to respond, what providers refuse there goes on to coerce.
using Together = std::vector<PhaseName>;

std::vector<Together> groups() {
  return {
      {PhaseName::occur},     {PhaseName::arise, PhaseName::choose, PhaseName::respond, PhaseName::coerce},
      {PhaseName::litigate},  {PhaseName::assist},
      {PhaseName::learn},     {PhaseName::reciprocate},
      {PhaseName::trust},     {PhaseName::locate},
      {PhaseName::legislate}, {PhaseName::record}};
}

// What came of comparing a run with one that lacks some phases.
struct Comparison {
  bool effect = false;  // the phases did something
  int early = 0;        // steps before their first effect in which the worlds differ
  int beyond = 0;       // parts that a phase changed and does not write
};

// A step taken phase by phase; notes what the phases of the group change.
void step_watching(Play& play, const Together& watched, Comparison& comparison) {
  clear_step_accumulators(play.world);
  for (const PhaseRow& row : phase_rows()) {
    if (std::find(watched.begin(), watched.end(), row.name) == watched.end()) {
      row.run(play.world, play.context);
      continue;
    }
    const World before = play.world;
    row.run(play.world, play.context);
    for (const std::string& part : parts_that_differ(before, play.world)) {
      comparison.effect = true;
      EXPECT_TRUE(row.writes.contains(part)) << part;
      comparison.beyond += row.writes.contains(part) ? 0 : 1;
    }
  }
  advance_clock(play.world.clock, play.config.parameters.run);
}

Comparison compare_without(std::uint32_t seed, const Together& group) {
  Config reduced = busy_config(seed);
  for (const PhaseName phase : group) reduced = without(reduced, phase);
  Play with(busy_config(seed));
  Play off(reduced);
  Comparison comparison;
  for (int step = 0; step < 30 && !comparison.effect; ++step) {
    step_watching(with, group, comparison);
    off.step();
    if (!comparison.effect && !parts_that_differ(with.world, off.world).empty()) ++comparison.early;
  }
  return comparison;
}

TEST(PhaseSwitchedOff, ChangesWhatItShouldAndNothingBeforeItsFirstEffect) {
  int early = 0;
  int beyond = 0;
  int idle = 0;
  for (const Together& group : groups()) {
    int effects = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
      SCOPED_TRACE("phase " + std::to_string(static_cast<int>(group.front())) + " random_config(" +
                   std::to_string(seed) + ")");
      const Comparison comparison = compare_without(seed, group);
      effects += comparison.effect ? 1 : 0;
      early += comparison.early;
      beyond += comparison.beyond;
    }
    idle += effects == 0 ? 1 : 0;
  }
  report("phase off", "steps that differ before the first effect of what is off",
         {static_cast<double>(early), 0.0, 0.0});
  report("phase off", "parts of the world that a phase changes beyond its own",
         {static_cast<double>(beyond), 0.0, 0.0});
  report("phase off", "phases without any effect in 20 random scenarios",
         {static_cast<double>(idle), 0.0, 0.0});
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

double largest_gap(const Eigen::ArrayXXd& one, const Eigen::ArrayXXd& other) {
  return (one - other).abs().maxCoeff();
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
  for (const auto& rows : play.world.events.rows) EXPECT_TRUE(rows.empty());
  const Market& market = play.world.market;
  double gap = std::max(largest_gap(play.world.relations.stance, begin.relations.stance),
                        largest_gap(market.trust, begin.market.trust));
  for (std::size_t segment = 0; segment < kSegments; ++segment) {
    gap = std::max(gap, largest_gap(market.share[segment], begin.market.share[segment]));
  }
  for (std::size_t provider = 0; provider < begin.market.storage.size(); ++provider) {
    gap = std::max(gap, largest_gap(market.storage[provider], begin.market.storage[provider]));
  }
  test::report_at_most("quiet world", "largest change of stance, trust, shares, storage in 200 weeks", gap,
                       1e-9);
}

}  // namespace
}  // namespace comity
