#include "hand_made.h"

#include <cmath>

namespace comity::analysis {
namespace {

class Patterns : public testing_analysis::HandMade {};

TEST_F(Patterns, MedianOfRatiosDiffersFromRatioOfSums) {
  make_runs(3);
  const std::vector<std::pair<double, double>> counts = {{1.0, 2.0}, {9.0, 10.0}, {30.0, 40.0}};
  for (std::size_t run = 0; run < 3; ++run) {
    set(run, Metric::domestic_fulfilled, 0, counts[run].first - 1.0);
    set(run, Metric::domestic_fulfilled, 2, 1.0);
    set(run, Metric::domestic_orders, 1, counts[run].second);
  }
  const std::string value = "value = 'domestic_fulfilled / domestic_orders'\nlow = 0.5\nhigh = 0.76\n";
  const PatternFinding median = find("", value);
  EXPECT_DOUBLE_EQ(median.value, 0.75);
  EXPECT_EQ(median.verdict, Verdict::met);
  EXPECT_FALSE(median.sure);
  EXPECT_TRUE(std::isnan(median.confidence.low));  // no two of three values hold the median in 95 %
  EXPECT_TRUE(std::isnan(median.confidence.high));
  EXPECT_DOUBLE_EQ(median.range.low, 0.525);
  EXPECT_DOUBLE_EQ(median.range.high, 0.885);
  EXPECT_EQ(median.replicates, 3U);
  EXPECT_DOUBLE_EQ(find("", value + "over = 'pooled'").value, 40.0 / 52.0);
  EXPECT_EQ(find("", value + "over = 'pooled'").verdict, Verdict::missed);
  EXPECT_DOUBLE_EQ(find("", value + "over = 'mean'").value, (0.5 + 0.9 + 0.75) / 3.0);
}

TEST_F(Patterns, AValueOnTheBoundMeetsItWhateverDivisionRoundsOff) {
  make_runs(200);
  for (std::size_t run = 0; run < 20; ++run) {
    set(run, Metric::reviewed, 0, 1.0);
    if (run < 18) set(run, Metric::reversed, 0, 1.0);
  }
  const std::string value = "value = 'reversed / reviewed'\nover = 'pooled'\n";
  EXPECT_EQ(find("", value + "low = 0.9").verdict, Verdict::met);
  EXPECT_EQ(find("", value + "high = 0.9").verdict, Verdict::met);
  EXPECT_EQ(find("", value + "low = 0.9001").verdict, Verdict::missed);
  EXPECT_EQ(find("", value + "high = 0.8999").verdict, Verdict::missed);
}

TEST_F(Patterns, IntervalIsThatOfTheEstimateNotOfTheRuns) {
  make_runs(400);
  for (std::size_t run = 0; run < 400; ++run) set(run, Metric::challenges, 0, static_cast<double>(run % 2));
  const PatternFinding finding = find("", "value = 'challenges'\nover = 'mean'\nlow = 0.4\nhigh = 0.6");
  EXPECT_DOUBLE_EQ(finding.value, 0.5);
  EXPECT_NEAR(finding.confidence.low, 0.5 - 1.96 * 0.5 / 20.0, 0.007);
  EXPECT_NEAR(finding.confidence.high, 0.5 + 1.96 * 0.5 / 20.0, 0.007);
  EXPECT_EQ(finding.range.low, 0.0);
  EXPECT_EQ(finding.range.high, 1.0);
  EXPECT_TRUE(finding.sure);
}

TEST_F(Patterns, CountersAreSummedOverThePeriodAndGaugesAveragedUnlessTheEndIsSpelled) {
  make_runs(1);
  for (std::size_t time = 0; time < 3; ++time) {
    set(0, Metric::demands, time, 1.0 + static_cast<double>(time), 0);
    set(0, Metric::demands, time, 10.0, 2);
    set(0, Metric::stance, time, 0.1 * static_cast<double>(time), 1);
  }
  const std::string bounds =
      "low = 0\n";  // recorded on days 15706, 15734 and 15762 (2013-01-01, -29, 2013-02-26)
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'demands'").value, 36.0);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'demands[US]'").value, 6.0);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'demands[US]'\nfrom = 2013-01-01").value, 5.0);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'demands[US]'\nuntil = 2013-01-29").value, 3.0);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'stance[IE]'").value, 0.1);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'stance[IE]'\nuntil = 2013-01-29").value, 0.05);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'stance[IE] at end'").value, 0.2);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'stance[IE] at end'\nuntil = 2013-01-29").value, 0.1);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'stance[IE] at 2013-01-29'").value, 0.1);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'demands[US] mean'").value, 2.0);
  EXPECT_DOUBLE_EQ(find("", bounds + "value = 'average(stance) at end'").value, 0.2 / 3.0);
}

TEST_F(Patterns, RowsAreFilteredByTheirWordsAndReduced) {
  make_runs(2);
  rule(0, 100.0, 1.0, 0.0, EventOutcome::government);
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);
  rule(0, 120.0, 2.0, 0.0, EventOutcome::provider);
  const auto value = [&](const std::string& quantity) {
    return find("[quantity.q]\nevents = 'rulings'\n" + quantity, "value = 'q'\nover = 'mean'\nlow = 0").value;
  };
  EXPECT_DOUBLE_EQ(value("where = 'court.level == \"first_instance\"'"), 1.0);  // two and none
  EXPECT_DOUBLE_EQ(value("where = 'outcome == \"provider\" and court.state == \"US\"'\nreduce = 'min'"),
                   120.0);
  EXPECT_DOUBLE_EQ(value("where = 'court.above == \"Second Circuit\"'\nreduce = 'max'"), 120.0);
  EXPECT_DOUBLE_EQ(value("where = 'case_number == 1'\nreduce = 'mean'\nvalue = 'time / 2'"), 62.5);
  EXPECT_DOUBLE_EQ(value("reduce = 'sum'\nvalue = 'case_number'"), 2.0);
}

TEST_F(Patterns, AConditionMayUseAnEarlierQuantityOfTheSameReplicate) {
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
  const PatternFinding finding = find(quantities, "value = 'statute - adverse'\nlow = 0");
  EXPECT_EQ(finding.value, 200.0);
  EXPECT_EQ(finding.replicates,
            1U);  // in the second run no statute follows, in the third no ruling precedes it
}

TEST_F(Patterns, FollowsTheRulingsOfOneCase) {
  make_runs(1);
  rule(0, 100.0, 1.0, 0.0, EventOutcome::government);
  rule(0, 110.0, 2.0, 0.0, EventOutcome::provider);
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);  // reversed, on two questions
  rule(0, 150.0, 1.0, 1.0, EventOutcome::provider);
  rule(0, 160.0, 2.0, 1.0, EventOutcome::provider);  // affirmed
  rule(0, 200.0, 1.0, 2.0, EventOutcome::tie);       // decides nothing
  rule(0, 250.0, 1.0, 2.0, EventOutcome::government);
  const auto count = [&](const std::string& where) {
    return find("[quantity.q]\nevents = 'rulings'\nwhere = '" + where + "'", "value = 'q'\nlow = 0").value;
  };
  const std::string decided = "part == 0 and (before == \"government\" or before == \"provider\")";
  EXPECT_EQ(count("stage == \"appeal\" and " + decided), 2.0);
  EXPECT_EQ(count("stage == \"appeal\" and outcome != before and " + decided), 1.0);
  EXPECT_EQ(count("part == 1"), 1.0);
  EXPECT_EQ(count("time == 250 and before == \"provider\""), 1.0);
}

TEST_F(Patterns, SharesAndSlopesArePooledBeforeTheyAreTaken) {
  make_runs(2);
  for (int i = 0; i < 6; ++i) log(0, EventTable::reforms, {1.0, 1.0, 0.0, 0.0, 1.0});
  for (int i = 0; i < 2; ++i) log(1, EventTable::reforms, {1.0, 1.0, 0.0, 1.0, 1.0});
  const std::string top =
      "[quantity.q]\nevents = 'reforms'\nreduce = 'top_share'\nby = 'jurisdiction'\ntop = 1\n";
  EXPECT_DOUBLE_EQ(find(top, "value = 'q'\nlow = 0\nover = 'pooled'").value, 0.75);
  EXPECT_DOUBLE_EQ(find(top, "value = 'q'\nlow = 0").value, 1.0);
  // A logistic curve with slope 2 a year and ceiling 3 states, halved between the runs.
  const std::vector<double> days = {15706.0, 15734.0, 15762.5};
  for (std::size_t time = 0; time < 3; ++time) {
    const double share = 1.0 / (1.0 + std::exp(-2.0 * (days[time] - 15700.0) / 365.25));
    set(0, Metric::localisation_mandates, time, 6.0 * share);
  }
  const std::string slope =
      "[quantity.q]\nmetric = 'localisation_mandates'\nreduce = 'logistic_slope'\nceiling = 'states'\n";
  const PatternFinding pooled = find(slope, "value = 'q'\nlow = 0\nover = 'pooled'");
  EXPECT_NEAR(pooled.value, 2.0, 1e-9);
}

TEST_F(Patterns, FailedRunsCountForNothing) {
  make_runs(3);
  set(0, Metric::challenges, 0, 4.0);
  set(1, Metric::challenges, 0, 6.0);
  runs_[2] = {};
  const PatternFinding finding =
      find("[quantity.q]\nevents = 'rulings'\n", "value = 'challenges + q'\nover = 'pooled'\nlow = 0");
  EXPECT_DOUBLE_EQ(finding.value, 5.0);
  EXPECT_EQ(finding.replicates, 2U);
}

TEST_F(Patterns, EventsAreOrdinaryWhereHistoryFallsWithinTheSimulatedDays) {
  make_runs(12);
  for (std::size_t run = 0; run < 10; ++run)
    rule(run, 1000.0 + static_cast<double>(run), 1.0, 0.0, EventOutcome::provider);
  runs_[11] = {};
  const std::string quantities =
      "[quantity.day]\nevents = 'rulings'\nreduce = 'min'\n"
      "[quantity.lost]\nevents = 'rulings'\nwhere = 'outcome == \"provider\" and time < 1004'\n";
  const auto event = [&](const std::string& date) {
    return find(quantities, "value = 'day'\nsame = 'lost > 0'\ndate = " + date);
  };
  const PatternFinding finding = event("1972-10-01");  // day 1004
  EXPECT_EQ(finding.verdict, Verdict::met);
  EXPECT_DOUBLE_EQ(finding.value, 1004.5);
  EXPECT_DOUBLE_EQ(finding.happens, 10.0 / 11.0);
  EXPECT_DOUBLE_EQ(finding.earlier, 0.45);  // four before, one on the day
  EXPECT_DOUBLE_EQ(finding.same, 0.4);
  EXPECT_EQ(event("1972-10-30").verdict, Verdict::missed);
  EXPECT_DOUBLE_EQ(event("1972-10-30").earlier, 1.0);
}

TEST_F(Patterns, WhatCannotBeReadSaysWhy) {
  make_runs(2);
  const auto reason = [&](const std::string& quantities, const std::string& value) {
    const PatternFinding finding = find(quantities, "low = 0\nvalue = " + value);
    EXPECT_EQ(finding.verdict, Verdict::unreadable);
    return finding.reason;
  };
  EXPECT_EQ(reason("", "'reversed / reviewed'"), "no replicate has a value (nothing to divide by)");
  EXPECT_EQ(reason("", "'demands[UX]'"), "the scenario has no state \"UX\". Did you mean \"US\"?");
  EXPECT_EQ(reason("[quantity.q]\nevents = 'demands'\n", "'q'"),
            "the demands were not logged; run again with --set run.log_demands=true");
  EXPECT_EQ(reason("[quantity.q]\nevents = 'reforms'\nwhere = 'reform == \"cloud-axt\"'\n", "'q'"),
            "the scenario has no reform \"cloud-axt\". Did you mean \"cloud-act\"?");
}

}  // namespace
}  // namespace comity::analysis
