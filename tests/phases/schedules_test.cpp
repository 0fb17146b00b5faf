// What deadlines, days to object and fines of the law do to an order.
#include "law/condition.h"
#include "phases/answer.h"
#include "phases/litigate.h"
#include "phases/reply.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

void set_in_law(Config& config, const char* regime, const char* sets, double value) {
  law::Schedule made;
  made.name = made.sets = sets;
  made.otherwise = value;
  config.library.regimes[*law::find_regime(config.library, regime)].schedules.push_back(made);
}

TEST(Schedules, AnOrderIsAnsweredWithinTheDeadline) {
  SmallWorld small([](Config& config) { set_in_law(config, "al", "deadline_hours", 72.0); });
  const Demand demand = small.demand(0, 0, 0);
  const auto answered = [&](double u, int jurisdiction) {
    return answer_time_within(small.world, small.context, demand,
                              {14.0, u, {Instrument::order, jurisdiction}}) -
           demand.ready;
  };
  EXPECT_EQ(answered(0.01, 0), 3.0);
  EXPECT_NEAR(answered(0.9, 0), 14.0 * 0.10536, 1e-4) << "who is quicker is not slowed down";
  EXPECT_NEAR(answered(0.01, 1), 14.0 * 4.60517, 1e-4) << "the law of Borea sets none";
}

TEST(Schedules, AMotionComesOnTheLastDayToObject) {
  SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  open_case(small.world, small.context, demand, {1, false, 0.0});
  open_case(small.world, small.context, demand, {1, false, 0.0, 14.0});
  ASSERT_EQ(small.world.cases.size(), 2U);
  SmallWorld other;
  open_case(other.world, other.context, other.demand(0, 0, 1), {1, false, 0.0, 14.0});
  EXPECT_DOUBLE_EQ(other.world.cases[0].due, small.world.cases[0].due + 14.0);
}

TEST(Schedules, AFineOfTheForumMakesRefusalDearAndOneOfAnotherStateObedience) {
  const auto stakes = [](double value) {
    SmallWorld small([&](Config& config) {
      set_in_law(config, "al", "fine_percent_of_turnover", 2.0);
      set_in_law(config, "bo", "fine_percent_of_turnover", 4.0);
      config.parameters.respond.fine_value = value;
      config.parameters.respond.business_least = 1000.0;
    });
    const Demand demand = small.demand(0, 0, 1);
    return weigh_disclosure(small.world, small.context, demand,
                            judge_situation(small.world, small.context, demand));
  };
  EXPECT_NEAR(stakes(0.1).sanction - stakes(0.0).sanction, 0.2, 1e-12);
  EXPECT_NEAR(stakes(0.1).breach - stakes(0.0).breach, 0.4, 1e-12) << "Borea surely forbids";
}

}  // namespace
}  // namespace comity
