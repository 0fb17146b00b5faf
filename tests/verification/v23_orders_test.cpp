// V23: an order that needs approval is denied and delayed as often and as long as the parameters say, and not at all where they
// are 0. V24: what only the customer can read nobody else gets, by whatever route. V25: without a law there is no order. V26:
// what makes a provider indifferent between obeying and going to court, and what a rule is worth at most. V29: who obeys a capability
// order removes the protection or withdraws the product by what each costs.
#include "phases/capability.h"
#include "phases/ending.h"
#include "phases/phases.h"
#include "random/distributions.h"
#include "report.h"
#include "support/small_world.h"
#include "support/stakes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

double ended(const SmallWorld& small, Fate fate) {
  return small.world.tally.value(Metric::ended, static_cast<std::size_t>(fate));
}

void serve(SmallWorld& small, const Demand& demand, Instrument instrument) {
  small.world.arisen += 1;
  small.world.arrivals = {demand};
  small.world.views = {judge_situation(small.world, small.context, demand)};
  small.world.chosen = {static_cast<std::uint8_t>(instrument)};
  respond(small.world, small.context);
}

// Orders for content at home that a judge has to approve, served one by one.
struct ServedOrders {
  ServedOrders(int number, double denies, double days)
      : small([&](Config& config) {
          config.parameters.choose.denied_judge = denies;
          config.parameters.choose.approval_days_judge = days;
          config.parameters.respond.incomplete_rate = 0.0;
          config.parameters.respond.challenge_cost = 3.0;
        }) {
    for (int k = 0; k < number; ++k) serve(small, small.demand(0, 0, 0), Instrument::order);
  }
  SmallWorld small;
};

TEST(V23Approval, IsDeniedAndTakesTimeAsSaid) {
  constexpr int kOrders = 4000;
  const ServedOrders served(kOrders, 0.25, 10.0);
  const SmallWorld& small = served.small;
  double days = 0.0;
  for (const Demand& demand : small.world.retries) days += demand.ready - demand.arisen;
  const auto denied = static_cast<double>(small.world.retries.size());
  report("V23", "share of orders denied, chance 1/4", {denied / kOrders, 0.25, 0.025});
  report("V23", "mean days until a judge has decided, mean 10", {days / denied, 10.0, 1.2});
}

TEST(V23Approval, VanishesAtItsLimit) {
  const ServedOrders served(200, 0.0, 0.0);
  const SmallWorld& small = served.small;
  report("V23", "orders denied of 200 at chance 0", {ended(small, Fate::unapproved), 0.0, 0.0});
  EXPECT_EQ(small.world.retries.size(), 0U);
}

TEST(V24Keys, WhatOnlyTheCustomerCanReadReachesNobody) {
  const auto unreadable = [](Control control, DataKind kind) {
    SmallWorld small([&](Config& config) { config.providers[0].sites[1].control = control; });
    for (const Instrument route :
         {Instrument::order, Instrument::assistance, Instrument::agreement, Instrument::voluntary}) {
      Demand demand = small.demand(0, 0, 1);
      demand.kind = kind;
      demand.residence = 1;
      end_demand(small.world, small.context, demand, {Fate::fulfilled, route, true, demand.arisen, false});
    }
    EXPECT_EQ(ended(small, Fate::unreadable) + ended(small, Fate::fulfilled), 4.0);
    EXPECT_EQ(small.world.relations.affronts.sum() > 0.0, ended(small, Fate::fulfilled) > 0.0);
    return ended(small, Fate::unreadable);
  };
  report("V24", "of 4 routes to content under the customer's keys, those that bring ciphertext",
         {unreadable(Control::customer_keys, DataKind::content), 4.0, 0.0});
  report("V24", "the same for content under a trustee's control",
         {unreadable(Control::trustee, DataKind::content), 0.0, 0.0});
  report("V24", "the same for subscriber data under the customer's keys",
         {unreadable(Control::customer_keys, DataKind::subscriber), 0.0, 0.0});
}

// A focal order of Alba for content at a provider without an establishment there: no law of Alba compels it.
struct OrderedWithoutLaw {
  OrderedWithoutLaw(int number, double policy)
      : small([&](Config& config) {
          config.providers[1].established = {1};
          config.parameters.respond.disclosure_policy = policy;
          config.parameters.respond.attempts = 1.0;
          config.parameters.respond.challenge_cost = 0.0;
        }) {
    for (int k = 0; k < number; ++k) order();
  }
  void order() {
    Demand demand = small.demand(0, 1, 1);
    demand.kind = DataKind::subscriber;
    demand.focal = 0;
    small.world.arisen += 1;
    small.world.arrivals = {demand};
    small.world.views = {judge_situation(small.world, small.context, demand)};
    EXPECT_EQ(small.world.views[0].order, Certainty::no);
    choose(small.world, small.context);
    respond(small.world, small.context);
  }
  SmallWorld small;
};

TEST(V25NoLaw, AnOrderWithoutALawIsARequest) {
  const OrderedWithoutLaw without(50, 0.0);
  const SmallWorld& declined = without.small;
  report("V25", "of 50 orders without a law, rejected by a provider that grants no request",
         {ended(declined, Fate::rejected), 50.0, 0.0});
  report("V25", "what refusing them cost it", {declined.world.tally.value(Metric::fines, 1), 0.0, 0.0});
  EXPECT_TRUE(declined.world.coercions.empty());
  EXPECT_TRUE(declined.world.cases.empty());
  const OrderedWithoutLaw willing(50, 1.0);
  report("V25", "granted by one that grants all", {ended(willing.small, Fate::fulfilled), 50.0, 0.0});
}

TEST(V26Choice, TheOddsThatMakeAProviderIndifferent) {
  Stakes stakes = test::plain_stakes();
  stakes.precedent = 3.0;
  stakes.adverse = 0.9;
  stakes.fines = 0.2;
  const double loss = stakes.disclosure + stakes.breach;
  stakes.success = (stakes.challenge_cost + stakes.adverse + stakes.fines) /
                   (stakes.precedent + loss + stakes.fines + stakes.adverse);
  const auto probability = reply_probabilities(stakes, 8.0);
  report("V26", "P(challenge) over P(comply) at the odds of indifference",
         {probability[1] / probability[0], 1.0, 1e-12});
  report("V26", "worth of a rule about 1e9 orders over the business at stake",
         {worth_of_rule(1e9, 0.8, 4.0) / 4.0, 1.0, 1e-12});
  report("V26", "worth of a rule about 0.001 orders over their cost",
         {worth_of_rule(1e-3, 0.8, 4.0) / 0.8e-3, 1.0, 2e-4});
}

// Alpha has a fifth of Borea's data under its customers' keys, and 3 at stake there.
double share_withdrawn(double protection_cost, double spread, int orders) {
  SmallWorld small([&](Config& config) {
    config.providers[0].sites[1].control = Control::customer_keys;
    config.parameters.respond.protection_cost = protection_cost;
    config.parameters.respond.protection_spread = spread;
    config.parameters.respond.disclosure_cost = 0.1;
    config.parameters.respond.business_least = 3.0;
    config.parameters.respond.business = 0.0;
    config.parameters.respond.precision = 8.0;
  });
  int withdrawn = 0;
  for (int k = 0; k < orders; ++k) {
    small.world.market.storage[0].row(1) << 0.8, 0.2;
    Demand demand = small.demand(1, 0, 1);
    demand.kind = DataKind::capability;
    if (obey_capability_order(small.world, small.context, demand, demand.arisen)) withdrawn += 1;
  }
  return static_cast<double>(withdrawn) / orders;
}

// The same by the middles of equally likely classes of what an order asks for; withdrawing costs .6.
double expected_share(double protection_cost, double spread) {
  constexpr int kClasses = 10000;
  double sum = 0.0;
  for (int k = 0; k < kClasses; ++k) {
    const double asked = std::exp(spread * normal_quantile((k + 0.5) / kClasses));
    const double removing = std::min(0.1 + protection_cost * asked, 3.0);
    sum += 1.0 / (1.0 + std::exp(-8.0 * (removing - 0.6)));
  }
  return sum / kClasses;
}

TEST(V29Capability, WhoObeysTakesWhatCostsLess) {
  report("V29", "share that withdraws, removing .65 against withdrawing .6",
         {share_withdrawn(0.55, 0.0, 4000), 0.5987, 0.025});
  report("V29", "the same where removing costs nothing but the disclosure",
         {share_withdrawn(0.0, 0.8, 4000), 0.018, 0.007});
  report("V29", "the same where it costs all that is at stake",
         {share_withdrawn(1000.0, 0.8, 400), 1.0, 0.0});
  report("V29", "share that withdraws, removing costs .4 in the middle, spread .8",
         {share_withdrawn(0.3, 0.8, 4000), expected_share(0.3, 0.8), 0.025});
}

}  // namespace
}  // namespace comity
