#include "phases/ending.h"

#include "support/small_world.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

double ended(const test::SmallWorld& small, Fate fate) {
  return small.world.tally.value(Metric::ended, static_cast<std::size_t>(fate));
}

Ending fulfilled_by(Instrument instrument, double time, bool consent) {
  return {Fate::fulfilled, instrument, true, time, consent};
}

TEST(Ending, CountsAFateOnceInRealDemands) {
  test::SmallWorld small([](Config& config) { config.parameters.run.scale = 0.25; });
  const Demand demand = small.demand(0, 0, 0);
  end_demand(small.world, small.context, demand, fulfilled_by(Instrument::order, demand.arisen + 5.0, false));
  EXPECT_EQ(ended(small, Fate::fulfilled), 4.0);
  EXPECT_EQ(small.world.ended, 1U);
}

TEST(Ending, ADisclosureWithoutConsentIsAnAffrontToTheSite) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  end_demand(small.world, small.context, demand, fulfilled_by(Instrument::order, demand.arisen, false));
  EXPECT_EQ(small.world.relations.affronts(1, 0), small.config.parameters.reciprocate.salience_content);
  EXPECT_EQ(small.world.tally.value(Metric::unilateral, 0), 1.0);
  EXPECT_EQ(small.world.tally.value(Metric::consented, 0), 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::breaches, 1), 1.0);  // Borea forbids it for certain
}

TEST(Ending, AssistanceOffendsNobody) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 1, 1);
  end_demand(small.world, small.context, demand,
             fulfilled_by(Instrument::assistance, demand.arisen + 300.0, true));
  EXPECT_EQ(small.world.relations.affronts.sum(), 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::consented, 0), 1.0);
}

TEST(Ending, TakingDataOfAForeignResidentIsDisclosedAbroad) {
  test::SmallWorld small;
  Demand demand = small.demand(0, 0, 0);
  demand.residence = 1;
  end_demand(small.world, small.context, demand, fulfilled_by(Instrument::order, demand.arisen, false));
  EXPECT_EQ(small.world.market.disclosures(0, 1), 1.0);
  EXPECT_GT(small.world.relations.affronts(1, 0), 0.0);
}

TEST(Ending, AFailedAttemptIsTriedAgainUntilAttemptsRunOut) {
  test::SmallWorld small([](Config& config) { config.parameters.respond.attempts = 2.0; });
  const Demand demand = small.demand(0, 1, 1);
  fail_attempt(small.world, small.context, demand,
               {Fate::rejected, Instrument::voluntary, true, demand.arisen, false});
  ASSERT_EQ(small.world.retries.size(), 1U);
  EXPECT_EQ(small.world.ended, 0U);
  const Demand again = small.world.retries[0];
  fail_attempt(small.world, small.context, again,
               {Fate::sanctioned, Instrument::order, true, demand.arisen, false});
  EXPECT_EQ(small.world.retries.size(), 1U);
  EXPECT_EQ(ended(small, Fate::sanctioned), 1.0);
}

TEST(Ending, TeachesTheInstrumentsDelay) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 0);
  end_demand(small.world, small.context, demand,
             fulfilled_by(Instrument::order, demand.arisen + 12.0, false));
  const int column = experience_context(demand) * kInstruments + static_cast<int>(Instrument::order);
  EXPECT_EQ(small.world.experience.new_wins(0, column), 1.0);
  EXPECT_NEAR(small.world.experience.new_delay(0, column), 12.0, 1e-9);
}

TEST(Ending, ADroppedDemandTeachesNothing) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 0);
  end_demand(small.world, small.context, demand,
             {Fate::dropped, Instrument::order, false, demand.arisen, false});
  EXPECT_EQ(small.world.experience.new_losses.sum(), 0.0);
  EXPECT_EQ(small.world.failed_demands[0], 1.0);
}

TEST(Ending, LogsDemandsOnlyWhenAsked) {
  const auto rows = [](bool log) {
    test::SmallWorld small([log](Config& config) { config.parameters.run.log_demands = log; });
    const Demand demand = small.demand(0, 0, 0);
    end_demand(small.world, small.context, demand, fulfilled_by(Instrument::order, demand.arisen, false));
    return small.world.events.rows[static_cast<std::size_t>(EventTable::demands)].size();
  };
  EXPECT_EQ(rows(false), 0U);
  EXPECT_EQ(rows(true), event_columns(EventTable::demands).size());
}

}  // namespace
}  // namespace comity
