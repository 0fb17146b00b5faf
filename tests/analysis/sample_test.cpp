#include "analysis/sample.h"

#include "analysis/hand_made.h"

#include <cmath>
#include <limits>

namespace comity::analysis::testing_analysis {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

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

/// Three runs of three recorded days, the second one failed.
class SampleOfAFile : public HandMade {
 protected:
  SampleOfAFile() {
    make_runs(3);
    runs_[1].series.clear();
  }
  Sample read(const SampleWanted& wanted = {}) { return read_sample(results(), config_, wanted); }
  std::size_t place_of(Metric metric) const { return plan_.layout.offset[static_cast<std::size_t>(metric)]; }
};

TEST_F(SampleOfAFile, SumsCountersAndAveragesGauges) {
  for (std::size_t time = 0; time < 3; ++time) {
    set(2, Metric::demands, time, 5.0 + static_cast<double>(time));
    set(2, Metric::stance, time, 5.0 + static_cast<double>(time));
  }
  const Sample sample = read();
  ASSERT_EQ(sample.runs.size(), 2U);
  EXPECT_DOUBLE_EQ(sample.runs[1].first[place_of(Metric::demands)], 5.0);
  EXPECT_DOUBLE_EQ(sample.runs[1].last[place_of(Metric::demands)], 7.0);
  EXPECT_DOUBLE_EQ(sample.runs[1].total[place_of(Metric::demands)], 18.0);
  EXPECT_DOUBLE_EQ(sample.runs[1].total[place_of(Metric::stance)], 6.0);
  EXPECT_DOUBLE_EQ(sample.runs[0].total[place_of(Metric::stance)], 0.0);
}

TEST_F(SampleOfAFile, SkipsMissingValues) {
  set(0, Metric::delay_median, 0, kNone);
  set(0, Metric::delay_median, 1, 6.0);
  set(0, Metric::delay_median, 2, kNone);
  const std::size_t gauge = place_of(Metric::delay_median);
  const Sample sample = read();
  EXPECT_DOUBLE_EQ(sample.runs[0].first[gauge], 6.0);
  EXPECT_DOUBLE_EQ(sample.runs[0].last[gauge], 6.0);
  EXPECT_DOUBLE_EQ(sample.runs[0].total[gauge], 6.0);
}

TEST_F(SampleOfAFile, CountsFailuresAndKeepsTheFirstMessage) {
  const Sample sample = read();
  EXPECT_EQ(sample.replicates, 3U);
  EXPECT_EQ(sample.failed, 1U);
  EXPECT_EQ(sample.first_failure, "replicate 1: failed");
}

TEST_F(SampleOfAFile, KeepsABoundedNumberOfRuns) {
  make_runs(5);
  runs_[0].series.clear();
  set(4, Metric::demands, 0, 1.0);
  const Sample sample = read({3, true});
  EXPECT_EQ(sample.runs.size(), 3U);
  EXPECT_EQ(sample.replicates, 5U);
  EXPECT_DOUBLE_EQ(sample.runs[2].total[place_of(Metric::demands)], 0.0);
}

TEST_F(SampleOfAFile, KeepsTheRowsOfEachRunApart) {
  log(0, EventTable::reforms, {15710.0, 15706.0, 0.0, 1.0, 0.5});
  log(2, EventTable::reforms, {15720.0, 15706.0, 0.0, 2.0, 0.5});
  log(2, EventTable::reforms, {15730.0, 15706.0, 0.0, 0.0, 0.5});
  const Sample sample = read();
  ASSERT_EQ(sample.runs[0].reforms.size(), 1U);
  EXPECT_EQ(sample.runs[0].reforms[0].time, 15710.0);
  EXPECT_EQ(sample.runs[1].reforms.size(), 2U);
}

/// Circuit 4 with courts 0 and 1, circuit 5 with courts 2 and 3, the apex 6; another state's court 7 with its own above.
class RulingsElsewhere : public SampleOfAFile {
 protected:
  RulingsElsewhere() {
    courts_.name = {"a", "b", "c", "d", "e", "f", "g", "h"};
    courts_.level = {Level::first_instance, Level::first_instance, Level::first_instance,
                     Level::first_instance, Level::appellate,      Level::appellate,
                     Level::apex,           Level::first_instance};
    courts_.state = {0, 0, 0, 0, 0, 0, 0, 1};
    courts_.superior = {4, 4, 5, 5, 6, 6, -1, -1};
  }

  void hold(double time, int court, int question, EventOutcome who) {
    log_event(runs_[0].events, RulingRow{.time = time,
                                         .case_number = 9,
                                         .court = court,
                                         .stage = Stage::motion,
                                         .question = question,
                                         .accepted = true,
                                         .outcome = who,
                                         .provider = 0,
                                         .votes_government = 1});
  }

  // The first ruling elsewhere when the focal appeal on question 1 comes out this way on day 100 in circuit 4.
  ElsewhereRuling after(EventOutcome appeal) {
    make_runs(1);
    log_event(runs_[0].events, FocalRow{100.0, 0, Milestone::appeal, appeal, 4, 0, 3, 10});
    hold(90.0, 2, 1, EventOutcome::government);   // before the appeal
    hold(100.0, 4, 1, appeal);                    // the appeal
    hold(110.0, 1, 1, EventOutcome::provider);    // in the same circuit
    hold(120.0, 2, 0, EventOutcome::provider);    // on another question
    hold(130.0, 5, 1, EventOutcome::provider);    // of an appellate court
    hold(135.0, 7, 1, EventOutcome::provider);    // in another state
    hold(150.0, 3, 1, EventOutcome::government);  // later than the next
    hold(140.0, 2, 1, EventOutcome::provider);
    return read().runs.at(0).elsewhere;
  }
};

TEST_F(RulingsElsewhere, AreThoseAfterAnAppealForTheProvider) {
  const ElsewhereRuling found = after(EventOutcome::provider);
  EXPECT_DOUBLE_EQ(found.time, 140.0);
  EXPECT_EQ(found.outcome, EventOutcome::provider);
  EXPECT_TRUE(std::isnan(after(EventOutcome::government).time));
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
