#include "phases/assist.h"

#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::SmallWorld;

// Round numbers, whatever the defaults are.
AssistParameters plain_assist() {
  AssistParameters assist;
  assist.load = 1.5;
  assist.patience_months = 24.0;
  assist.service_days = 60.0;
  assist.least_capacity = 10.0;
  assist.grant_base = 0.5;
  assist.grant_stance = 0.4;
  assist.refusal_rate = 0.05;
  assist.dual_criminality = 0.3;
  assist.put_back_days = 300.0;
  return assist;
}

TEST(Assist, PutsBackWhoHasLittleGoodwill) {
  AssistParameters assist = plain_assist();
  EXPECT_DOUBLE_EQ(rank_of(assist, 50.0, 1.0, false), 50.0);
  EXPECT_DOUBLE_EQ(rank_of(assist, 50.0, 0.8, false), 110.0);
  EXPECT_DOUBLE_EQ(rank_of(assist, 50.0, 0.0, false), 350.0);
  EXPECT_LT(rank_of(assist, 50.0, 0.0, true), -50.0);
  assist.put_back_days = 0.0;  // first come, first served
  EXPECT_EQ(rank_of(assist, 50.0, 0.1, false), 50.0);
}

// However little stance or its parameter changes, the wait changes little: no threshold.
TEST(Assist, RanksContinuouslyInGoodwill) {
  const AssistParameters assist = plain_assist();
  for (double goodwill = 0.0; goodwill < 1.0; goodwill += 0.01) {
    const double step = rank_of(assist, 0.0, goodwill, false) - rank_of(assist, 0.0, goodwill + 0.01, false);
    EXPECT_NEAR(step, 3.0, 1e-9);
  }
}

TEST(Assist, GrantsByDutyElseByStance) {
  const AssistParameters assist = plain_assist();
  EXPECT_DOUBLE_EQ(grant_probability(assist, Certainty::yes, 0.0, true), 0.95);
  EXPECT_DOUBLE_EQ(grant_probability(assist, Certainty::no, 0.0, true), 0.5);
  EXPECT_DOUBLE_EQ(grant_probability(assist, Certainty::no, 1.0, true), 0.9);
  EXPECT_DOUBLE_EQ(grant_probability(assist, Certainty::arguable, 0.5, true), 0.7);
  EXPECT_DOUBLE_EQ(grant_probability(assist, Certainty::yes, 1.0, false), 0.95 * 0.7);
}

TEST(Assist, GrantsMoreReadilyAsStanceRises) {
  AssistParameters assist = plain_assist();
  assist.grant_base = 0.9;
  double last = 0.0;
  for (double stance = 0.0; stance <= 1.0; stance += 0.1) {
    const double probability = grant_probability(assist, Certainty::no, stance, true);
    EXPECT_GE(probability, last);
    EXPECT_LE(probability, 1.0);
    last = probability;
  }
}

TEST(Assist, TakesCapacityFromTheScenarioWhateverTheScale) {
  for (const double scale : {0.05, 0.3, 1.0}) {
    const SmallWorld small([&](Config& config) {
      config.states[0].assistance_capacity = 100.0;
      config.parameters.run.scale = scale;
    });
    const Authority& authority = small.world.authorities[0];
    EXPECT_DOUBLE_EQ(authority.capacity, 100.0 * scale);
    EXPECT_GE(authority.servers, 1);
  }
}

TEST(Assist, PlansCapacityForTheExpectedRequests) {
  const auto adjust = [](Config& config) {
    config.parameters.assist = plain_assist();
    config.parameters.assist.expected_share = 1.0;
    config.parameters.assist.least_capacity = 0.1;
  };
  const SmallWorld small(adjust);
  const auto requests = expected_requests(small.world, small.context);
  // Every demand of a forum for data of the other's provider, and for its own provider's data over there.
  for (const int state : {0, 1}) {
    const int forum = 1 - state;
    const auto& share = small.world.market.share[0];
    const double abroad =
        share(state, forum) +
        share(forum, forum) * small.world.market.storage[static_cast<std::size_t>(forum)](forum, state);
    EXPECT_NEAR(requests[static_cast<std::size_t>(state)], 200.0 * abroad, 1e-9);
    EXPECT_NEAR(small.world.authorities[static_cast<std::size_t>(state)].capacity, 200.0 * abroad / 1.5,
                1e-9);
  }
}

TEST(Assist, ExpectsNothingWithoutTreaty) {
  const SmallWorld small([](Config& config) {
    config.treaties.clear();
    config.parameters.assist = plain_assist();
  });
  for (const double requests : expected_requests(small.world, small.context)) EXPECT_EQ(requests, 0.0);
  for (const Authority& authority : small.world.authorities) EXPECT_DOUBLE_EQ(authority.capacity, 10.0);
}

void ask(SmallWorld& small, int count) {
  for (int number = 0; number < count; ++number) {
    WaitingRequest request;
    request.demand = small.demand(1, 0, 0);  // Borea asks Alba
    request.demand.tried = 1U << static_cast<unsigned>(Instrument::assistance);
    request.arrived = small.world.clock.begin + 0.01;
    small.world.authorities[0].arriving.push_back(request);
  }
}

double fate_count(const SmallWorld& small, Fate fate) {
  return small.world.tally.value(Metric::ended, static_cast<std::size_t>(fate));
}

TEST(Assist, EndsEveryRequestOnce) {
  SmallWorld small([](Config& config) {
    config.parameters.assist = plain_assist();
    config.states[0].assistance_capacity = 50.0;
    config.parameters.respond.attempts = 1.0;
  });
  ask(small, 200);
  test::run_weeks(small, 52 * 8, assist);
  const auto& authority = small.world.authorities[0];
  EXPECT_EQ(authority.waiting.size() + authority.serving.size() + authority.arriving.size(), 0U);
  const double fulfilled = fate_count(small, Fate::fulfilled);
  const double refused = fate_count(small, Fate::refused);
  const double abandoned = fate_count(small, Fate::abandoned);
  EXPECT_EQ(fulfilled + refused + abandoned, 200.0);
  EXPECT_GT(abandoned, 30.0);
  EXPECT_GT(refused, 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::assistance_granted, 0), fulfilled);
  EXPECT_EQ(small.world.tally.value(Metric::assistance_refused, 0), refused);
  EXPECT_EQ(small.world.tally.value(Metric::assistance_abandoned, 0), abandoned);
  EXPECT_EQ(small.world.tally.value(Metric::consented, 1), fulfilled);
  // Withdrawn requests count with the days for which they waited: the sum is over all that left, not over those served.
  EXPECT_GT(small.world.tally.value(Metric::assistance_days, 0),
            small.world.tally.value(Metric::assistance_wait, 0));
  EXPECT_EQ(small.world.relations.affronts.sum(), 0.0);
}

TEST(Assist, LetsTheRefusedTryAnotherInstrument) {
  SmallWorld small([](Config& config) {
    config.parameters.assist = plain_assist();
    config.states[0].assistance_capacity = 1e6;
    config.parameters.assist.refusal_rate = 1.0;
  });
  ask(small, 20);
  test::run_weeks(small, 300, assist);
  EXPECT_EQ(small.world.retries.size(), 20U);
  EXPECT_EQ(fate_count(small, Fate::refused), 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::assistance_refused, 0), 20.0);
}

TEST(Assist, GrowsItsCapacityByTheYear) {
  SmallWorld small([](Config& config) {
    config.parameters.assist = plain_assist();
    config.states[0].assistance_capacity = 100.0;
    config.parameters.assist.capacity_growth = 0.1;
  });
  test::run_weeks(small, 104, assist);
  EXPECT_NEAR(small.world.authorities[0].capacity, 100.0 * std::exp(0.1 * 728.0 / kDaysPerYear), 1e-9);
}

}  // namespace
}  // namespace comity
