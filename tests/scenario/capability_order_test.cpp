// Two orders to remove a protection: what costs a large firm little costs a messenger all that it has, and what each order asks for
// moves both.
#include "day.h"
#include "index.h"
#include "phases/arise.h"
#include "phases/capability.h"
#include "phases/ending.h"
#include "phases/situation.h"
#include "scenario/loader.h"
#include "support/play.h"
#include "tables/events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace comity {
namespace {

// The scenario until somebody may have answered, and a while longer.
struct Orders {
  explicit Orders(std::uint32_t replicate, std::vector<std::string> sets = {})
      : play(load_scenario(COMITY_SOURCE_DIR "/scenarios/capability-order.toml", with_size(std::move(sets))),
             RandomKey{1, replicate}) {}

  static std::vector<std::string> with_size(std::vector<std::string> sets) {
    sets.insert(sets.end(),
                {"run.scale=0.005", "run.end=2019-09-01", "run.warm_up_years=0", "worlds.use=false"});
    return sets;
  }

  void play_until(Day day) {
    while (play.world.clock.end <= day) play.step();
  }

  int number_of(const char* name) const {
    const auto found = std::ranges::find(play.config.focals, name, &FocalConfig::name);
    return static_cast<int>(found - play.config.focals.begin());
  }

  Demand demand_of(const char* name) const {
    return make_focal_demand(play.world, play.context, number_of(name));
  }

  // How it ended, or nothing.
  std::optional<Fate> fate_of(const char* name) const {
    for (const FocalRow& row : rows_of<FocalRow>(play.world.events)) {
      if (row.focal == number_of(name) && row.milestone.as<Milestone>() == Milestone::ended)
        return row.fate.as<Fate>();
    }
    return std::nullopt;
  }

  test::Play play;
};

constexpr const char* kFirm = "the notice to Microsoft";
constexpr const char* kMessenger = "the notice to the messenger";

TEST(CapabilityOrder, EachProviderAnswersByWhatTheProtectionIsToIt) {
  Orders orders(0, {"respond.protection_spread=0"});
  orders.play_until(day_of(2019, 6, 3));
  const Demand firm = orders.demand_of(kFirm);
  EXPECT_EQ(judge_situation(orders.play.world, orders.play.context, firm).order, Certainty::arguable);
  const Obedience little = weigh_obedience(orders.play.world, orders.play.context, firm);
  const Obedience all = weigh_obedience(orders.play.world, orders.play.context, orders.demand_of(kMessenger));
  EXPECT_LT(little.protected_share, 0.1);
  EXPECT_DOUBLE_EQ(little.removing, 0.4);
  EXPECT_GT(little.withdraws, 0.8);
  EXPECT_LT(little.withdraws, 0.98);
  EXPECT_DOUBLE_EQ(all.protected_share, 1.0);
  EXPECT_GT(all.withdrawing, little.withdrawing);
  EXPECT_GT(all.removing, little.removing);
  EXPECT_LT(all.withdraws, 0.6);
}

// What the protection keeps from a messenger that removed it, its own state's courts can have read from then on.
TEST(CapabilityOrder, WhoRemovesTheProtectionInARunCanReadAfterwards) {
  int removed = 0;
  for (std::uint32_t replicate = 0; replicate < 20 && removed == 0; ++replicate) {
    Orders orders(replicate);
    Demand mail = orders.demand_of(kMessenger);
    mail.kind = DataKind::content;
    EXPECT_TRUE(is_unreadable(orders.play.world, orders.play.context, mail));
    orders.play_until(orders.play.config.parameters.run.end - 7);
    const std::optional<Fate> fate = orders.fate_of(kMessenger);
    EXPECT_EQ(is_unreadable(orders.play.world, orders.play.context, mail), fate != Fate::fulfilled);
    if (fate == Fate::fulfilled) removed += 1;
  }
  EXPECT_EQ(removed, 1);
}

}  // namespace
}  // namespace comity
