#include "analysis/milestones.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity::analysis {
namespace {

// A run in which the appeal of dispute `focal` was decided on a day.
RunSummary appeal_run(double day, EventOutcome outcome, int focal = 0) {
  RunSummary run;
  run.focal = {{day, focal, Milestone::appeal, outcome, 1, 0, 3, 10}};
  return run;
}

Config make_config(const std::string& event, const std::string& outcome) {
  Config config;
  HistoryConfig history;
  history.event = event;
  history.outcome = outcome;
  history.date = 1000;
  config.history = {history};
  ReformConfig reform;
  reform.id = "cloud-act";
  config.reforms.push_back(reform);
  return config;
}

Sample make_sample_of(std::vector<RunSummary> runs) {
  Sample sample;
  sample.runs = std::move(runs);
  return sample;
}

TEST(FindMilestones, CountsSharesDatesAndOutcomes) {
  const Sample sample =
      make_sample_of({appeal_run(900.0, EventOutcome::provider), appeal_run(1000.0, EventOutcome::government),
                      appeal_run(1100.0, EventOutcome::provider), RunSummary{}});
  const auto findings = find_milestones(sample, 0);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].milestone, "appeal");
  EXPECT_DOUBLE_EQ(findings[0].reached, 0.75);
  EXPECT_DOUBLE_EQ(findings[0].when.median, 1000.0);
  EXPECT_DOUBLE_EQ(findings[0].briefs.median, 10.0);
  ASSERT_EQ(findings[0].outcomes.size(), 2U);
  EXPECT_EQ(findings[0].outcomes[0].first, "provider");
  EXPECT_DOUBLE_EQ(findings[0].outcomes[0].second, 2.0 / 3.0);
}

TEST(FindMilestones, KeepsDisputesApart) {
  const Sample sample = make_sample_of({appeal_run(900.0, EventOutcome::provider, 1)});
  EXPECT_TRUE(find_milestones(sample, 0).empty());
  EXPECT_EQ(find_milestones(sample, 1).size(), 1U);
}

TEST(FindMilestones, EndsWithAFate) {
  RunSummary run;
  run.focal = {
      {.time = 900.0, .milestone = Milestone::ended, .outcome = EventOutcome::none, .fate = Fate::quashed}};
  const auto findings = find_milestones(make_sample_of({run}), 0);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].outcomes.at(0).first, "quashed");
}

TEST(CompareWithHistory, TellsHowOftenHowAndWhen) {
  const Sample sample =
      make_sample_of({appeal_run(900.0, EventOutcome::provider), appeal_run(1000.5, EventOutcome::government),
                      appeal_run(1100.0, EventOutcome::provider), RunSummary{}});
  const auto findings = compare_with_history(make_config("appeal", "provider"), sample);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_DOUBLE_EQ(findings[0].happens, 0.75);
  EXPECT_DOUBLE_EQ(findings[0].same_outcome, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(findings[0].earlier, 0.5);  // one before, one on the day, one after
  EXPECT_DOUBLE_EQ(findings[0].when.median, 1000.5);
}

TEST(CompareWithHistory, KnowsTheFirstRulingElsewhere) {
  RunSummary follows;
  follows.elsewhere = {900.0, EventOutcome::provider};
  RunSummary differs;
  differs.elsewhere = {1100.0, EventOutcome::government};
  const auto findings = compare_with_history(make_config("ruling elsewhere", "government"),
                                             make_sample_of({follows, differs, RunSummary{}, RunSummary{}}));
  EXPECT_DOUBLE_EQ(findings.at(0).happens, 0.5);
  EXPECT_DOUBLE_EQ(findings[0].same_outcome, 0.5);
  EXPECT_DOUBLE_EQ(findings[0].earlier, 0.5);
}

TEST(CompareWithHistory, KnowsMilestonesByTheirSpokenNames) {
  Sample sample = make_sample_of({appeal_run(900.0, EventOutcome::tie)});
  sample.runs[0].focal[0].milestone = Milestone::en_banc;
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("en banc", "tie"), sample)[0].same_outcome, 1.0);
}

TEST(CompareWithHistory, ReadsACaseVacatedAsMootAsMooted) {
  Sample sample = make_sample_of({appeal_run(900.0, EventOutcome::moot)});
  sample.runs[0].focal[0].milestone = Milestone::mooted;
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("apex", "moot"), sample)[0].same_outcome, 1.0);
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("apex", "provider"), sample)[0].happens, 0.0);
}

TEST(CompareWithHistory, FindsReformsById) {
  Sample sample = make_sample_of({RunSummary{}, RunSummary{}});
  sample.runs[1].reforms = {{990.0, 900.0, 0, 3, 1.2}};
  const auto findings = compare_with_history(make_config("enacted cloud-act", ""), sample);
  EXPECT_DOUBLE_EQ(findings[0].happens, 0.5);
  EXPECT_DOUBLE_EQ(findings[0].when.median, 990.0);
  EXPECT_TRUE(std::isnan(findings[0].same_outcome));
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("enacted another", ""), sample)[0].happens, 0.0);
}

Config path_config() {
  Config config = make_config("appeal", "provider");
  HistoryConfig warrant;
  warrant.event = "demanded";
  HistoryConfig answer;
  answer.event = "answered";
  answer.outcome = "challenged";
  HistoryConfig statute;
  statute.event = "enacted cloud-act";
  config.history.insert(config.history.begin(), {warrant, statute});
  config.history.push_back(answer);
  return config;
}

TEST(CompareWithHistory, LeavesOutWhatTheScenarioSets) {
  Config config = path_config();
  EXPECT_EQ(compare_with_history(config, make_sample_of({RunSummary{}})).size(), 3U);  // all but the demand
  config.reforms[0].mode = ReformConfig::Mode::scheduled;
  EXPECT_EQ(compare_with_history(config, make_sample_of({RunSummary{}})).size(), 2U);
  config.reforms[0].id = "another";
  EXPECT_EQ(compare_with_history(config, make_sample_of({RunSummary{}})).size(), 3U);
}

TEST(CompareWithHistory, CountsOverAllRunsWhatComesOutAsInHistory) {
  const Sample sample =
      make_sample_of({appeal_run(900.0, EventOutcome::provider), appeal_run(900.0, EventOutcome::government),
                      RunSummary{}, RunSummary{}});
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("appeal", "provider"), sample).at(0).as_in_history, 0.25);
  EXPECT_DOUBLE_EQ(compare_with_history(make_config("appeal", ""), sample).at(0).as_in_history, 0.5);
}

TEST(HistoryPath, GoesByTheOrderOfTheMilestonesAndNeedsHistorysOutcomes) {
  const Config config = path_config();
  const auto steps = history_steps(config);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].milestone, "answered");
  EXPECT_EQ(steps[1].outcome, "provider");
  RunSummary all = appeal_run(900.0, EventOutcome::provider);
  all.focal.push_back({.time = 800.0, .milestone = Milestone::answered, .outcome = EventOutcome::challenged});
  RunSummary complied = appeal_run(900.0, EventOutcome::provider);
  complied.focal.push_back(
      {.time = 800.0, .milestone = Milestone::answered, .outcome = EventOutcome::complied});
  RunSummary lost = appeal_run(900.0, EventOutcome::government);
  lost.focal.push_back(
      {.time = 800.0, .milestone = Milestone::answered, .outcome = EventOutcome::challenged});
  const Sample sample = make_sample_of({all, complied, lost});
  EXPECT_EQ(history_steps_taken(config, sample), (std::vector<std::size_t>{2, 0, 1}));
  const auto path = find_history_path(config, sample);
  EXPECT_EQ(path.at(0).came, 2U);
  EXPECT_EQ(path.at(1).of, 2U);
  EXPECT_EQ(path.at(1).came, 1U);
}

TEST(FindReforms, CountsLegislaturesAndTheFirstOne) {
  Sample sample = make_sample_of({RunSummary{}, RunSummary{}});
  sample.runs[1].reforms = {{990.0, 900.0, 0, 3, 1.2}, {950.0, 900.0, 0, 1, 1.2}};
  const auto findings = find_reforms(make_config("appeal", ""), sample);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_DOUBLE_EQ(findings[0].enacted, 0.5);
  EXPECT_DOUBLE_EQ(findings[0].first.median, 950.0);
  EXPECT_DOUBLE_EQ(findings[0].legislatures.median, 1.0);
}

}  // namespace
}  // namespace comity::analysis
