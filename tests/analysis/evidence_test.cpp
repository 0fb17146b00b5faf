#include "hand_made.h"

#include <cmath>

namespace comity::analysis {
namespace {

class EvidenceFindings : public testing_analysis::HandMade {};

TEST_F(EvidenceFindings, MeanOfRatiosDiffersFromRatioOfSums) {
  make_runs(3);
  const std::vector<std::pair<double, double>> counts = {{1.0, 2.0}, {9.0, 10.0}, {30.0, 40.0}};
  for (std::size_t run = 0; run < 3; ++run) {
    set(run, Metric::domestic_fulfilled, 0, counts[run].first - 1.0);
    set(run, Metric::domestic_fulfilled, 2, 1.0);
    set(run, Metric::domestic_orders, 1, counts[run].second);
  }
  const std::string value = "value = 'domestic_fulfilled / domestic_orders'\n";
  const EvidenceFinding each = find_value("", value);
  EXPECT_DOUBLE_EQ(each.estimate, (0.5 + 0.9 + 0.75) / 3.0);
  EXPECT_DOUBLE_EQ(each.range.low, 0.525);
  EXPECT_DOUBLE_EQ(each.range.high, 0.885);
  EXPECT_EQ(each.replicates, 3U);
  EXPECT_DOUBLE_EQ(find_value("", value + "over = 'pooled'").estimate, 40.0 / 52.0);
}

TEST_F(EvidenceFindings, WhatIsPooledIsPooledWorldByWorld) {
  make_runs(6);
  const std::vector<std::pair<double, double>> counts = {{1.0, 10.0}, {90.0, 100.0},  {0.0, 0.0},
                                                         {1.0, 10.0}, {810.0, 900.0}, {0.0, 0.0}};
  for (std::size_t run = 0; run < counts.size(); ++run) {
    set(run, Metric::domestic_fulfilled, 0, counts[run].first);
    set(run, Metric::domestic_orders, 0, counts[run].second);
  }
  const std::string pooled = "value = 'domestic_fulfilled / domestic_orders'\nover = 'pooled'\n";
  EXPECT_DOUBLE_EQ(find_value("", pooled).estimate, 902.0 / 1020.0);
  take_worlds(3);
  const EvidenceFinding by_world = find_value("", pooled);
  EXPECT_DOUBLE_EQ(by_world.estimate, 0.5);  // .1 and .9; the third has no value
  EXPECT_EQ(by_world.replicates, 4U);
  // On a scale without an end at 0, a world in which none of few was met measures nothing.
  set(0, Metric::domestic_fulfilled, 0, 0.0);
  set(3, Metric::domestic_fulfilled, 0, 0.0);
  EXPECT_DOUBLE_EQ(find_value("", pooled).estimate, 0.45);
  const std::string on_logit = "likelihood = 'normal'\nobserved = 0.5\nsd = 1\nscale = 'logit'\n";
  EXPECT_DOUBLE_EQ(find("", pooled + on_logit).estimate, 0.9);
  set(0, Metric::domestic_fulfilled, 0, 1.0);
  set(3, Metric::domestic_fulfilled, 0, 1.0);
  const std::string of_ten = pooled + "likelihood = 'binomial'\ncount = 9\ntrials = 10\n";
  const double likely = 10.0 * std::pow(0.9, 9.0) * 0.1;
  const double unlikely = 10.0 * std::pow(0.1, 9.0) * 0.9;
  const EvidenceFinding judged = find("", of_ten);
  EXPECT_NEAR(std::exp(judged.log_score), (2.0 * likely + 2.0 * unlikely + 1.0 / 11.0) / 5.0, 1e-9);
}

TEST_F(EvidenceFindings, RunsOfOneWorldDoNotMakeAnIntervalNarrower) {
  make_runs(40);
  const auto width = [&] {
    const EvidenceFinding found = find_value("", "value = 'challenges'");
    return found.confidence.high - found.confidence.low;
  };
  for (std::size_t run = 0; run < 40; ++run) set(run, Metric::challenges, 0, static_cast<double>(run % 10));
  const double apart = width();
  take_worlds(10);
  EXPECT_GT(width(), 1.8 * apart);
}

TEST_F(EvidenceFindings, IntervalIsThatOfTheEstimateNotOfTheRuns) {
  make_runs(400);
  for (std::size_t run = 0; run < 400; ++run) set(run, Metric::challenges, 0, static_cast<double>(run % 2));
  const EvidenceFinding finding = find_value("", "value = 'challenges'");
  EXPECT_DOUBLE_EQ(finding.estimate, 0.5);
  EXPECT_NEAR(finding.confidence.low, 0.5 - 1.96 * 0.5 / 20.0, 0.007);
  EXPECT_NEAR(finding.confidence.high, 0.5 + 1.96 * 0.5 / 20.0, 0.007);
  EXPECT_EQ(finding.range.low, 0.0);
  EXPECT_EQ(finding.range.high, 1.0);
  EXPECT_TRUE(finding.sure);
}

TEST_F(EvidenceFindings, CountersAreSummedOverThePeriodAndGaugesAveragedUnlessTheEndIsSpelled) {
  make_runs(1);
  for (std::size_t time = 0; time < 3; ++time) {
    set(0, Metric::demands, time, 1.0 + static_cast<double>(time), 0);
    set(0, Metric::demands, time, 10.0, 2);
    set(0, Metric::stance, time, 0.1 * static_cast<double>(time), 1);
  }
  // Recorded on days 15706, 15734 and 15762 (2013-01-01, -29, 2013-02-26).
  EXPECT_DOUBLE_EQ(find_value("", "value = 'demands'").estimate, 36.0);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'demands[US]'").estimate, 6.0);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'demands[US]'\nfrom = 2013-01-01").estimate, 5.0);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'demands[US]'\nuntil = 2013-01-29").estimate, 3.0);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'stance[IE]'").estimate, 0.1);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'stance[IE]'\nuntil = 2013-01-29").estimate, 0.05);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'stance[IE] at end'").estimate, 0.2);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'stance[IE] at end'\nuntil = 2013-01-29").estimate, 0.1);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'stance[IE] at 2013-01-29'").estimate, 0.1);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'demands[US] mean'").estimate, 2.0);
  EXPECT_DOUBLE_EQ(find_value("", "value = 'average(stance) at end'").estimate, 0.2 / 3.0);
}

TEST_F(EvidenceFindings, RowsAreFilteredByTheirWordsAndReduced) {
  make_runs(2);
  rule(0, 100.0, 1.0, 0.0, EventOutcome::government);
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);
  rule(0, 120.0, 2.0, 0.0, EventOutcome::provider);
  const auto value = [&](const std::string& quantity) {
    return find_value("[quantity.q]\nevents = 'rulings'\n" + quantity, "value = 'q'").estimate;
  };
  EXPECT_DOUBLE_EQ(value("where = 'court.level == \"first_instance\"'"), 1.0);  // two and none
  EXPECT_DOUBLE_EQ(value("where = 'outcome == \"provider\" and court.state == \"US\"'\nreduce = 'min'"),
                   120.0);
  EXPECT_DOUBLE_EQ(value("where = 'court.above == \"Second Circuit\"'\nreduce = 'max'"), 120.0);
  EXPECT_DOUBLE_EQ(value("where = 'case_number == 1'\nreduce = 'mean'\nvalue = 'time / 2'"), 62.5);
  EXPECT_DOUBLE_EQ(value("reduce = 'sum'\nvalue = 'case_number'"), 2.0);
}

TEST_F(EvidenceFindings, AConditionMayUseAnEarlierQuantityOfTheSameReplicate) {
  make_runs(3);
  rule(0, 100.0, 1.0, 1.0, EventOutcome::provider);
  rule(1, 400.0, 1.0, 1.0, EventOutcome::provider);
  for (std::size_t run = 0; run < 3; ++run) {
    log(run, EventTable::reforms, {50.0, 40.0, 0.0, 0.0, 1.0});
    log(run, EventTable::reforms, {300.0, 40.0, 0.0, 0.0, 1.0});
  }
  const std::string quantities =
      "[quantity.adverse]\nevents = 'rulings'\nreduce = 'min'\n"
      "[quantity.statute]\nevents = 'reforms'\nreduce = 'min'\n"
      "where = 'reform == \"cloud-act\" and time > adverse'\n";
  const EvidenceFinding finding = find_value(quantities, "value = 'statute - adverse'");
  EXPECT_EQ(finding.estimate, 200.0);
  EXPECT_EQ(finding.replicates,
            1U);  // in the second run no statute follows, in the third no ruling precedes it
}

TEST_F(EvidenceFindings, FollowsTheRulingsOfOneCase) {
  make_runs(1);
  rule(0, 100.0, 1.0, 0.0, EventOutcome::government);
  rule(0, 110.0, 2.0, 0.0, EventOutcome::provider);
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);  // reversed, on two questions
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);
  rule(0, 160.0, 2.0, 1.0, EventOutcome::provider);  // affirmed
  rule(0, 200.0, 1.0, 2.0, EventOutcome::tie);       // decides nothing
  rule(0, 250.0, 1.0, 2.0, EventOutcome::government);
  const auto count = [&](const std::string& where) {
    return find_value("[quantity.q]\nevents = 'rulings'\nwhere = '" + where + "'", "value = 'q'").estimate;
  };
  const std::string decided = "part == 0 and (before == \"government\" or before == \"provider\")";
  EXPECT_EQ(count("stage == \"appeal\" and " + decided), 2.0);
  EXPECT_EQ(count("stage == \"appeal\" and outcome != before and " + decided), 1.0);
  EXPECT_EQ(count("part == 1"), 1.0);
  EXPECT_EQ(count("time == 250 and before == \"provider\""), 1.0);
}

TEST_F(EvidenceFindings, SharesAndSlopesArePooledBeforeTheyAreTaken) {
  make_runs(2);
  for (int i = 0; i < 6; ++i) log(0, EventTable::reforms, {1.0, 1.0, 0.0, 0.0, 1.0});
  for (int i = 0; i < 2; ++i) log(1, EventTable::reforms, {1.0, 1.0, 0.0, 1.0, 1.0});
  const std::string top =
      "[quantity.q]\nevents = 'reforms'\nreduce = 'top_share'\nby = 'jurisdiction'\ntop = 1\n";
  EXPECT_DOUBLE_EQ(find_value(top, "value = 'q'\nover = 'pooled'").estimate, 0.75);
  EXPECT_DOUBLE_EQ(find_value(top, "value = 'q'").estimate, 1.0);
  // A logistic curve with slope 2 a year and ceiling 3 states, halved between the runs.
  const std::vector<double> days = {15706.0, 15734.0, 15762.5};
  for (std::size_t time = 0; time < 3; ++time) {
    const double share = 1.0 / (1.0 + std::exp(-2.0 * (days[time] - 15700.0) / 365.25));
    set(0, Metric::localisation_mandates, time, 6.0 * share);
  }
  const std::string slope =
      "[quantity.q]\nmetric = 'localisation_mandates'\nreduce = 'logistic_slope'\nceiling = 'states'\n";
  const EvidenceFinding pooled = find_value(slope, "value = 'q'\nover = 'pooled'");
  EXPECT_NEAR(pooled.estimate, 2.0, 1e-9);
}

TEST_F(EvidenceFindings, FailedRunsCountForNothing) {
  make_runs(3);
  set(0, Metric::challenges, 0, 4.0);
  set(1, Metric::challenges, 0, 6.0);
  runs_[2] = {};
  const EvidenceFinding finding =
      find_value("[quantity.q]\nevents = 'rulings'\n", "value = 'challenges + q'\nover = 'pooled'");
  EXPECT_DOUBLE_EQ(finding.estimate, 5.0);
  EXPECT_EQ(finding.replicates, 2U);
}

TEST_F(EvidenceFindings, ADateFallsAmongTheSimulatedDaysAndThoseThatNeverCome) {
  make_runs(12);
  for (std::size_t run = 0; run < 10; ++run)
    rule(run, 15800.5 + static_cast<double>(run), 1.0, 0.0, EventOutcome::provider);
  runs_[11] = {};
  const EvidenceFinding finding = find("[quantity.day]\nevents = 'rulings'\nreduce = 'min'\n",
                                       "value = 'day'\nlikelihood = 'date'\ndate = 2013-04-09\nsd = 0.001\n");
  // Day 15804 is one of ten days, in 10 of 11 runs; the run that knows nothing adds half a day of its length.
  const double length = results().end - results().start;
  const double before = 15804.0 - results().start;
  EXPECT_DOUBLE_EQ(finding.happens, 10.0 / 11.0);
  EXPECT_NEAR(finding.log_score, std::log((1.0 + 0.5 / length) / 12.0), 1e-9);
  EXPECT_NEAR(finding.pit, (4.5 + 0.5 * (before + 0.5) / length) / 12.0, 1e-9);
  EXPECT_NEAR(finding.median, 15805.5, 0.01);
  EXPECT_TRUE(std::isinf(finding.predicted.high));  // in 1 of 11 runs it never comes
  EXPECT_EQ(finding.verdict, Verdict::ordinary);
}

TEST_F(EvidenceFindings, AnEventThatNeverComesIsNotImpossible) {
  make_runs(3);
  const EvidenceFinding finding = find("[quantity.day]\nevents = 'rulings'\nreduce = 'min'\n",
                                       "value = 'day'\nlikelihood = 'date'\ndate = 2013-01-15\nsd = 5\n");
  const double length = results().end - results().start;
  EXPECT_NEAR(finding.log_score, std::log(0.5 / length / 4.0), 1e-9);
  EXPECT_EQ(finding.happens, 0.0);
  EXPECT_TRUE(std::isinf(finding.median));
}

TEST_F(EvidenceFindings, NoneOfNineIsBinomialEvidence) {
  make_runs(4);
  for (std::size_t run = 0; run < 4; ++run) {
    set(run, Metric::followed, 0, 1.0);
    set(run, Metric::not_followed, 0, run < 2 ? 1.0 : 3.0);
  }
  const std::string observation =
      "value = 'followed / (followed + not_followed)'\nlikelihood = 'binomial'\ncount = 0\ntrials = 9\n";
  const EvidenceFinding each = find("", observation);  // two runs say 1/2, two 1/4, one knows nothing: 1/10
  const double chance = (2.0 * std::pow(0.5, 9) + 2.0 * std::pow(0.75, 9) + 0.1) / 5.0;
  EXPECT_NEAR(each.log_score, std::log(chance), 1e-12);
  EXPECT_NEAR(each.pit, 0.5 * chance, 1e-12);
  EXPECT_DOUBLE_EQ(each.estimate, 0.375);
  const EvidenceFinding pooled = find("", observation + "over = 'pooled'\n");  // 4 of 12
  EXPECT_NEAR(pooled.log_score, std::log((4.0 * std::pow(2.0 / 3.0, 9) + 0.1) / 5.0), 1e-12);
  // Correlated trials say less: beta-binomial with a + b = 3, so P(0) is the product of (2 + i) / (3 + i).
  double product = 1.0;
  for (int i = 0; i < 9; ++i) product *= (2.0 + i) / (3.0 + i);
  const EvidenceFinding few = find("", observation + "over = 'pooled'\ndiscrepancy = 0.5\nreason = 'r'\n");
  EXPECT_NEAR(few.log_score, std::log((4.0 * product + 0.1) / 5.0), 1e-12);
  EXPECT_GT(few.log_score, pooled.log_score);
}

TEST_F(EvidenceFindings, AnOrderingIsOneTrialInEachRun) {
  make_runs(5);
  for (std::size_t run = 0; run < 4; ++run) set(run, Metric::challenges, 0, 2.0);
  const EvidenceFinding finding =
      find("", "value = 'challenges > 1'\nlikelihood = 'binomial'\ncount = 1\ntrials = 1\n");
  EXPECT_NEAR(finding.log_score, std::log(4.5 / 6.0), 1e-12);
  EXPECT_DOUBLE_EQ(finding.estimate, 0.8);
}

TEST_F(EvidenceFindings, CountsArePoissonAndWithADiscrepancyNegativeBinomial) {
  make_runs(1);
  set(0, Metric::challenges, 0, 3.0);
  const std::string observation = "value = 'challenges'\nlikelihood = 'negative_binomial'\ncount = 2\n";
  const double nobody = 1.0 / 12.0;  // 1 / ((2 + 1) (2 + 2))
  const double poisson = 4.5 * std::exp(-3.0);
  EXPECT_NEAR(find("", observation).log_score, std::log((poisson + nobody) / 2.0), 1e-12);
  // A coefficient of variation of 1 is a geometric law: (1/4) (3/4)^2.
  const EvidenceFinding wide = find("", observation + "discrepancy = 1\nreason = 'r'\n");
  EXPECT_NEAR(wide.log_score, std::log((9.0 / 64.0 + nobody) / 2.0), 1e-12);
}

TEST_F(EvidenceFindings, MeasuredValuesHaveNormalErrorsOnTheirScale) {
  make_runs(2);
  set(0, Metric::challenges, 0, 2.0);
  set(1, Metric::challenges, 0, 8.0);
  const EvidenceFinding log = find("",
                                   "value = 'challenges'\nlikelihood = 'normal'\nobserved = 4\nsd = "
                                   "0.3\nscale = 'log'\ndiscrepancy = 0.4\nreason = 'r'\n");
  const double x = std::log(2.0) / 0.5;  // as far from the one as from the other
  EXPECT_NEAR(log.log_score, std::log(std::exp(-0.5 * x * x) / (0.5 * std::sqrt(2.0 * std::acos(-1.0)))),
              1e-12);
  EXPECT_NEAR(log.pit, 0.5, 1e-12);
  EXPECT_NEAR(log.median, 4.0, 1e-6);
  const EvidenceFinding between = find(
      "", "value = 'challenges'\nlikelihood = 'interval'\nlow = 2\nhigh = 8\nsd = 0.000001\nscale = 'log'\n");
  EXPECT_NEAR(between.log_score, std::log(0.5), 1e-9);  // half of each run's word lies within
}

TEST_F(EvidenceFindings, APathIsWalkedStepByStep) {
  make_runs(6);
  for (std::size_t run = 0; run < 4; ++run) set(run, Metric::challenges, 0, 1.0);
  for (std::size_t run = 3; run < 6; ++run) set(run, Metric::splits_opened, 0, 1.0);
  const EvidenceFinding finding = find("",
                                       "likelihood = 'path'\nstep = [{ name = 'a', value = 'challenges > 0' "
                                       "}, { name = 'b', value = 'splits_opened > 0' }]\n");
  ASSERT_EQ(finding.steps.size(), 2U);
  EXPECT_EQ(finding.steps[1].of, 4U);  // only the runs that came so far
  EXPECT_EQ(finding.steps[1].came, 1U);
  const double first = 4.5 / 7.0;
  const double second = 1.5 / 5.0;
  EXPECT_NEAR(finding.estimate, first * second, 1e-12);
  EXPECT_NEAR(finding.log_score, std::log(first * second), 1e-12);
  EXPECT_NEAR(finding.pit, 1.0 - 0.7 * 0.7, 1e-12);  // that one of two steps has no more than .3
}

TEST_F(EvidenceFindings, ThePitOfDataThatTheModelMakesIsUniform) {
  // The mid-PIT of what the predictive distribution itself draws has mean 1/2 exactly, and the variance of a uniform number but for
  // the steps of the counts.
  make_runs(2);
  const std::vector<double> chances = {0.2, 0.6};
  for (std::size_t run = 0; run < 2; ++run) {
    set(run, Metric::reviewed, 0, 10.0);
    set(run, Metric::reversed, 0, 10.0 * chances[run]);
  }
  double mean = 0.0;
  double square = 0.0;
  for (std::size_t k = 0; k <= 20; ++k) {
    const EvidenceFinding finding =
        find("", "value = 'reversed / reviewed'\nlikelihood = 'binomial'\ntrials = 20\ncount = " +
                     std::to_string(k));
    const double chance = std::exp(finding.log_score);  // the predictive itself draws the data
    mean += chance * finding.pit;
    square += chance * finding.pit * finding.pit;
  }
  EXPECT_NEAR(mean, 0.5, 1e-12);
  EXPECT_NEAR(square - mean * mean, 1.0 / 12.0, 0.004);
}

TEST_F(EvidenceFindings, TotalsAreByGroupAndUse) {
  make_runs(2);
  set(0, Metric::challenges, 0, 1.0);
  set(1, Metric::challenges, 0, 1.0);
  const auto row = [](const std::string& id, const std::string& rest) {
    return "[[observation]]\nid = '" + id + "'\nname = 'x'\nsource = 's'\nlikelihood = 'normal'\nsd = 1\n" +
           rest;
  };
  const Evidence all =
      evidence(row("A", "group = 'g'\nuse = 'fit'\nvalue = 'challenges'\nobserved = 1\n") +
               row("B", "group = 'g'\nuse = 'fit'\nvalue = 'challenges'\nobserved = 9\n") +
               row("C", "group = 'g'\nuse = 'check'\nvalue = 'demands[UX]'\nobserved = 9\n"));
  const auto findings = find_evidence(results(), all);
  const auto totals = evidence_totals(all, findings);
  ASSERT_EQ(totals.size(), 4U);
  EXPECT_EQ(totals[0].observations, 2U);
  EXPECT_EQ(totals[0].within, 1U);
  EXPECT_NEAR(totals[0].log_score, findings[0].log_score + findings[1].log_score, 1e-12);
  EXPECT_NEAR(findings[0].log_score - findings[1].log_score, 32.0, 1e-9);
  EXPECT_EQ(totals[1].unread, 1U);
  EXPECT_EQ(totals[2].group, "");
}

TEST_F(EvidenceFindings, WhatCannotBeReadSaysWhy) {
  make_runs(2);
  const auto reason = [&](const std::string& quantities, const std::string& value) {
    const EvidenceFinding finding = find_value(quantities, "value = " + value);
    EXPECT_EQ(finding.verdict, Verdict::unreadable);
    return finding.reason;
  };
  EXPECT_EQ(reason("", "'reversed / reviewed'"), "no replicate has a value (nothing to divide by)");
  EXPECT_EQ(reason("", "'demands[UX]'"), "the scenario has no state \"UX\". Did you mean \"US\"?");
  EXPECT_EQ(reason("[quantity.q]\nevents = 'demands'\n", "'q'"),
            "the demands were not logged; run again with --set run.log_demands=true");
  EXPECT_EQ(find("", "value = 'challenges + 2'\nlikelihood = 'binomial'\ncount = 0\ntrials = 2\n").reason,
            "a run gives 2, which is no probability");
  EXPECT_EQ(reason("[quantity.q]\nevents = 'reforms'\nwhere = 'reform == \"cloud-axt\"'\n", "'q'"),
            "the scenario has no reform \"cloud-axt\". Did you mean \"cloud-act\"?");
}

}  // namespace
}  // namespace comity::analysis
