#include "phases/situation.h"

#include "law/condition.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

namespace fact = law::fact;

TEST(Situation, SeesTheSameDemandDifferentlyFromEachState) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  const law::FactSet from_alba = order_facts(small.world, small.context, demand, 0);
  const law::FactSet from_borea = order_facts(small.world, small.context, demand, 1);
  EXPECT_NE(from_alba & fact::order_is_ours, 0U);
  EXPECT_EQ(from_borea & fact::order_is_ours, 0U);
  EXPECT_EQ(from_alba & fact::data_here, 0U);
  EXPECT_NE(from_borea & fact::data_here, 0U);
  EXPECT_NE(from_alba & fact::headquartered_here, 0U);
  EXPECT_EQ(from_borea & fact::headquartered_here, 0U);
}

TEST(Situation, AnOrderForContentAbroadDependsOnTheOpenQuestion) {
  test::SmallWorld small;
  const LegalView abroad = judge_situation(small.world, small.context, small.demand(0, 0, 1));
  const LegalView home = judge_situation(small.world, small.context, small.demand(0, 0, 0));
  EXPECT_EQ(abroad.order, Certainty::arguable);
  EXPECT_EQ(abroad.questions, 1U);
  EXPECT_EQ(home.order, Certainty::yes);
  EXPECT_EQ(home.questions, 0U);
}

TEST(Situation, TheAuthorityTakesTheLeastApproverUnderWhomItsLawCompels) {
  test::SmallWorld small;
  Demand demand = small.demand(0, 0, 0);
  EXPECT_EQ(judge_situation(small.world, small.context, demand).approver, Approver::judge);
  demand.kind = DataKind::subscriber;
  EXPECT_EQ(judge_situation(small.world, small.context, demand).approver, Approver::nobody);
}

// As in Canada, Korea and Spain before 2015: nobody names a customer without a judge, nor, here, without a prosecutor.
TEST(Situation, ALawThatAsksForApprovalForNamesCanStillOrderThem) {
  for (const auto& [words, approver] : {std::pair{"prosecutor approved", Approver::prosecutor},
                                        std::pair{"independent authority approved", Approver::independent},
                                        std::pair{"judge approved", Approver::judge}}) {
    test::SmallWorld small([&](Config& config) {
      for (law::Rule& rule : config.library.rules) {
        if (!rule.name.ends_with(".records")) continue;
        rule.when = law::read_condition(std::string("order is ours and not content data and ") + words,
                                        law::names_of(config.library.facts));
      }
    });
    Demand demand = small.demand(0, 0, 0);
    demand.kind = DataKind::subscriber;
    const LegalView view = judge_situation(small.world, small.context, demand);
    EXPECT_EQ(view.order, Certainty::yes) << words;
    EXPECT_EQ(view.approver, approver) << words;
  }
}

TEST(Situation, AReformMakesItCertain) {
  test::SmallWorld small;
  small.enact(0, "al-reach");
  EXPECT_EQ(judge_situation(small.world, small.context, small.demand(0, 0, 1)).order, Certainty::yes);
}

TEST(Situation, AcceptingTheReachQuestionHurtsTheGovernment) {
  test::SmallWorld small;
  EXPECT_EQ(orientation(small.world, small.context, small.demand(0, 0, 1), {0}), -1);
  EXPECT_EQ(orientation(small.world, small.context, small.demand(0, 0, 0), {0}), 0);
}

TEST(Situation, ABarComesOnlyFromAnotherState) {
  test::SmallWorld small;
  const LegalView abroad = judge_situation(small.world, small.context, small.demand(0, 0, 1));
  const LegalView home = judge_situation(small.world, small.context, small.demand(0, 0, 0));
  EXPECT_EQ(abroad.bar_state, 1);
  EXPECT_EQ(abroad.bar, Certainty::yes);
  EXPECT_EQ(home.bar_state, -1);
  EXPECT_EQ(home.bar_chance, 0.0F);
}

TEST(Situation, ATreatyRequestNeedsATreaty) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 1, 1);
  EXPECT_EQ(judge_situation(small.world, small.context, demand).assisting_state, 1);
  small.world.relations.treaty.setZero();
  EXPECT_EQ(judge_situation(small.world, small.context, demand).assisting_state, -1);
}

// A state whose law assists without a treaty is asked through diplomatic channels, unless that is switched off.
TEST(Situation, ARequestGoesWithoutATreatyWhereTheLawAssistsAllTheSame) {
  for (const bool letters : {true, false}) {
    test::SmallWorld small([&](Config& config) {
      config.treaties.clear();
      config.parameters.assist.letters = letters;
      for (law::Rule& rule : config.library.rules) {
        if (rule.name == "bo.treaty")
          rule.when = law::read_condition("treaty request", law::names_of(config.library.facts));
      }
    });
    const LegalView view = judge_situation(small.world, small.context, small.demand(0, 1, 1));
    EXPECT_EQ(view.assisting_state, letters ? 1 : -1);
    EXPECT_EQ(view.letters, letters);
    EXPECT_EQ(view.assists, letters ? Certainty::yes : Certainty::no);
    const LegalView other = judge_situation(small.world, small.context, small.demand(1, 0, 0));
    EXPECT_EQ(other.assisting_state, -1) << "Alba's law assists under a treaty only";
  }
}

// Alba's law lets a provider answer and object for so many days, and fines who refuses; Borea's fines who discloses.
TEST(Situation, SchedulesOfTheLawInForceSpeakToADemand) {
  test::SmallWorld small([](Config& config) {
    const auto schedule = [&](const char* regime, const char* sets, const char* when, double value) {
      law::Schedule made;
      made.name = made.sets = sets;
      made.cases = {{law::read_condition(when, law::names_of(config.library.facts)), value}};
      config.library.regimes[*law::find_regime(config.library, regime)].schedules.push_back(made);
    };
    schedule("al", "deadline_hours", "order is ours", 72.0);
    schedule("al", "days_to_object", "order is ours and forbidden elsewhere", 14.0);
    schedule("bo", "fine_percent_of_turnover", "not order is ours", 4.0);
  });
  const Demand demand = small.demand(0, 0, 1);
  const auto asked = [&](law::Scheduled what, int jurisdiction, int bar_state = -1) {
    return scheduled_for(small.world, small.context, demand,
                         {what, {Instrument::order, jurisdiction}, bar_state});
  };
  EXPECT_EQ(asked(law::Scheduled::deadline_hours, 0), 72.0);
  EXPECT_EQ(asked(law::Scheduled::deadline_hours, 1), std::nullopt);
  EXPECT_EQ(asked(law::Scheduled::days_to_object, 0), std::nullopt);
  EXPECT_EQ(asked(law::Scheduled::days_to_object, 0, 1), 14.0);
  EXPECT_EQ(asked(law::Scheduled::fine_percent_of_turnover, 1), 4.0);
}

// As 18 U.S.C. 2703(h) has it: only where the government that forbids is a partner of an agreement.
TEST(Situation, DaysToObjectForTheSakeOfAQualifyingGovernmentNeedItsAgreement) {
  test::SmallWorld small([](Config& config) {
    law::Schedule made;
    made.name = made.sets = "days_to_object";
    made.cases = {
        {law::read_condition("qualifying government forbids", law::names_of(config.library.facts)), 14.0}};
    config.library.regimes[*law::find_regime(config.library, "al")].schedules.push_back(made);
  });
  const Demand demand = small.demand(0, 0, 1);
  const auto days = [&](int bar_state) {
    return scheduled_for(small.world, small.context, demand,
                         {law::Scheduled::days_to_object, {Instrument::order, 0}, bar_state});
  };
  small.world.relations.agreement(0, 1) = 0;
  EXPECT_EQ(days(1), std::nullopt);
  small.world.relations.agreement(0, 1) = 1;
  EXPECT_EQ(days(1), 14.0);
  EXPECT_EQ(days(-1), std::nullopt);
}

// The provider's home is Borea, which forbids; the data are at home (Alba), in Borea, or in a third state.
TEST(Situation, AThirdStateConsentsToAssistanceAsFarAsItsLawDoesNotForbid) {
  test::SmallWorld small;
  const auto consent = [&](const Demand& demand, int assisting) {
    return assistance_consent(small.world, small.context, demand, assisting);
  };
  EXPECT_EQ(consent(small.demand(0, 1, 1), 1), 1.0);  // the assisting state's own data
  EXPECT_EQ(consent(small.demand(0, 1, 0), 1), 1.0);  // data in the forum
  Demand third = small.demand(1, 1, 0);               // data in Alba, which others than Alba hand over
  EXPECT_EQ(consent(third, 2), 1.0);                  // Alba's law assists by treaty: its bar is lifted
  small.world.relations.treaty.setZero();
  EXPECT_EQ(consent(third, 2), 0.0);
}

TEST(Situation, AUnionsInstrumentMeetsTheLawOfOthersAndAnAgreementOnlyThatOfThirdStates) {
  test::SmallWorld small;
  const auto terms = [&](const Demand& demand) {
    return judge_agreement_terms(small.world, small.context, demand);
  };
  const Demand demand = small.demand(0, 1, 1);
  EXPECT_EQ(terms(demand).free, 0.0);  // no agreement: as under a union's instrument; Borea forbids
  EXPECT_EQ(terms(demand).consent, 0.0);
  small.world.relations.agreement(1, 0) = small.world.relations.agreement(0, 1) = 1;
  EXPECT_EQ(terms(demand).free, 1.0);
  EXPECT_EQ(terms(demand).consent, 1.0);
}

TEST(Situation, TakesControlFromTheProviderUnderATrustee) {
  test::SmallWorld small([](Config& config) { config.providers[0].sites[1].control = Control::trustee; });
  const Demand demand = small.demand(0, 0, 1);
  EXPECT_EQ(order_facts(small.world, small.context, demand, 0) & fact::controls_from_here, 0U);
  EXPECT_NE(order_facts(small.world, small.context, demand, 1) & fact::controls_from_here, 0U);
}

TEST(Situation, TheMemoForgetsWhenTheLawChanges) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  EXPECT_EQ(small.memos.situations.view(small.world, small.context, demand).order, Certainty::arguable);
  small.enact(0, "al-reach");
  EXPECT_EQ(small.memos.situations.view(small.world, small.context, demand).order, Certainty::yes);
}

TEST(Situation, TheMemoAgreesWithPlainJudgement) {
  test::SmallWorld small;
  for (int code = 0; code < 128; ++code) {
    Demand demand = small.demand(code & 1, code >> 1 & 1, code >> 2 & 1);
    demand.residence = static_cast<std::int16_t>(code >> 3 & 1);
    demand.kind = static_cast<DataKind>(code >> 4 & 1 ? 2 : 0);
    demand.serious = (code >> 5 & 1) != 0;
    demand.emergency = (code >> 6 & 1) != 0;
    const LegalView plain = judge_situation(small.world, small.context, demand);
    for (int twice = 0; twice < 2; ++twice) {
      const LegalView& memo = small.memos.situations.view(small.world, small.context, demand);
      EXPECT_EQ(memo.order, plain.order);
      EXPECT_EQ(memo.questions, plain.questions);
      EXPECT_EQ(memo.bar_state, plain.bar_state);
      EXPECT_EQ(memo.bar_chance, plain.bar_chance);
      EXPECT_EQ(memo.assisting_state, plain.assisting_state);
      EXPECT_EQ(memo.voluntary, plain.voluntary);
      EXPECT_EQ(memo.agreement, plain.agreement);
    }
  }
}

}  // namespace
}  // namespace comity
