#include "analysis/values.h"

#include "analysis/hand_made.h"
#include "error.h"

#include <cmath>

namespace comity::analysis::testing_analysis {
namespace {

/// Two runs over three recorded days, the third one failed.
class RunsOfAFile : public HandMade {
 protected:
  RunsOfAFile() {
    make_runs(3);
    for (std::size_t time = 0; time < 3; ++time) {
      const double step = static_cast<double>(time);
      set(0, Metric::demands, time, 10.0 + step, 0);
      set(0, Metric::demands, time, 100.0, 2);
      set(0, Metric::trust, time, 0.5 + 0.1 * step, 1);
      set(1, Metric::demands, time, 20.0, 0);
      set(1, Metric::trust, time, std::nan(""), 1);
      set(0, Metric::consented, time, 3.0, 0);
    }
    runs_[2].series.clear();
    results();
    runs = open_record(file("runs.h5"));
  }

  std::string message_of(const std::string& metric, std::optional<Day> day = {}) const {
    try {
      read_values(*runs, metric, day);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  std::optional<Record> runs;
};

TEST_F(RunsOfAFile, AreKnownWithTheirFailures) {
  EXPECT_EQ(runs->points, 1U);
  EXPECT_EQ(runs->replicates, 3U);
  EXPECT_EQ(runs->failed, (std::vector<bool>{false, false, true}));
  EXPECT_EQ(runs->failed_runs, 1U);
  EXPECT_FALSE(runs->sweep);
  EXPECT_EQ(runs->design.points.size(), 1U);
}

TEST_F(RunsOfAFile, SumCountersOverTheRunAndAverageGauges) {
  const RunValues demands = read_values(*runs, "demands:US");
  EXPECT_EQ(demands.values[0], 33.0);
  EXPECT_EQ(demands.values[1], 60.0);
  EXPECT_TRUE(std::isnan(demands.values[2]));
  EXPECT_EQ(demands.unit, "demand");
  const RunValues trust = read_values(*runs, "trust:other");
  EXPECT_DOUBLE_EQ(trust.values[0], 0.6);
  EXPECT_TRUE(std::isnan(trust.values[1]));
}

TEST_F(RunsOfAFile, SumACounterOverItsGroupsWhenNoneIsNamed) {
  EXPECT_EQ(read_values(*runs, "demands").values[0], 333.0);
}

TEST_F(RunsOfAFile, GiveRatios) {
  const RunValues share = read_values(*runs, "consented:US/demands:US");
  EXPECT_DOUBLE_EQ(share.values[0], 9.0 / 33.0);
  EXPECT_EQ(share.values[1], 0.0);
  EXPECT_EQ(share.unit, "1");
  EXPECT_TRUE(std::isnan(read_values(*runs, "demands:US/consented:IE").values[0]));
}

TEST_F(RunsOfAFile, DivideBeforeTheyAdd) {
  // A + B/C, with brackets the older (A + B)/C; groups by label in either spelling.
  EXPECT_DOUBLE_EQ(read_values(*runs, "demands[US] + consented[US]/demands:US").values[0], 33.0 + 9.0 / 33.0);
  EXPECT_DOUBLE_EQ(read_values(*runs, "(demands[US]+consented[US])/demands[US]").values[0], 42.0 / 33.0);
  EXPECT_EQ(read_values(*runs, "(demands[US]+consented[US])/demands[US]").unit, "1");
}

TEST_F(RunsOfAFile, TakeAGaugeAtAnotherMomentWhereItIsSpelled) {
  EXPECT_DOUBLE_EQ(read_values(*runs, "trust[other] at end").values[0], 0.7);
  EXPECT_DOUBLE_EQ(read_values(*runs, "trust[other] mean").values[0], 0.6);
  EXPECT_DOUBLE_EQ(read_values(*runs, "trust[other] at 2013-02-04").values[0],
                   0.6);  // recorded on 2013-01-29
  EXPECT_EQ(read_values(*runs, "demands[US] at end").values[0], 12.0);
  EXPECT_EQ(read_values(*runs, "demands[US] mean").values[0], 11.0);
  EXPECT_NE(message_of("trust[other] at noon").find("here must stand \"end\" or a date"), std::string::npos);
}

TEST_F(RunsOfAFile, AverageAGaugeOverItsGroups) {
  EXPECT_DOUBLE_EQ(read_values(*runs, "average(trust)").values[0], 0.3);
  EXPECT_NE(message_of("average(agreements)").find("has no groups"), std::string::npos);
}

TEST_F(RunsOfAFile, PointAtWhatIsWrongInAFormula) {
  EXPECT_NE(
      message_of("demands[US]/(consentd+1)").find("there is no metric consentd. Did you mean \"consented\"?"),
      std::string::npos);
  EXPECT_NE(message_of("demands[US]/(consentd+1)")
                .find("\n    demands[US]/(consentd+1)\n                 ^^^^^^^^"),
            std::string::npos);
  EXPECT_NE(message_of("demands[US]/").find("here must stand a number, a name or a bracket, not the end."),
            std::string::npos);
}

TEST_F(RunsOfAFile, ReadASeriesAtTheLastRecordedDayNotAfterTheOneAskedFor) {
  const RunValues later = read_values(*runs, "demands:US", 15740);  // recorded: 15706, 15734, 15762.5
  EXPECT_EQ(later.values[0], 11.0);
  EXPECT_EQ(later.time, to_string(Day{15734}));
  EXPECT_EQ(read_values(*runs, "demands:US", 15734).values[0], 11.0);
  EXPECT_EQ(read_values(*runs, "demands:US", 15762).values[0], 12.0);
  EXPECT_NE(message_of("demands:US", 15705).find("nothing is recorded before 2013-01-01"), std::string::npos);
}

TEST_F(RunsOfAFile, LeaveOutFailedAndMissingOnesOfAPoint) {
  EXPECT_EQ(values_of_point(*runs, read_values(*runs, "trust:other"), 0).size(), 1U);
  EXPECT_EQ(values_of_point(*runs, read_values(*runs, "demands:US"), 0), (std::vector<double>{33.0, 60.0}));
}

TEST_F(RunsOfAFile, RefuseUnknownNamesWithASuggestion) {
  EXPECT_NE(message_of("demnds").find("Did you mean \"demands\"?"), std::string::npos);
  EXPECT_NE(message_of("trust:othr").find("Did you mean \"other\"? There are microsoft, other."),
            std::string::npos);
  EXPECT_NE(message_of("trust").find("Write one of trust[microsoft], trust[other], or average(trust)."),
            std::string::npos);
  EXPECT_NE(message_of("agreements:US").find("has no groups"), std::string::npos);
}

/// A sweep of two points, one replicate each, that keeps its series or not.
class RunsOfASweep : public HandMade {
 protected:
  Record write(Keep keep) {
    design.kind = "saltelli";
    Factor factor;
    factor.name = "assist.load";
    factor.low = 1.0;
    factor.high = 2.0;
    design.factors = {factor};
    design.points = {{"A", 0, 3, "plain", {1.25}}, {"AB1", 0, 3, "plain", {1.75}}};
    plan_.points = 2;
    plan_.replicates = 1;
    plan_.design = &design;
    plan_.keep = keep;
    make_runs(2);
    set(1, Metric::demands, 2, 7.0, 1);
    ResultsFile results(plan_, file("sweep.h5"), Overwrite::yes);
    for (const RunResult& run : runs_) results.append(make_record(plan_.layout, run, keep));
    results.finish(0);
    return open_record(file("sweep.h5"));
  }
  Design design;
};

TEST_F(RunsOfASweep, KnowTheirDesign) {
  const Record runs = write(Keep::summary);
  EXPECT_TRUE(runs.sweep);
  ASSERT_EQ(runs.design.points.size(), 2U);
  EXPECT_EQ(runs.design.kind, "saltelli");
  EXPECT_EQ(runs.design.points[1].role, "AB1");
  EXPECT_EQ(runs.design.points[1].arm, "plain");
  EXPECT_EQ(runs.design.points[1].scramble, 3U);
  EXPECT_EQ(runs.design.points[1].values, (std::vector<double>{1.75}));
  EXPECT_EQ(runs.design.factors[0].high, 2.0);
}

TEST_F(RunsOfASweep, ReadTheSummaryOfEveryPoint) {
  const Record runs = write(Keep::summary);
  EXPECT_EQ(read_values(runs, "demands:IE").values, (std::vector<double>{0.0, 7.0}));
  EXPECT_TRUE(runs.times.empty());
  EXPECT_THROW(read_over_time(runs, "demands:IE"), Error);
}

TEST_F(RunsOfASweep, ReadTheSeriesWhereItWasKept) {
  const Record runs = write(Keep::series);
  EXPECT_EQ(read_over_time(runs, "demands:IE").values, (std::vector<double>{0, 0, 0, 0, 0, 7.0}));
  EXPECT_EQ(read_values(runs, "demands", 15770).values, (std::vector<double>{0.0, 7.0}));
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
