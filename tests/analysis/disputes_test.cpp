#include "hand_made.h"

#include "analysis/answer_disputes.h"
#include "analysis/disputes.h"
#include "error.h"

#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kBegin = 15706.0;  // 2013-01-01

/// Two focal disputes, "Mail" before the United States, whose ladder knows contempt, and "Bank" before Germany, which has none.
class Disputes : public testing_analysis::HandMade {
 protected:
  Disputes() {
    FocalConfig mail;
    mail.name = "Mail";
    FocalConfig bank;
    bank.name = "Bank";
    bank.forum = 2;
    config_.focals = {mail, bank};
    config_.states[0].coercion = {{.kind = CoercionKind::contempt}, {.kind = CoercionKind::daily_fine}};
  }

  void step(std::size_t run, double day, Milestone milestone, EventOutcome outcome = EventOutcome::none,
            double focal = 0.0) {
    log(run, EventTable::focal,
        {kBegin + day, focal, static_cast<double>(milestone), static_cast<double>(outcome), -1.0, 0.0, 0.0,
         0.0, -1.0});
  }

  void end(std::size_t run, double day, Fate fate, double focal = 0.0) {
    log(run, EventTable::focal,
        {kBegin + day, focal, static_cast<double>(Milestone::ended), 0.0, -1.0, 0.0, 0.0, 0.0,
         static_cast<double>(fate)});
  }

  void coerce(std::size_t run, double day, int kind, Defiance answer) {
    log(run, EventTable::coercions,
        {kBegin + day, kBegin, 0.0, 0.0, static_cast<double>(kind), static_cast<double>(answer), 1.0, 0.0,
         0.0, 0.0, 0.0});
  }

  /// The first dispute, or the second, over the runs.
  Course follow(std::size_t focal = 0) { return follow_disputes(results(), config_).at(focal); }

  Outcomes outcomes(const std::string& text) const {
    std::ofstream(folder_ / "outcomes.toml") << text;
    return read_outcomes(folder_ / "outcomes.toml");
  }

  std::string complaint(const std::string& text) const {
    return complaint_of([&] { outcomes(text); });
  }
};

using Counts = std::array<std::size_t, 3>;  // prevails, complies, coerced

TEST_F(Disputes, WhoCompliesAtOnceHandsTheDataOver) {
  make_runs(1);
  step(0, 0, Milestone::demanded);
  step(0, 1, Milestone::answered, EventOutcome::complied);
  end(0, 15, Fate::fulfilled);
  const Course course = follow();
  EXPECT_EQ(course.happens, (Counts{1, 1, 0}));
  EXPECT_EQ(course.days, std::vector<double>{15.0});
}

TEST_F(Disputes, ALostCaseThatIsAppealedOutOfContemptIsCoercion) {
  make_runs(2);
  for (std::size_t run = 0; run < 2; ++run) {
    step(run, 0, Milestone::demanded);
    step(run, 1, Milestone::answered, EventOutcome::challenged);
    step(run, 100, Milestone::first_instance, run == 0 ? EventOutcome::government : EventOutcome::provider);
    step(run, 700, Milestone::appeal, EventOutcome::government);
    end(run, 730, Fate::fulfilled);
  }
  EXPECT_EQ(follow().happens, (Counts{2, 0, 1}));  // who had won below appealed free
}

TEST_F(Disputes, DataThatComeByAnotherWayAreNoVictoryOfTheOrder) {
  make_runs(3);
  step(0, 0, Milestone::demanded);
  step(0, 1, Milestone::answered, EventOutcome::challenged);
  step(0, 90, Milestone::first_instance, EventOutcome::provider);
  end(0, 400, Fate::fulfilled);  // by assistance, after the ruling
  step(1, 0, Milestone::demanded);
  step(1, 1, Milestone::answered, EventOutcome::resisted);
  step(1, 1, Milestone::answered, EventOutcome::rerouted);
  end(1, 300, Fate::fulfilled);
  step(2, 0, Milestone::demanded);
  step(2, 1, Milestone::answered, EventOutcome::challenged);
  step(2, 50, Milestone::first_instance, EventOutcome::government);
  step(2, 60, Milestone::mooted, EventOutcome::moot);
  end(2, 60, Fate::mooted);
  const Course course = follow();
  EXPECT_EQ(course.happens, (Counts{0, 0, 0}));
  EXPECT_EQ(course.days, (std::vector<double>{1.0, 60.0, 90.0}));  // to what ended the dispute
}

TEST_F(Disputes, AStepOfTheLadderIsCoercionAlsoWhereTheProviderObeysByIt) {
  make_runs(3);
  for (std::size_t run = 0; run < 3; ++run) {
    step(run, 0, Milestone::demanded);
    step(run, 1, Milestone::answered, EventOutcome::resisted);
  }
  coerce(0, 30, 0, Defiance::refused);
  coerce(0, 90, 1, Defiance::complied);
  end(0, 95, Fate::fulfilled);
  coerce(1, 30, 0, Defiance::left);
  end(1, 30, Fate::sanctioned);
  coerce(2, 40, -1, Defiance::given_up);  // before it took any step
  end(2, 40, Fate::sanctioned);
  EXPECT_EQ(follow().happens, (Counts{1, 0, 2}));
}

TEST_F(Disputes, WithoutALadderItIsTheSanctionAndALawfulRefusalIsNone) {
  make_runs(4);
  for (std::size_t run = 0; run < 4; ++run) {
    step(run, 0, Milestone::demanded, EventOutcome::none, 1);
    step(run, 1, Milestone::answered, EventOutcome::resisted, 1);
  }
  end(0, 1, Fate::sanctioned, 1);
  end(1, 200, Fate::refused, 1);  // by a state that was asked after the sanction
  end(2, 15, Fate::partly_fulfilled, 1);
  end(3, 15, Fate::dropped, 1);
  EXPECT_EQ(follow(1).happens, (Counts{0, 0, 2}));
}

TEST_F(Disputes, WhatIsNotOverLastsToTheEndOfTheRuns) {
  make_runs(2);
  step(0, 0, Milestone::demanded);
  step(0, 1, Milestone::answered, EventOutcome::challenged);
  runs_[1].series.clear();  // failed
  const Record record = results();
  const Course course = follow_disputes(record, config_).at(0);
  EXPECT_EQ(course.runs, 1U);
  EXPECT_EQ(course.days, std::vector<double>{record.end - kBegin});
}

constexpr const char* kOutcomes = R"(title = "T"
[[outcome]]
dispute = "Mail"
nexus = "control"
prevails = "state"
answer = "challenged"
coercion = "contempt"
days = 20
source = "s"
[[outcome]]
dispute = "Bank"
nexus = "service"
bar = "law of Ireland"
prevails = "unknown"
answer = "unheard"
coercion = "none"
days = 40
source = "s"
)";

TEST_F(Disputes, AreScoredByWhatBecameOfThemWhereThatIsKnown) {
  make_runs(4);
  for (std::size_t run = 0; run < 4; ++run) {
    step(run, 0, Milestone::demanded);
    step(run, 1, Milestone::answered, run == 0 ? EventOutcome::complied : EventOutcome::resisted);
    end(run, 30, run < 2 ? Fate::fulfilled : Fate::sanctioned);
    step(run, 0, Milestone::demanded, EventOutcome::none, 1);
    step(run, 1, Milestone::answered, EventOutcome::complied, 1);
    end(run, 20.0 + 20.0 * static_cast<double>(run), Fate::fulfilled, 1);
  }
  const Outcomes known = outcomes(kOutcomes);
  const DisputeScores scores = score_disputes(results(), config_, known);
  const auto& prevails = scores.claims[0];
  EXPECT_EQ(prevails.disputes, 1U);  // of the other it is not known
  EXPECT_TRUE(std::isnan(scores.disputes[1].claims[0].chance[1]));
  EXPECT_DOUBLE_EQ(scores.disputes[0].claims[0].chance[0],
                   1.5 / 5.0);  // one of two who got the data was defied
  const auto& coerced = scores.claims[2];
  EXPECT_EQ(coerced.disputes, 2U);
  EXPECT_EQ(coerced.happened, 1U);
  const double chance = 0.5 / 5.0;
  EXPECT_DOUBLE_EQ(coerced.log[0].score, (std::log(chance) + std::log(1.0 - chance)) / 2.0);
  EXPECT_DOUBLE_EQ(coerced.brier[0].score, ((1.0 - chance) * (1.0 - chance) + chance * chance) / 2.0);
  EXPECT_DOUBLE_EQ(scores.disputes[0].claims[2].chance[1], 0.25);  // the other one was not coerced
  EXPECT_DOUBLE_EQ(scores.disputes[1].claims[2].chance[1], 0.75);
  EXPECT_DOUBLE_EQ(coerced.log[1].score, std::log(0.25));
  EXPECT_DOUBLE_EQ(coerced.log[1].gain.value, coerced.log[0].score - std::log(0.25));
  EXPECT_EQ(scores.timed, 2U);
  EXPECT_DOUBLE_EQ(scores.disputes[0].days_crps[0],
                   6.8125);  // 30, 1, 30, 30 against 20: 12.25 less half of 10.875
  EXPECT_DOUBLE_EQ(scores.disputes[1].days_crps[0], 7.5);  // 20, 40, 60, 80 against 40: 20 less half of 25
  EXPECT_DOUBLE_EQ(scores.disputes[0].days_crps[1], 20.0);
  EXPECT_DOUBLE_EQ(scores.days[1].gain.value, (13.1875 + 12.5) / 2.0);
}

TEST_F(Disputes, SentencesSayWhoForecastsBetterOnlyWhereTheIntervalDoes) {
  Outcomes none;
  const auto sentence = [&](double low, double high) {
    DisputeScores scores;
    scores.claims[0].disputes = 9;
    scores.claims[0].happened = 6;
    scores.claims[0].log[0].score = -0.5;
    scores.claims[0].log[1].gain = {(low + high) / 2.0, low, high};
    scores.claims[0].log[2].gain = {0.0, -1.0, 1.0};
    return disputes_answer(scores, none, 10).sentences.at(0);
  };
  EXPECT_EQ(sentence(0.1, 0.2),
            "The state prevails, as in 6 of 9 disputes: mean ln score of the runs -0.500; the base rate is "
            "worse, the "
            "logit cannot be told from it.");
  EXPECT_NE(sentence(-0.2, -0.1).find("the base rate is better, the logit"), std::string::npos);
  EXPECT_NE(sentence(-0.2, 0.1).find("neither the base rate nor the logit can be told from it"),
            std::string::npos);
}

TEST_F(Disputes, AnOutcomeOfADisputeThatTheRunsDoNotHaveIsPointedAt) {
  make_runs(1);
  std::string text = kOutcomes;
  text.replace(text.find("Bank"), 4, "Bnak");
  try {
    score_disputes(results(), config_, outcomes(text));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("there is no focal dispute Bnak in"), std::string::npos)
        << error.what();
    EXPECT_NE(std::string(error.what()).find("Did you mean \"Bank\"?"), std::string::npos);
  }
}

TEST_F(Disputes, FilesOfOutcomesAreReadByTheirKeys) {
  const auto first = [&](const std::string& text) {
    const std::string message = complaint(text);
    return message.substr(0, message.find('\n'));
  };
  EXPECT_EQ(complaint(kOutcomes), "no error");
  EXPECT_EQ(outcomes(kOutcomes).outcomes.at(1).bar, "law of Ireland");
  EXPECT_EQ(first(""), "outcomes.toml: error: has no outcome (begin each one with [[outcome]]).");
  EXPECT_EQ(
      first("outcome = 3\n"),
      "outcomes.toml:1:11: error: outcome is 3 (must be a list of tables, each beginning with [[outcome]]).");
  EXPECT_EQ(first("outcomes = 3\n" + std::string(kOutcomes)),
            "outcomes.toml:1:1: error: a file of outcomes has no key \"outcomes\" (keys: title, outcome). "
            "Did you mean "
            "\"outcome\"?");
  std::string text = kOutcomes;
  EXPECT_EQ(first(text.replace(text.find("\"state\""), 7, "\"stat\"")).substr(0, 67),
            "outcomes.toml:5:12: error: outcome.Mail.prevails is the text \"stat\"");
  text = kOutcomes;
  EXPECT_EQ(first(text.replace(text.find("\"Bank\""), 6, "\"Mail\"")),
            "outcomes.toml:11:11: error: there are two outcomes of Mail.");
  text = kOutcomes;
  EXPECT_EQ(first(text.replace(text.find("days = 20"), 9, "days = -2")).substr(0, 48),
            "outcomes.toml:8:8: error: outcome.Mail.days = -2");
}

TEST_F(Disputes, TheProjectsOutcomesAreThoseOfItsScenario) {
  const Outcomes read = read_outcomes(std::string(COMITY_SOURCE_DIR) + "/scenarios/disputes/outcomes.toml");
  EXPECT_EQ(read.outcomes.size(), 41U);
}

}  // namespace
}  // namespace comity::analysis
