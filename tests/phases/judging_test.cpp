#include "phases/hearing.h"
#include "phases/litigate.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "support/disputes.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::case_in;
using test::kQuestion;
using test::ruling_of;
using test::SmallWorld;

Pull pull_of(const SmallWorld& small, const Case& dispute) {
  return ballot_on_question(small.world, small.context, dispute, {kQuestion, -1}).pull;
}

void never_appeal(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 0.0;
}

TEST(Judging, AcceptingTheRuleMayHelpOrHurtTheGovernment) {
  SmallWorld small;
  Case dispute = case_in(small, 0, 0);
  EXPECT_EQ(raise_issue(small.world, small.context, dispute, 0).orientation, -1);
  dispute.demand = small.demand(1, 1, 1);
  dispute.demand.kind = DataKind::subscriber;
  dispute.demand.stored_long = true;
  dispute.court = small.world.courts.first_instance[1].begin;
  EXPECT_EQ(raise_issue(small.world, small.context, dispute, 1).orientation, 1);
}

TEST(Judging, AllTermsOfAVoteAreSignedForTheGovernment) {
  SmallWorld small([](Config& config) { config.library.questions[0].prior = 0.3; });
  Case dispute = case_in(small, 0, 0);
  dispute.demand.merit = small.config.parameters.litigate.merit_scale;  // one unit of log-odds
  dispute.conflict_chance = 0.4;
  dispute.briefs_firm[0] = 4;
  // Accepting hurts the government: a prior of .3 helps it.
  const double expected = std::log(0.7 / 0.3) + 1.0 + 2.2 - 0.5 * 0.4 - 0.15 * std::log(5.0);
  EXPECT_NEAR(pull_of(small, dispute).free, expected, 1e-12);
  EXPECT_EQ(pull_of(small, dispute).precedent, 0.0);
  enter_ruling(small.world, small.context, ruling_of(small, 7, true));
  EXPECT_NEAR(pull_of(small, dispute).free, expected - 0.35 * std::tanh(1.0), 1e-12);
  enter_ruling(small.world, small.context, ruling_of(small, 12, true));
  EXPECT_NEAR(pull_of(small, dispute).free, expected - (0.35 + 0.10) * std::tanh(1.0), 1e-12);
}

TEST(Judging, WhereTheLawAllowsThePleaOfComityItsBalanceDecides) {
  SmallWorld small;
  Case dispute = case_in(small, 0, 0);
  dispute.questions = 0;
  dispute.conflict_chance = 0.5;
  const Pull before = ballot_on_merit(small.world, small.context, dispute).pull;
  EXPECT_NEAR(before.free, 1.5 + 2.2 - 0.5 * 0.5, 1e-12);
  EXPECT_EQ(before.plea, 0.0);
  small.enact(0, "al-plea");
  const Pull after = ballot_on_merit(small.world, small.context, dispute).pull;
  EXPECT_NEAR(after.free, 1.5 + 2.2, 1e-12);
  EXPECT_NEAR(after.plea, 0.5 / (1.0 + std::exp(2.0)), 1e-12);
  dispute.conflict_chance = 0.0;
  EXPECT_EQ(ballot_on_merit(small.world, small.context, dispute).pull.plea, 0.0);
}

TEST(Judging, AStrategicApexDiscountsWhatADecidedReformWouldUndo) {
  SmallWorld small([](Config& config) {
    config.parameters.litigate.strategic_apex = true;
    ReformConfig reform;
    reform.kind = ReformConfig::Kind::reach;
    reform.id = reform.regime = "al-reach";
    reform.states = {0};
    reform.question = kQuestion;
    config.reforms = {reform};
  });
  Case dispute = case_in(small, 0, 9);
  dispute.stage = Stage::apex;
  EXPECT_EQ(pull_of(small, dispute).undone_provider, 0.0);
  small.world.reforms.at(0).pressure = 1.0;  // half of the full effect
  EXPECT_NEAR(pull_of(small, dispute).undone_provider, 0.5, 1e-12);
  small.world.reforms.at(0).status = ReformState::Status::decided;
  EXPECT_EQ(pull_of(small, dispute).undone_provider, 1.0);
  EXPECT_EQ(pull_of(small, dispute).undone_government, 0.0);
  dispute.stage = Stage::appeal;
  EXPECT_EQ(pull_of(small, dispute).undone_provider, 0.0);
}

TEST(Judging, SuperiorsBindByTheStatesStrength) {
  SmallWorld small([](Config& config) { config.states[0].courts.binding = 3.0; });
  const Case dispute = case_in(small, 0, 0);
  enter_ruling(small.world, small.context, ruling_of(small, 6, true));
  EXPECT_NEAR(pull_of(small, dispute).precedent, -3.0, 1e-12);
  enter_ruling(small.world, small.context, ruling_of(small, 9, false));
  EXPECT_NEAR(pull_of(small, dispute).precedent, 3.0, 1e-12);
  enter_ruling(small.world, small.context, ruling_of(small, 0, false));
  EXPECT_NEAR(pull_of(small, dispute).precedent, 3.0 + 2.5 * std::tanh(0.1), 1e-12);
}

TEST(Judging, OnlyAnotherKindOfLocationLetsACourtDistinguish) {
  SmallWorld small;
  Ruling stable = ruling_of(small, 6, true);
  stable.stable_location = true;
  enter_ruling(small.world, small.context, stable);
  const auto may = [&](int provider, int court) {
    return ballot_on_question(small.world, small.context, case_in(small, provider, court), {kQuestion, -1})
        .may_distinguish;
  };
  EXPECT_FALSE(may(0, 0));  // Alpha's data rest, too
  EXPECT_TRUE(may(1, 0));   // Beta's move
  EXPECT_TRUE(may(1, 6));
  EXPECT_FALSE(may(1, 1));  // not bound
  enter_ruling(small.world, small.context, ruling_of(small, 9, true));
  EXPECT_FALSE(may(1, 9));  // nobody above the apex
}

TEST(Judging, ADistinguishedPrecedentNoLongerCoversThatKindInThatCourt) {
  SmallWorld small([](Config& config) {
    never_appeal(config);
    config.parameters.litigate.distinguish_gap = -50.0;  // every unwelcome precedent is distinguished
    config.parameters.litigate.government_first = 30.0;
  });
  enter_ruling(small.world, small.context, ruling_of(small, 6, true));
  Demand demand = small.demand(0, 1, 1);
  demand.court = 0;
  open_case(small.world, small.context, demand, {1, true, 0.0});
  while (!small.world.cases.empty()) {
    litigate(small.world, small.context);
    small.advance();
  }
  EXPECT_EQ(small.world.tally.value(Metric::distinguished), 1.0);
  EXPECT_EQ(reading_in(small.world, 0, kQuestion, false), -1);
  EXPECT_EQ(reading_in(small.world, 0, kQuestion, true), 1);
  EXPECT_EQ(reading_in(small.world, 3, kQuestion, false), 1);  // another court of the circuit
}

TEST(Judging, FirstInstanceCourtsOutsideTheCircuitFollowOrNot) {
  for (const double advantage : {30.0, -30.0}) {
    SmallWorld small([&](Config& config) {
      never_appeal(config);
      config.parameters.litigate.government_first = advantage;
    });
    enter_ruling(small.world, small.context, ruling_of(small, 6, true));
    for (const int court : {0, 1, 2}) {
      Demand demand = small.demand(0, 0, 1);
      demand.court = static_cast<std::int16_t>(court);
      open_case(small.world, small.context, demand, {1, true, 0.0});
    }
    while (!small.world.cases.empty()) {
      litigate(small.world, small.context);
      small.advance();
    }
    // Court 0 is bound; 1 and 2 are free.
    EXPECT_EQ(small.world.tally.value(Metric::not_followed), advantage > 0.0 ? 2.0 : 0.0);
    EXPECT_EQ(small.world.tally.value(Metric::followed), advantage > 0.0 ? 0.0 : 2.0);
  }
}

}  // namespace
}  // namespace comity
