#include "phases/agree.h"

#include "phases/occur.h"
#include "phases/phases.h"
#include "support/small_world.h"
#include "world/mandates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace comity {
namespace {

using test::SmallWorld;

// A power to conclude agreements for either state.
constexpr const char* kPower = R"toml(
[regime]
id = "power"
name = "Power"
state = "*"
powers = ["executive agreements"]
[rule.agreement-order]
effect = "permits"
when = "agreement order and agreement in force"
from = 2013-01-01
source = "test"
)toml";

void add_powers(Config& config) {
  test::add_law(config, "power.toml", kPower);
  config.parameters.legislate.agreement_base = 1.0;
  config.parameters.legislate.agreement_months = 6.0;
}

TEST(Agree, ChanceIsALogisticOfWhatSpeaksForIt) {
  LegislateParameters legislate;
  legislate.agreement_base = -5.0;
  legislate.agreement_similar = 1.5;
  legislate.agreement_flow = 0.5;
  legislate.agreement_stance = 1.0;
  EXPECT_NEAR(monthly_agreement_chance(legislate, {false, 0.0, 0.5}), 1.0 / (1.0 + std::exp(5.0)), 1e-14);
  EXPECT_NEAR(monthly_agreement_chance(legislate, {true, 99.0, 0.8}),
              1.0 / (1.0 + std::exp(5.0 - 1.5 - 0.5 * std::log(100.0) - 0.3)), 1e-14);
}

TEST(Agree, ChanceRisesWithFlowAndStance) {
  const LegislateParameters legislate;
  EXPECT_GT(monthly_agreement_chance(legislate, {true, 50.0, 0.5}),
            monthly_agreement_chance(legislate, {true, 5.0, 0.5}));
  EXPECT_GT(monthly_agreement_chance(legislate, {true, 5.0, 0.9}),
            monthly_agreement_chance(legislate, {true, 5.0, 0.1}));
}

TEST(Agree, NeedsThePowerOnBothSides) {
  SmallWorld small(add_powers);
  EXPECT_FALSE(may_conclude(small.world, small.context, 0));
  small.enact(0, "power");
  EXPECT_TRUE(may_conclude(small.world, small.context, 0));
  EXPECT_FALSE(can_agree(small.world, small.context, 0, 1));
  EXPECT_FALSE(can_agree(small.world, small.context, 1, 0));
  small.enact(1, "power");
  EXPECT_TRUE(can_agree(small.world, small.context, 0, 1));
}

TEST(Agree, NothingIsConcludedWithoutPower) {
  SmallWorld small(add_powers);
  test::run_weeks(small, 100, occur, legislate);
  EXPECT_TRUE(small.world.pending_agreements.empty());
}

// Steps until the first agreement is concluded; a hundred years are enough for any chance tried here.
PendingAgreement wait_for_agreement(SmallWorld& small) {
  small.enact(0, "power");
  small.enact(1, "power");
  const double last = small.world.clock.begin + 100.0 * kDaysPerYear;
  while (small.world.pending_agreements.empty() && small.world.clock.begin < last) {
    test::run_weeks(small, 1, occur, legislate);
  }
  EXPECT_EQ(small.world.pending_agreements.size(), 1U);
  return small.world.pending_agreements.empty() ? PendingAgreement{} : small.world.pending_agreements[0];
}

TEST(Agree, ComesIntoForceAfterItsLag) {
  SmallWorld small(add_powers);
  const PendingAgreement agreement = wait_for_agreement(small);
  ASSERT_GT(agreement.force_time, agreement.concluded);
  while (small.world.clock.end <= agreement.force_time) test::run_weeks(small, 1, occur, legislate);
  EXPECT_EQ(small.world.relations.agreement(0, 1), 0);
  const std::uint32_t version = small.world.law_version;
  test::run_weeks(small, 1, occur, legislate);
  EXPECT_EQ(small.world.relations.agreement(0, 1), 1);
  EXPECT_EQ(small.world.relations.agreement(1, 0), 1);
  EXPECT_GT(small.world.law_version, version);
  test::run_weeks(small, 100, occur, legislate);
  EXPECT_EQ(small.world.pending_agreements.size(), 1U);
  const auto& rows = small.world.events.rows[static_cast<std::size_t>(EventTable::agreements)];
  EXPECT_EQ(rows, (std::vector<double>{agreement.force_time, agreement.concluded, 0.0, 1.0}));
}

TEST(Agree, EveryPairConcludesItsOwnAgreementOnce) {
  SmallWorld small([](Config& config) {
    add_powers(config);
    config.states.push_back(config.states[1]);
    config.parameters.legislate.agreement_base = 50.0;  // at the end of the first month, for certain
    for (StateConfig& state : config.states) state.law.push_back("power");
  });
  test::run_weeks(small, 4, occur, legislate);
  EXPECT_TRUE(small.world.pending_agreements.empty());
  test::run_weeks(small, 5, occur, legislate);
  std::vector<std::pair<int, int>> pairs;
  for (const PendingAgreement& agreement : small.world.pending_agreements) {
    pairs.emplace_back(agreement.first, agreement.second);
    EXPECT_DOUBLE_EQ(agreement.concluded, small.config.parameters.run.start + kDaysPerYear / 12.0);
  }
  EXPECT_EQ(pairs, (std::vector<std::pair<int, int>>{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(Agree, ConcludesInTheSameMonthWhateverTheStep) {
  const auto concluded = [](double step_days) {
    SmallWorld small([&](Config& config) {
      add_powers(config);
      config.parameters.legislate.agreement_base = -4.0;
      config.parameters.run.step_days = step_days;
    });
    return wait_for_agreement(small);
  };
  const PendingAgreement weekly = concluded(7.0);
  for (const double days : {3.5, 14.0, 31.0}) {
    EXPECT_EQ(concluded(days).concluded, weekly.concluded);
    EXPECT_EQ(concluded(days).force_time, weekly.force_time);
  }
}

}  // namespace
}  // namespace comity
