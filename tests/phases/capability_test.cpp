#include "phases/capability.h"

#include "phases/ending.h"
#include "phases/locate.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "phases/reply.h"
#include "support/small_world.h"
#include "tables/events.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

// A statute by which a state has protections removed.
constexpr const char* kUnlock = R"toml(
[regime]
id = "unlock"
name = "Unlock"
state = "*"
[rule.unlock]
effect = "unlocks"
when = "order is ours and provider offers service here"
from = 2013-01-01
source = "test"
)toml";

// Alpha keeps a share of Borea's data in Borea under its customers' keys, and Borea orders it to remove them.
struct Notice {
  explicit Notice(double protection_cost, double share = 0.2)
      : small([&](Config& config) {
          test::add_law(config, "unlock.toml", kUnlock);
          config.providers[0].sites[1].control = Control::customer_keys;
          config.parameters.respond.protection_cost = protection_cost;
          config.states[1].sanction = 100.0;
          FocalConfig focal;
          focal.name = "notice";
          config.focals = {focal};
        }) {
    small.world.market.storage[0].row(1) << 1.0 - share, share;
  }

  Demand order() {
    Demand demand = small.demand(1, 0, 1);
    demand.kind = DataKind::capability;
    demand.focal = 0;
    return demand;
  }

  void serve() {
    const Demand demand = order();
    small.world.arisen += 1;
    small.world.arrivals = {demand};
    small.world.views = {judge_situation(small.world, small.context, demand)};
    choose(small.world, small.context);
    respond(small.world, small.context);
  }

  double ended(Fate fate) const {
    return small.world.tally.value(Metric::ended, static_cast<std::size_t>(fate));
  }

  FocalRow last() const { return rows_of<FocalRow>(small.world.events).back(); }

  SmallWorld small;
};

// What Borea's own authorities get of its residents' mail kept under their own keys.
Fate of_mail(Notice& notice) {
  Demand mail = notice.small.demand(1, 0, 1);
  mail.focal = 0;
  end_demand(notice.small.world, notice.small.context, mail,
             {Fate::fulfilled, Instrument::order, true, mail.arisen, false});
  return notice.last().fate.as<Fate>();
}

TEST(Capability, WithoutALawNobodyObeys) {
  Notice notice(0.0);
  EXPECT_EQ(judge_situation(notice.small.world, notice.small.context, notice.order()).order, Certainty::no);
  notice.serve();
  EXPECT_EQ(notice.ended(Fate::rejected), 1.0);
  EXPECT_EQ(of_mail(notice), Fate::unreadable);
}

TEST(Capability, WhoRemovesTheProtectionCanReadFromThenOn) {
  Notice notice(0.0, 0.9);
  notice.small.enact(1, "unlock");
  EXPECT_EQ(of_mail(notice), Fate::unreadable);
  const double before = exposure_of(notice.small.world, notice.small.context, {0, 1}, 1);
  notice.serve();
  EXPECT_EQ(notice.last().fate.as<Fate>(), Fate::fulfilled);
  EXPECT_EQ(of_mail(notice), Fate::fulfilled);
  refresh_exposure(notice.small.world, notice.small.context);
  EXPECT_EQ(before, 0.0);  // Alba could have none of it, and now it may
  EXPECT_GT(notice.small.world.market.exposure[0](1, 1), 0.0);
  EXPECT_EQ(option_in(notice.small.world, notice.small.context, {0, 0}, 1).control, Control::customer_keys)
      << "in no other market";
}

TEST(Capability, WhoWithdrawsTheProductKeepsNothingUnderIt) {
  Notice notice(1000.0, 0.01);
  notice.small.enact(1, "unlock");
  notice.serve();
  EXPECT_EQ(notice.last().fate.as<Fate>(), Fate::sanctioned);
  EXPECT_EQ(notice.last().outcome.as<EventOutcome>(), EventOutcome::withdrew);
  EXPECT_EQ(notice.small.world.market.storage[0](1, 1), 0.0);
  EXPECT_EQ(storage_target(notice.small.world, notice.small.context, {0, 1})[1], 0.0);
  EXPECT_GT(storage_target(notice.small.world, notice.small.context, {0, 0})[1], 0.0);
  EXPECT_EQ(notice.small.world.market.present(0, 1), 1);
}

TEST(Capability, NoDataAreTakenByIt) {
  Notice notice(0.0, 0.9);
  notice.small.enact(1, "unlock");
  const Demand order = notice.order();
  EXPECT_LT(judge_situation(notice.small.world, notice.small.context, order).bar_state, 0);
  notice.serve();
  EXPECT_EQ(notice.small.world.relations.affronts.sum(), 0.0);
  EXPECT_EQ(notice.small.world.market.disclosures.sum(), 0.0);
}

TEST(Capability, ObeyingCostsTheLesserOfBoth) {
  Notice notice(0.7, 0.1);
  notice.small.enact(1, "unlock");
  const Demand order = notice.order();
  const LegalView view = judge_situation(notice.small.world, notice.small.context, order);
  EXPECT_EQ(view.order, Certainty::yes);
  const Obedience obedience = weigh_obedience(notice.small.world, notice.small.context, order);
  EXPECT_NEAR(obedience.protected_share, 0.1, 1e-12);
  EXPECT_EQ(weigh_disclosure(notice.small.world, notice.small.context, order, view).disclosure,
            std::min(obedience.removing, obedience.withdrawing));
}

// Refusing costs little, obeying much: it bears the sanction, and the order is not tried by another way.
TEST(Capability, AProviderMayRefuse) {
  Notice notice(1000.0, 0.9);
  notice.small.config.states[1].sanction = 0.0;
  notice.small.config.parameters.respond.challenge_cost = 100.0;
  notice.small.enact(1, "unlock");
  notice.serve();
  EXPECT_EQ(notice.ended(Fate::sanctioned), 1.0);
  EXPECT_EQ(notice.last().outcome.as<EventOutcome>(), EventOutcome::none);
  EXPECT_TRUE(notice.small.world.retries.empty());
  EXPECT_EQ(of_mail(notice), Fate::unreadable);
}

TEST(Capability, AMessengerWithNothingElseLeavesTheMarket) {
  Notice notice(1000.0, 1.0);
  notice.small.setup.options[0][0].control = Control::customer_keys;
  Demand order = notice.order();
  while (notice.small.world.market.present(0, 1) != 0 && order.serial < 200) {
    obey_capability_order(notice.small.world, notice.small.context, order, order.arisen);
    notice.small.world.market.protection[0].setZero();
    order.serial += 1;
  }
  EXPECT_EQ(notice.small.world.market.present(0, 1), 0);
  EXPECT_NEAR(notice.small.world.market.storage[0].row(1).sum(), 1.0, 1e-12);
}

}  // namespace
}  // namespace comity
