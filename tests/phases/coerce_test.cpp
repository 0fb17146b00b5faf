#include "phases/coerce.h"

#include "phases/phases.h"
#include "phases/reply.h"
#include "support/small_world.h"
#include "support/stakes.h"
#include "world/invariants.h"
#include "world/places.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity {
namespace {

constexpr CoercionStep kStaff = {CoercionKind::staff, 0.0, 0.0, 1.0, 0.0, CoercionNeed::establishment};
constexpr CoercionStep kBlock = {CoercionKind::service_block, 0.0, 0.0, 1.0, 0.0, CoercionNeed::users};
constexpr CoercionStep kFine = {CoercionKind::contempt, 0.0, 0.0, 1.0, 0.0, CoercionNeed::nothing};

// A small world whose state 1 has this ladder and climbs it at once, and where handing data over costs more
// than leaving: its customers, and the penalty of state 0.
struct Pressed {
  explicit Pressed(std::vector<CoercionStep> steps, double disclosure_cost = 100.0)
      : small([&](Config& config) {
          config.states[1].coercion = std::move(steps);
          config.parameters.coerce.climb = 100.0;
          config.parameters.respond.disclosure_cost = disclosure_cost;
          config.states[0].breach_penalty = disclosure_cost;
          config.parameters.respond.attempts = 1.0;
        }) {}
  // Provider 0, at home in state 0, or provider 1, at home in state 1, has refused.
  void refuse(int provider) {
    small.world.arisen += 1;
    begin_coercion(small.world, small.context, small.demand(1, provider, 1), small.world.clock.begin);
    test::run_weeks(small, 60, coerce);
  }
  bool has(Defiance answer) const {
    const auto rows = rows_of<CoercionRow>(small.world.events);
    return std::any_of(rows.begin(), rows.end(),
                       [&](const CoercionRow& row) { return row.answer == answer; });
  }
  test::SmallWorld small;
};

TEST(Coerce, AProviderWithdrawsWhereThatPutsItOutOfReach) {
  Pressed pressed({kBlock});
  const std::uint32_t law = pressed.small.world.law_version;
  pressed.refuse(0);
  EXPECT_TRUE(pressed.has(Defiance::withdrew));
  EXPECT_EQ(pressed.small.world.market.present(0, 1), 0);
  EXPECT_EQ(pressed.small.world.market.established(0, 1), 1);
  EXPECT_GT(pressed.small.world.law_version, law);
  EXPECT_EQ(pressed.small.world.tally.value(Metric::exits, 0), 1.0);
  EXPECT_FALSE(offers_service(pressed.small.world, pressed.small.context, 0, 1));
}

TEST(Coerce, OneWithStaffThereLeavesTheState) {
  Pressed pressed({kStaff, kBlock});
  pressed.refuse(0);
  EXPECT_TRUE(pressed.has(Defiance::left));
  EXPECT_EQ(pressed.small.world.market.established(0, 1), 0);
  EXPECT_FALSE(is_established(pressed.small.world, pressed.small.context, 0, 1));
}

TEST(Coerce, NoneLeavesItsHomeOrWhereAStepWouldReachItAnyhow) {
  Pressed home({kStaff, kBlock});
  home.refuse(1);
  EXPECT_FALSE(home.has(Defiance::withdrew) || home.has(Defiance::left));
  EXPECT_EQ(home.small.world.market.present(1, 1), 1);
  Pressed anywhere({kStaff, kFine});
  anywhere.refuse(0);
  EXPECT_FALSE(anywhere.has(Defiance::withdrew) || anywhere.has(Defiance::left));
  EXPECT_TRUE(anywhere.has(Defiance::complied));
  EXPECT_EQ(anywhere.small.world.market.present(0, 1), 1);
}

TEST(Coerce, WhatIsBearableNowIsBorneAndWhatIsNotIsMetLate) {
  Pressed pressed({kStaff, kBlock}, 0.5);
  pressed.refuse(0);
  EXPECT_TRUE(pressed.has(Defiance::complied));
  const auto& tally = pressed.small.world.tally;
  EXPECT_EQ(tally.value(Metric::coercion_complied, 1), 1.0);
  EXPECT_EQ(tally.value(Metric::fines, 0), 0.0);
  EXPECT_TRUE(pressed.small.world.coercions.empty());
  EXPECT_EQ(find_violations(pressed.small.world, pressed.small.context), std::vector<std::string>{});
}

TEST(Coerce, StepsThatNeedWhatIsNotThereAreLeftOut) {
  const std::vector<CoercionStep> steps = {kStaff, kBlock};
  const CoerceParameters parameters;
  const Ladder abroad{.steps = steps, .coerce = parameters, .hold = {false, true}};
  EXPECT_EQ(abroad.next_from(0), 1);
  EXPECT_EQ((Ladder{.steps = steps, .coerce = parameters, .hold = {}}).next_from(0), -1);
}

TEST(Coerce, SeriousOffencesClimbFasterAndCostlyStepsSlower) {
  const std::vector<CoercionStep> steps = {
      {CoercionKind::contempt, 0.0, 1.0, 0.0, 1.0, CoercionNeed::either}};
  const CoerceParameters parameters;
  Ladder ladder{.steps = steps, .coerce = parameters, .hold = {true, true}};
  const double ordinary = ladder.climb_rate(0);
  EXPECT_LT(ordinary, parameters.climb / kDaysPerYear);
  ladder.serious = true;
  EXPECT_GT(ladder.climb_rate(0), ordinary);
}

TEST(Coerce, AProviderThatLostInCourtMayStillRefuse) {
  const auto defying = [](std::vector<CoercionStep> steps, bool on) {
    Pressed pressed(std::move(steps));
    pressed.small.config.phases[static_cast<std::size_t>(PhaseName::coerce)] = on;
    return defies_ruling(pressed.small.world, pressed.small.context, pressed.small.demand(1, 0, 1));
  };
  const CoercionStep mild = {CoercionKind::contempt, 0.0, 0.01, 0.0, 0.0, CoercionNeed::either};
  EXPECT_TRUE(defying({mild}, true));
  EXPECT_FALSE(defying({}, true)) << "there is nothing to climb: what a court has ordered is done";
  EXPECT_FALSE(defying({mild}, false));
}

TEST(Coerce, WithoutALadderRefusingCostsTheSanctionOnce) {
  Pressed pressed({});
  const Demand demand = pressed.small.demand(1, 0, 1);
  const LegalView view = judge_situation(pressed.small.world, pressed.small.context, demand);
  const double bare = weigh_disclosure(pressed.small.world, pressed.small.context, demand, view).sanction;
  EXPECT_EQ(bare, pressed.small.config.states[1].sanction);
  Pressed off({kStaff});
  off.small.config.phases[static_cast<std::size_t>(PhaseName::coerce)] = false;
  EXPECT_EQ(weigh_disclosure(off.small.world, off.small.context, demand, view).sanction, bare);
  Pressed mild({{CoercionKind::contempt, 0.0, 0.01, 0.0, 0.0, CoercionNeed::either}});
  EXPECT_LT(weigh_disclosure(mild.small.world, mild.small.context, demand, view).sanction, 0.011);
}

}  // namespace
}  // namespace comity
