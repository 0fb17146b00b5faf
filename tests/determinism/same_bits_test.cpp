// The same inputs give the same bits; a different replicate does not; arms share their draws.
#include "phases/phases.h"
#include "run/step.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <string>

namespace comity {
namespace {

using test::Play;
using test::random_config;
using test::run_once;

TEST(Determinism, GivesTheSameBitsTwice) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const Config config = random_config(seed);
    EXPECT_EQ(hash_of(run_once(config, 3)), hash_of(run_once(config, 3))) << "random_config(" << seed << ")";
  }
}

TEST(Determinism, GivesEveryReplicateItsOwnBits) {
  const Config config = test::small_config();
  EXPECT_NE(hash_of(run_once(config, 0)), hash_of(run_once(config, 1)));
}

TEST(Determinism, GivesTheSameBitsWithASharedCacheOfLaws) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const Config config = random_config(seed);
    const auto setup = make_setup(config);
    law::LawCache shared(config.library);
    for (const std::uint32_t replicate : {5U, 0U, 2U}) {
      EXPECT_EQ(hash_of(run_replicate(config, setup, replicate, shared)),
                hash_of(run_once(config, replicate)))
          << "random_config(" << seed << ")";
    }
  }
}

// Common random numbers: the arms of an experiment meet the same demands until the first one that differs.
TEST(Determinism, LetsArmsShareTheirDraws) {
  Config arm = test::small_config();
  arm.parameters.choose.precision = 5.0;
  Play base(test::small_config());
  Play other(arm);
  // Beliefs and shares are the same in the first step: so are its demands.
  for (Play* play : {&base, &other}) arise(play->world, play->context);
  ASSERT_EQ(base.world.arrivals.size(), other.world.arrivals.size());
  ASSERT_GT(base.world.arrivals.size(), 0U);
  EXPECT_EQ(test::differences(base.world, other.world), "");
  // Later the two differ, but the numbers of demands, which depend on nothing that changes, stay the same.
  for (Play* play : {&base, &other}) {
    choose(play->world, play->context);
    respond(play->world, play->context);
  }
  for (int step = 0; step < 20; ++step) {
    EXPECT_EQ(base.world.arisen, other.world.arisen) << step;
    for (Play* play : {&base, &other}) play->step();
  }
  EXPECT_NE(test::differences(base.world, other.world), "");
}

TEST(Determinism, AddsStatesWithoutChangingOthersCounts) {
  Config more = test::small_config();
  StateConfig third = more.states[1];
  third.id = "CE";
  third.name = "Celtia";
  more.states.push_back(third);
  Play two(test::small_config());
  Play three(more);
  for (int step = 0; step < 10; ++step) {
    two.step();
    three.step();
  }
  const auto demands_of = [](const Play& play, std::size_t state) {
    double sum = play.world.tally.value(Metric::demands, state);
    const MetricLayout& layout = play.world.tally.layout;
    const std::size_t place = layout.offset[static_cast<std::size_t>(Metric::demands)] + state;
    for (std::size_t begin = 0; begin < play.world.series.size(); begin += layout.size()) {
      sum += play.world.series[begin + place];
    }
    return sum;
  };
  EXPECT_EQ(demands_of(two, 0), demands_of(three, 0));
  EXPECT_EQ(demands_of(two, 1), demands_of(three, 1));
  EXPECT_GT(demands_of(two, 0), 0.0);
}

}  // namespace
}  // namespace comity
