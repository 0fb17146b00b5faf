#include "experiment/statistics.h"
#include "observe/labels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace comity {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// One value per metric and place, `times` recorded points; every series begins at `first` and grows by one.
Outcome make_outcome(const MetricLayout& layout, std::uint32_t replicate, double first) {
  Outcome outcome;
  outcome.replicate = replicate;
  for (int time = 0; time < 3; ++time) {
    outcome.result.series.insert(outcome.result.series.end(), layout.size(), first + time);
  }
  outcome.result.demands = 10;
  return outcome;
}

MetricLayout make_layout() {
  Config config;
  config.states.resize(2);
  config.providers.resize(1);
  return make_metric_layout(config);
}

std::size_t place_of(const MetricLayout& layout, Metric metric) {
  return layout.offset[static_cast<std::size_t>(metric)];
}

TEST(Quantile, InterpolatesLikeTypeSeven) {
  const std::vector<double> sorted = {1.0, 2.0, 4.0, 8.0};
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.5), 3.0);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.05), 1.15);  // R: quantile(c(1, 2, 4, 8), .05)
  EXPECT_DOUBLE_EQ(quantile(sorted, 1.0), 8.0);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(IntervalOf, LeavesMissingValuesOut) {
  const Interval interval = interval_of({kNone, 3.0, 1.0, 2.0, kNone});
  EXPECT_DOUBLE_EQ(interval.low, 1.1);
  EXPECT_DOUBLE_EQ(interval.median, 2.0);
  EXPECT_DOUBLE_EQ(interval.high, 2.9);
  EXPECT_TRUE(std::isnan(interval_of({kNone}).median));
}

TEST(Collect, SumsCountersAndAveragesGauges) {
  Sample sample = make_sample(make_layout());
  collect(sample, make_outcome(sample.layout, 0, 5.0));
  const RunSummary& run = sample.runs.at(0);
  const std::size_t counter = place_of(sample.layout, Metric::demands);
  const std::size_t gauge = place_of(sample.layout, Metric::stance);
  EXPECT_DOUBLE_EQ(run.first[counter], 5.0);
  EXPECT_DOUBLE_EQ(run.last[counter], 7.0);
  EXPECT_DOUBLE_EQ(run.total[counter], 18.0);
  EXPECT_DOUBLE_EQ(run.total[gauge], 6.0);
  EXPECT_EQ(sample.demands, 10U);
}

TEST(Collect, SkipsMissingValues) {
  Sample sample = make_sample(make_layout());
  Outcome outcome = make_outcome(sample.layout, 0, 5.0);
  const std::size_t gauge = place_of(sample.layout, Metric::delay_median);
  outcome.result.series[gauge] = kNone;
  outcome.result.series[2 * sample.layout.size() + gauge] = kNone;
  collect(sample, outcome);
  EXPECT_DOUBLE_EQ(sample.runs[0].first[gauge], 6.0);
  EXPECT_DOUBLE_EQ(sample.runs[0].last[gauge], 6.0);
  EXPECT_DOUBLE_EQ(sample.runs[0].total[gauge], 6.0);
}

// Circuit 4 with courts 0 and 1, circuit 5 with courts 2 and 3, the apex 6; another state's court 7 with its own above.
Courts two_circuits() {
  Courts courts;
  courts.level = {Level::first_instance, Level::first_instance, Level::first_instance, Level::first_instance,
                  Level::appellate,      Level::appellate,      Level::apex,           Level::first_instance};
  courts.state = {0, 0, 0, 0, 0, 0, 0, 1};
  courts.superior = {4, 4, 5, 5, 6, 6, -1, -1};
  return courts;
}

// The first ruling elsewhere when the focal appeal on question 1 comes out this way on day 100 in circuit 4.
ElsewhereRuling elsewhere_after(EventOutcome appeal) {
  Sample sample = make_sample(make_layout(), two_circuits());
  Outcome outcome = make_outcome(sample.layout, 0, 5.0);
  const auto rule = [&](double time, int court, int question, EventOutcome who) {
    log_event(outcome.result.events, RulingRow{.time = time,
                                               .case_number = 9,
                                               .court = court,
                                               .stage = Stage::motion,
                                               .question = question,
                                               .accepted = true,
                                               .outcome = who,
                                               .provider = 0,
                                               .votes_government = 1});
  };
  log_event(outcome.result.events, FocalRow{100.0, 0, Milestone::appeal, appeal, 4, 0, 3, 10});
  rule(90.0, 2, 1, EventOutcome::government);   // before the appeal
  rule(100.0, 4, 1, appeal);                    // the appeal
  rule(110.0, 1, 1, EventOutcome::provider);    // in the same circuit
  rule(120.0, 2, 0, EventOutcome::provider);    // on another question
  rule(130.0, 5, 1, EventOutcome::provider);    // of an appellate court
  rule(135.0, 7, 1, EventOutcome::provider);    // in another state
  rule(150.0, 3, 1, EventOutcome::government);  // later than the next
  rule(140.0, 2, 1, EventOutcome::provider);
  collect(sample, outcome);
  return sample.runs.at(0).elsewhere;
}

TEST(Collect, FindsTheFirstRulingElsewhereAfterAnAppealForTheProvider) {
  const ElsewhereRuling found = elsewhere_after(EventOutcome::provider);
  EXPECT_DOUBLE_EQ(found.time, 140.0);
  EXPECT_EQ(found.outcome, EventOutcome::provider);
  EXPECT_TRUE(std::isnan(elsewhere_after(EventOutcome::government).time));
}

TEST(Collect, CountsFailuresAndKeepsTheFirstMessage) {
  Sample sample = make_sample(make_layout());
  Outcome failed;
  failed.replicate = 4;
  failed.failure = "courts went on holiday";
  collect(sample, failed);
  failed.failure = "again";
  collect(sample, failed);
  EXPECT_EQ(sample.replicates, 2U);
  EXPECT_EQ(sample.failed, 2U);
  EXPECT_EQ(sample.first_failure, "replicate 4: courts went on holiday");
  EXPECT_TRUE(sample.runs.empty());
}

TEST(Collect, HashesRunsInTheirOrder) {
  Sample one = make_sample(make_layout());
  Sample other = one;
  collect(one, make_outcome(one.layout, 0, 1.0));
  collect(one, make_outcome(one.layout, 1, 2.0));
  collect(other, make_outcome(one.layout, 0, 2.0));
  collect(other, make_outcome(one.layout, 1, 1.0));
  EXPECT_NE(one.hash, other.hash);
}

TEST(Collect, KeepsABoundedNumberOfRuns) {
  Sample sample = make_sample(make_layout());
  sample.most = 3;
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    collect(sample, make_outcome(sample.layout, replicate, 1.0));
  }
  EXPECT_EQ(sample.runs.size(), 3U);
  EXPECT_EQ(sample.replicates, 5U);
  EXPECT_EQ(sample.demands, 50U);
}

}  // namespace
}  // namespace comity
