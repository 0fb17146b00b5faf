// Years simulated before the run's start: they leave their state behind, and no record.
#include "support/play.h"
#include "support/small_world.h"
#include "tables/events.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::Play;

Config warm(double years) {
  Config config = test::small_config();
  config.parameters.run.start = day_of(2014, 1, 1);
  config.parameters.run.warm_up_years = years;
  config.states[0].assistance_capacity = 5.0;
  return config;
}

TEST(WarmUp, BeginsEarlierByWholeSteps) {
  const Play play(warm(1.0));
  EXPECT_EQ(play.world.clock.step, -53);
  EXPECT_EQ(play.world.clock.begin, day_of(2014, 1, 1) - 53 * 7);
  EXPECT_EQ(Play(warm(0.0)).world.clock.step, 0);
}

TEST(WarmUp, RecordsNothingAndLeavesQueuesBehind) {
  Play settled(warm(1.0));
  settled.steps(53);
  EXPECT_EQ(settled.world.clock.step, 0);
  EXPECT_TRUE(settled.world.series.empty());
  for (const auto& rows : settled.world.events.rows) EXPECT_TRUE(rows.empty());
  for (const double value : settled.world.tally.values) EXPECT_EQ(value, 0.0);
  EXPECT_GT(settled.world.authorities[0].waiting.size(), 0U);
  EXPECT_GT(settled.world.clock.seen, 0.6);
}

TEST(WarmUp, KeepsTheNumbersAndDrawsOfTheRecordedSteps) {
  Play settled(warm(1.0));
  Play fresh(warm(0.0));
  settled.steps(53);
  for (int step = 0; step < 20; ++step) {
    settled.step();
    fresh.step();
  }
  EXPECT_EQ(settled.world.clock.begin, fresh.world.clock.begin);
  for (std::size_t state = 0; state < 2; ++state) {
    EXPECT_EQ(settled.world.tally.value(Metric::demands, state),
              fresh.world.tally.value(Metric::demands, state));
  }
  EXPECT_EQ(settled.world.series.size(), fresh.world.series.size());
}

// What a scenario dates is not made before its start: no statute, no agreement, no test case on an open question.
TEST(WarmUp, MakesNeitherLawNorPrecedent) {
  Config config = warm(3.0);
  config.parameters.respond.readiness = 1.0;
  config.parameters.legislate.hazard = 100.0;
  config.parameters.legislate.half_pressure = 0.001;
  config.parameters.legislate.affronts = 10.0;
  ReformConfig reform;
  reform.id = "reach";
  reform.kind = ReformConfig::Kind::blocking;
  reform.regime = "al-reach";
  reform.states = {0};
  config.reforms.push_back(reform);
  Play play(config);
  while (play.world.clock.step < 0) {
    play.step();
    ASSERT_EQ(play.world.reforms[0].status, ReformState::Status::open);
    EXPECT_TRUE(play.world.pending_agreements.empty());
    for (const Case& one : play.world.cases) EXPECT_EQ(one.questions, 0U);
  }
  EXPECT_GT(play.world.reforms[0].pressure, 0.0);
  play.steps(60);
  EXPECT_NE(play.world.reforms[0].status, ReformState::Status::open);
  EXPECT_GT(rows_of<ChallengeRow>(play.world.events).size(), 0U);
}

}  // namespace
}  // namespace comity
