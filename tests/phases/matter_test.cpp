// The facts of a demand as the laws of both states of the small world see them, by hand.
#include "phases/matter.h"

#include "support/small_world.h"

#include <gtest/gtest.h>

#include <array>

namespace comity {
namespace {

using law::FactSet;
using test::SmallWorld;
namespace fact = law::fact;

FactSet facts(const SmallWorld& small, const Demand& demand, Instrument route, int jurisdiction) {
  return facts_for(matter_of(small.world, small.context, demand), route, jurisdiction);
}

TEST(Matter, WhomTheForumAsksForApprovesAnOrderAJudgeWhatGoesAbroadAndNobodyARequest) {
  SmallWorld small;
  constexpr FactSet kAll = fact::prosecutor_approved | fact::independent_approved | fact::judge_approved;
  for (const Approver approver : enum_values<Approver>) {
    Demand demand = small.demand(0, 0, 1);
    demand.approver = approver;
    const FactSet expected =
        approver == Approver::nobody ? 0U : law::kApprovals[static_cast<std::size_t>(approver) - 1];
    EXPECT_EQ(facts(small, demand, Instrument::order, 1) & kAll, expected);
    EXPECT_EQ(facts(small, demand, Instrument::assistance, 1) & kAll, fact::judge_approved);
    EXPECT_EQ(facts(small, demand, Instrument::agreement, 1) & kAll, fact::judge_approved);
    EXPECT_EQ(facts(small, demand, Instrument::voluntary, 1) & kAll, 0U);
  }
}

// Alpha, at home in Alba and stable, asked by Alba about mail of one of its residents that lies in Borea.
TEST(Matter, EachRouteAddsItsOwnFactAbroadAndAtHomeItIsAPlainOrder) {
  SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  const FactSet common = fact::content | fact::serious | fact::location_stable | fact::established_here |
                         fact::offers_here | fact::controls_from_here;
  const FactSet alba = common | fact::headquartered_here | fact::national_here | fact::resident_here |
                       fact::offence_here | fact::order_is_ours;
  const FactSet borea = common | fact::data_here | fact::treaty;
  EXPECT_EQ(facts(small, demand, Instrument::order, 0), alba | fact::judge_approved);
  EXPECT_EQ(facts(small, demand, Instrument::assistance, 0), alba | fact::judge_approved);
  EXPECT_EQ(facts(small, demand, Instrument::agreement, 0), alba | fact::judge_approved);
  EXPECT_EQ(facts(small, demand, Instrument::voluntary, 0), alba | fact::voluntary);
  EXPECT_EQ(facts(small, demand, Instrument::order, 1), borea | fact::judge_approved);
  EXPECT_EQ(facts(small, demand, Instrument::assistance, 1),
            borea | fact::judge_approved | fact::treaty_request);
  EXPECT_EQ(facts(small, demand, Instrument::agreement, 1),
            borea | fact::judge_approved | fact::agreement_order);
  EXPECT_EQ(facts(small, demand, Instrument::voluntary, 1), borea | fact::voluntary);
}

TEST(Matter, EachFlagOfADemandIsItsOwnFact) {
  SmallWorld small;
  Demand plain = small.demand(0, 0, 1);
  plain.kind = DataKind::subscriber;
  plain.serious = false;
  const FactSet before = facts(small, plain, Instrument::voluntary, 1);
  const auto added = [&](const auto& change) {
    Demand demand = plain;
    change(demand);
    return facts(small, demand, Instrument::voluntary, 1) ^ before;
  };
  EXPECT_EQ(added([](Demand& demand) { demand.kind = DataKind::content; }), fact::content);
  EXPECT_EQ(added([](Demand& demand) { demand.kind = DataKind::traffic; }), fact::traffic);
  EXPECT_EQ(added([](Demand& demand) { demand.serious = true; }), fact::serious);
  EXPECT_EQ(added([](Demand& demand) { demand.emergency = true; }), fact::emergency);
  EXPECT_EQ(added([](Demand& demand) { demand.stored_long = true; }), fact::stored_long);
  EXPECT_EQ(added([](Demand& demand) { demand.residence = 1; }), fact::national_here | fact::resident_here);
}

TEST(Matter, TheClassOfTheDemandingStateIsAFactOfThePair) {
  constexpr FactSet kClass = fact::fellow_member | fact::adequacy | fact::order_is_ours;
  const auto of_borea = [&](const auto& change, int jurisdiction) {
    SmallWorld small(change);
    return facts(small, small.demand(0, 0, 1), Instrument::order, jurisdiction) & kClass;
  };
  const auto decides = [](int by, std::vector<int> about, bool authorities = true) {
    return [=](Config& config) {
      config.treaties.push_back({TreatyConfig::Kind::adequacy, "d", about, 0, kNever, by, authorities});
    };
  };
  EXPECT_EQ(of_borea(decides(1, {0}), 1), fact::adequacy);
  EXPECT_EQ(of_borea(decides(0, {1}), 1), 0U);
  EXPECT_EQ(of_borea(decides(1, {0}, false), 1), 0U);
  const auto joined = [](std::vector<int> members) {
    return [=](Config& config) {
      config.unions.push_back({"U", "U", members, {}});
      config.treaties.push_back({TreatyConfig::Kind::adequacy, "d", {0}, 0, kNever, 2});
    };
  };
  EXPECT_EQ(of_borea(joined({0, 1}), 1), fact::fellow_member | fact::adequacy);
  EXPECT_EQ(of_borea(joined({0, 1}), 2), fact::order_is_ours);
  EXPECT_EQ(of_borea(joined({1}), 1), fact::adequacy);
  EXPECT_EQ(of_borea(joined({1}), 2), fact::adequacy);
}

TEST(Matter, DataAreControlledFromTheHomeAndSiteTheTrusteeOrTheCustomer) {
  // Alpha, at home in Alba, data in Borea; the customer lives in Borea.
  const auto controls = [](Control control) {
    SmallWorld small([&](Config& config) { config.providers[0].sites[1].control = control; });
    Demand demand = small.demand(0, 0, 1);
    demand.residence = 1;
    return std::array{(facts(small, demand, Instrument::order, 0) & fact::controls_from_here) != 0,
                      (facts(small, demand, Instrument::order, 1) & fact::controls_from_here) != 0};
  };
  EXPECT_EQ(controls(Control::own), (std::array{true, true}));
  EXPECT_EQ(controls(Control::trustee), (std::array{false, true}));
  EXPECT_EQ(controls(Control::customer_keys), (std::array{false, true}));
}

}  // namespace
}  // namespace comity
