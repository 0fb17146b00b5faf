// What the diary says an ending meant to others, beside what the phases make of it.
#include "phases/ending.h"
#include "phases/notes.h"
#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <functional>

namespace comity::explain {
namespace {

// The end of an order of Alba for content in Borea, in the second month of the run.
struct Disclosure {
  explicit Disclosure(const std::function<void(Config&)>& adjust = {}) : small(adjust) {
    for (int week = 0; week < 5; ++week) small.advance();
    small.world.relations.affront_rate(1, 0) = 2.0;
    Demand demand = small.demand(0, 0, 1);
    demand.residence = 1;
    diary.name = name_of(demand);
    const Context watched{small.config, small.setup, small.context.key, small.laws, small.memos, &diary};
    end_demand(small.world, watched, demand,
               {Fate::fulfilled, Instrument::order, true, demand.arisen, false});
    ended = std::get<Ended>(diary.notes.back().what);
  }

  test::SmallWorld small;
  Diary diary;
  Ended ended;
};

TEST(Ended, ComparesAnAffrontWithTheYearlyRateNotWithAnAverageHalfFull) {
  const Disclosure disclosure;
  ASSERT_EQ(disclosure.ended.stance.size(), 1U);
  const Touch& touch = disclosure.ended.stance[0];
  EXPECT_EQ(touch.state, 1);
  EXPECT_DOUBLE_EQ(touch.rate, 2.0 / disclosure.small.world.clock.seen_at_end());
  EXPECT_GT(touch.rate, 15.0);
  EXPECT_LT(touch.effect, 0.0);
}

TEST(Ended, TouchesNothingThatDoesNotMove) {
  const Disclosure reactive([](Config& config) { config.parameters.reciprocate.structure = 1; });
  EXPECT_TRUE(reactive.ended.stance.empty());
  EXPECT_FALSE(reactive.ended.trust.empty());
  const Disclosure still([](Config& config) {
    for (const PhaseName phase : {PhaseName::reciprocate, PhaseName::trust}) {
      config.phases[static_cast<std::size_t>(phase)] = false;
    }
  });
  EXPECT_TRUE(still.ended.stance.empty());
  EXPECT_TRUE(still.ended.trust.empty());
}

}  // namespace
}  // namespace comity::explain
