// Two orders to remove a protection: what costs a large firm little costs a messenger all that it has.
#include "day.h"
#include "phases/arise.h"
#include "phases/capability.h"
#include "phases/situation.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "support/play.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace comity {
namespace {

TEST(CapabilityOrder, EachProviderAnswersByWhatTheProtectionIsToIt) {
  const std::vector<std::string> small = {"run.scale=0.005", "run.end=2020-01-01"};
  test::Play play(load_scenario(COMITY_SOURCE_DIR "/scenarios/capability-order.toml", small));
  const auto demand_of = [&](const char* name) {
    const auto found = std::ranges::find(play.config.focals, name, &FocalConfig::name);
    return make_focal_demand(play.world, play.context, static_cast<int>(found - play.config.focals.begin()));
  };
  while (play.world.clock.end <= day_of(2019, 6, 3)) play.step();
  const Demand firm = demand_of("the notice to Microsoft");
  const Demand messenger = demand_of("the notice to the messenger");
  EXPECT_EQ(judge_situation(play.world, play.context, firm).order, Certainty::arguable);
  const Obedience little = weigh_obedience(play.world, play.context, firm);
  const Obedience all = weigh_obedience(play.world, play.context, messenger);
  EXPECT_LT(little.protected_share, 0.1);
  EXPECT_GT(little.withdraws, 0.99);
  EXPECT_DOUBLE_EQ(all.protected_share, 1.0);
  EXPECT_GT(all.withdrawing, little.withdrawing);
  EXPECT_LT(all.withdraws, 0.6);
}

}  // namespace
}  // namespace comity
