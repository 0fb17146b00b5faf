// What the diary says a provider paid while it fought, beside what is counted.
#include "phases/case_notes.h"
#include "phases/notes.h"
#include "support/disputes.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

TEST(Fines, AreADaysFineForEachDayThatTheRulingWaited) {
  SmallWorld small([](Config& config) {
    config.states[0].fine_per_day = 250.0;
    config.parameters.respond.stay_rate = 0.0;
  });
  Case dispute = test::case_in(small, 0, 6);
  dispute.government_won = true;
  dispute.stage_began = small.world.clock.begin;
  Diary diary;
  diary.name = name_of(dispute.demand);
  const Context watched{small.config, small.setup, small.context.key, small.laws, small.memos, &diary};
  charge_fines(small.world, watched, dispute, dispute.stage_began + 40.0);
  EXPECT_EQ(small.world.tally.value(Metric::fines, 0), 10000.0);
  EXPECT_EQ(std::get<Fined>(diary.notes.back().what).amount, 10000.0);
}

TEST(Fines, AreNotDueBeforeARulingForTheGovernmentNorWhenStayed) {
  for (const int reason : {0, 1, 2}) {
    SmallWorld small([&](Config& config) {
      config.states[0].fine_per_day = 250.0;
      config.parameters.respond.stay_rate = reason == 0 ? 1.0 : 0.0;
    });
    Case dispute = test::case_in(small, 0, 6);
    dispute.government_won = reason != 1;
    if (reason == 2) dispute.stage = Stage::motion;
    charge_fines(small.world, small.context, dispute, dispute.stage_began + 40.0);
    EXPECT_EQ(small.world.tally.value(Metric::fines, 0), 0.0);
  }
}

}  // namespace
}  // namespace comity
