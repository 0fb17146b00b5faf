#include "phases/litigate.h"
#include "support/disputes.h"

#include "phases/hearing.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "phases/stages.h"
#include "support/small_world.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

using test::kQuestion;
constexpr Dispute kOpenQuestion{1, false, 0.0};

// One row of an event table.
using Numbers = std::vector<double>;

std::vector<Numbers> rows_of(const World& world, EventTable table) {
  const auto& values = world.events.rows[static_cast<std::size_t>(table)];
  const auto columns = static_cast<std::ptrdiff_t>(event_columns(table).size());
  std::vector<Numbers> rows;
  for (auto row = values.begin(); row != values.end(); row += columns) rows.emplace_back(row, row + columns);
  return rows;
}

void run_steps(SmallWorld& small, int steps) {
  for (int step = 0; step < steps; ++step) {
    litigate(small.world, small.context);
    small.advance();
  }
}

// Everybody goes as far as the courts let them, and the apex hears everything.
void fight_to_the_end(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 1.0;
  litigate.en_banc_rate = litigate.petition_rate = 1.0;
  for (StateConfig& state : config.states) state.courts.certiorari = false;
}

double fate_count(const World& world, Fate fate) {
  return world.tally.value(Metric::ended, static_cast<std::size_t>(fate));
}

TEST(Litigate, EveryCaseEndsItsDemandOnce) {
  for (const bool far : {false, true}) {
    SmallWorld small(far ? fight_to_the_end : [](Config&) {});
    for (int number = 0; number < 60; ++number) {
      const Demand demand = small.demand(number % 2, number / 2 % 2, number % 2 == 0 ? 1 : 0);
      open_case(small.world, small.context, demand, {1, number % 3 == 0, 0.3});
    }
    EXPECT_EQ(small.world.strategy.pending.sum(), 60);
    EXPECT_EQ(small.world.strategy.pending_motions.sum(), 20);
    run_steps(small, 800);
    EXPECT_TRUE(small.world.cases.empty());
    EXPECT_EQ(small.world.ended, 60U);
    EXPECT_EQ(fate_count(small.world, Fate::fulfilled) + fate_count(small.world, Fate::quashed), 60.0);
    EXPECT_GT(fate_count(small.world, Fate::fulfilled), 0.0);
    EXPECT_GT(fate_count(small.world, Fate::quashed), 0.0);
    EXPECT_EQ(small.world.strategy.pending.abs().sum(), 0);
    EXPECT_EQ(small.world.strategy.pending_motions.abs().sum(), 0);
  }
}

TEST(Litigate, DecisionsComeInTheOrderOfTheStages) {
  SmallWorld small(fight_to_the_end);
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  run_steps(small, 800);
  const auto rulings = rows_of(small.world, EventTable::rulings);
  ASSERT_GE(rulings.size(), 4U);  // motion, review, appeal, apex; the full court where it reverses
  for (std::size_t row = 1; row < rulings.size(); ++row) {
    EXPECT_GT(rulings[row][0], rulings[row - 1][0]);
    EXPECT_GT(rulings[row][3], rulings[row - 1][3]);
  }
  EXPECT_EQ(rulings.back()[3], static_cast<double>(Stage::apex));
}

TEST(Litigate, OneStepMayHoldSeveralStages) {
  SmallWorld small([](Config& config) {
    fight_to_the_end(config);
    auto& litigate = config.parameters.litigate;
    for (double* days :
         {&litigate.first_days, &litigate.review_days, &litigate.appeal_days, &litigate.contempt_days,
          &litigate.en_banc_days, &litigate.petition_days, &litigate.grant_days, &litigate.apex_days}) {
      *days = 0.2;
    }
  });
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  run_steps(small, 1);
  EXPECT_TRUE(small.world.cases.empty());
  EXPECT_LT(rows_of(small.world, EventTable::rulings).back()[0], small.world.clock.begin);
}

TEST(Litigate, AnotherCaseChangesNoDraw) {
  SmallWorld alone;
  SmallWorld crowd;
  const Demand other = crowd.demand(1, 1, 0);
  open_case(crowd.world, crowd.context, other, {0, false, 0.0});
  for (SmallWorld* small : {&alone, &crowd}) {
    Demand demand = small->demand(0, 0, 1);
    demand.serial = 7;
    open_case(small->world, small->context, demand, kOpenQuestion);
  }
  EXPECT_EQ(alone.world.cases.back().due, crowd.world.cases.back().due);
  EXPECT_EQ(alone.world.cases.back().court, crowd.world.cases.back().court);
  run_steps(alone, 60);
  run_steps(crowd, 60);
  const Numbers single = rows_of(alone.world, EventTable::rulings).front();
  for (const Numbers& row : rows_of(crowd.world, EventTable::rulings)) {
    if (row[4] < 0.0) continue;  // the other case, on merit
    EXPECT_EQ(row[0], single[0]);
    EXPECT_EQ(row[6], single[6]);
    return;
  }
  FAIL() << "the case was not decided";
}

TEST(Litigate, MootsPendingCasesWhenTheLawBecomesCertain) {
  SmallWorld small;
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  open_case(small.world, small.context, small.demand(0, 0, 1), {0, false, 0.0});  // merit only
  open_case(small.world, small.context, small.demand(1, 1, 0), kOpenQuestion);    // in Borea
  small.enact(0, "al-reach");
  run_steps(small, 1);
  EXPECT_EQ(small.world.tally.value(Metric::mooted_cases), 1.0);
  EXPECT_EQ(fate_count(small.world, Fate::mooted), 1.0);
  EXPECT_EQ(small.world.cases.size(), 2U);
  EXPECT_EQ(small.world.strategy.pending(0, kQuestion), 0);
}

// The day on which the scenario's reform is in force moots the case, on whichever day of a step it falls; what is due before
// is decided by the law of before.
TEST(Litigate, LawOfADayMootsFromThatDay) {
  for (Day offset = 0; offset < 7; ++offset) {
    const Day day = day_of(2013, 1, 15) + offset;
    SmallWorld small([&](Config& config) {
      fight_to_the_end(config);
      config.focals.emplace_back();
      ReformConfig reform;
      reform.mode = ReformConfig::Mode::scheduled;
      reform.kind = ReformConfig::Kind::reach;
      reform.id = "reach";
      reform.regime = "al-reach";
      reform.states = {0};
      reform.date = day;
      config.reforms.push_back(reform);
    });
    for (const int provider : {0, 1}) {
      Demand demand = small.demand(0, provider, 1);
      demand.focal = 0;
      open_case(small.world, small.context, demand, kOpenQuestion);
    }
    small.world.cases.back().due = day - 0.25;
    small.world.cases.front().due = day + 0.25;
    for (int step = 0; step < 4; ++step) {
      clear_step_accumulators(small.world);
      occur(small.world, small.context);
      litigate(small.world, small.context);
      small.advance();
    }
    const auto rulings = rows_of(small.world, EventTable::rulings);
    ASSERT_EQ(rulings.size(), 1U) << to_string(day);
    EXPECT_EQ(rulings[0][0], day - 0.25) << to_string(day);
    EXPECT_EQ(small.world.tally.value(Metric::mooted_cases), 2.0) << to_string(day);
    for (const Numbers& row : rows_of(small.world, EventTable::focal)) {
      if (row[2] != static_cast<double>(Milestone::mooted)) continue;
      EXPECT_EQ(row[0], day) << to_string(day);
    }
  }
}

// What was decided for good before the day is not mooted by it as well.
TEST(Litigate, LawOfADayLeavesAloneWhatWasClosedBefore) {
  SmallWorld small([](Config& config) {
    auto& litigate = config.parameters.litigate;
    litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 0.0;
    config.states[0].courts.magistrates = false;
    ReformConfig reform;
    reform.mode = ReformConfig::Mode::scheduled;
    reform.id = "reach";
    reform.regime = "al-reach";
    reform.states = {0};
    reform.date = day_of(2013, 1, 4);
    config.reforms.push_back(reform);
  });
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  small.world.cases.front().due = day_of(2013, 1, 3);
  occur(small.world, small.context);
  litigate(small.world, small.context);
  EXPECT_EQ(small.world.ended, 1U);
  EXPECT_EQ(small.world.tally.value(Metric::mooted_cases), 0.0);
}

// A case with appellate rulings whose petition has been filed.
void bring_to_the_apex(SmallWorld& small) {
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  while (!small.world.cases.empty() && !small.world.cases[0].reached_apex) run_steps(small, 1);
  ASSERT_FALSE(small.world.cases.empty());
  ASSERT_NE(reading_in(small.world, small.world.cases[0].panel_court, kQuestion, true), 0);
}

TEST(Litigate, RulingsOfACaseMootedAtTheApexLoseTheirWeight) {
  for (const bool vacate : {true, false}) {
    SmallWorld small([&](Config& config) {
      fight_to_the_end(config);
      config.parameters.litigate.vacate = vacate;
    });
    bring_to_the_apex(small);
    const int panel = small.world.cases[0].panel_court;
    small.enact(0, "al-reach");
    run_steps(small, 1);
    EXPECT_EQ(reading_in(small.world, panel, kQuestion, true) == 0, vacate);
    EXPECT_EQ((small.world.precedents.weight.abs().sum() == 0.0), vacate);
  }
}

TEST(Litigate, MootnessBelowTheApexLeavesPrecedentsAlone) {
  SmallWorld small(fight_to_the_end);
  open_case(small.world, small.context, small.demand(0, 0, 1), kOpenQuestion);
  while (small.world.cases[0].stage != Stage::appeal) run_steps(small, 1);
  small.enact(0, "al-reach");
  run_steps(small, 1);
  EXPECT_TRUE(small.world.cases.empty());
  EXPECT_GT(small.world.precedents.weight.abs().sum(), 0.0);
}

// A case before an appellate court, with this ruling below.
Case before_full_court(SmallWorld& small, bool government_won) {
  Case dispute;
  dispute.demand = small.demand(0, 0, 1);
  dispute.demand.court = 0;
  dispute.questions = 1;
  dispute.stage = Stage::en_banc;
  dispute.court = 6;
  dispute.due = small.world.clock.begin;
  dispute.government_won = government_won;
  dispute.accepted = government_won ? 0 : 1;
  return dispute;
}

TEST(Litigate, ATieLeavesTheRulingBelow) {
  SmallWorld small;
  const std::vector<double> bench = {50.0, -50.0, 50.0, -50.0};
  for (const bool government_won : {true, false}) {
    const Judgment judgment =
        hear_case(small.world, small.context, before_full_court(small, government_won), bench);
    EXPECT_TRUE(judgment.tied);
    EXPECT_EQ(judgment.government_won, government_won);
    EXPECT_EQ(judgment.votes.government, 2);
    EXPECT_EQ(judgment.votes.provider, 2);
  }
}

TEST(Litigate, AMajorityOfTheFullCourtReverses) {
  SmallWorld small;
  const std::vector<double> bench = {50.0, -50.0, -50.0};
  const Judgment judgment = hear_case(small.world, small.context, before_full_court(small, true), bench);
  EXPECT_FALSE(judgment.tied);
  EXPECT_FALSE(judgment.government_won);
  EXPECT_EQ(judgment.accepted, law::QuestionSet{1});
}

TEST(Litigate, TheReviewHasAnotherJudgeAndThePanelThree) {
  SmallWorld small;
  Case dispute = before_full_court(small, true);
  dispute.court = 0;
  dispute.stage = Stage::motion;
  const auto first = seat_bench(small.world, small.context, dispute);
  dispute.stage = Stage::review;
  const auto second = seat_bench(small.world, small.context, dispute);
  ASSERT_EQ(first.size(), 1U);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_NE(first[0], second[0]);
  dispute.court = 6;
  dispute.stage = Stage::appeal;
  EXPECT_EQ(seat_bench(small.world, small.context, dispute).size(), 3U);
  dispute.court = 9;
  dispute.stage = Stage::apex;
  EXPECT_EQ(seat_bench(small.world, small.context, dispute).size(), 9U);
}

}  // namespace
}  // namespace comity
