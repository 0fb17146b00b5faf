// A sweep from its scenario to the merged file, without the program around it.
#include "error.h"
#include "experiment/experiment.h"
#include "experiment/merge.h"
#include "experiment/sweep.h"
#include "experiment/sweep_tracker.h"
#include "observe/labels.h"
#include "results/read_results.h"
#include "results/results_reader.h"
#include "run/make_world.h"
#include "scenario/loader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace comity {
namespace {

namespace fs = std::filesystem;

// A loaded sweep of the scenario of one step; everything stays where its parts point to.
struct LoadedSweep {
  LoadedSweep(const std::vector<std::string>& overrides, Keep keep, SweepPlan plan)
      : scenario(load_base(COMITY_SOURCE_DIR "/tests/support/one-step.toml", overrides)),
        design(make_design(plan)),
        manifest(make_manifest(scenario.config, design, keep, {})),
        results{scenario.config, courts, record_times(scenario.config.parameters),
                make_metric_layout(scenario.config), manifest.replicates} {
    results.keep = keep;
  }

  ScenarioBase scenario;
  Design design;
  Manifest manifest;
  Courts courts;
  ResultsPlan results;
  SweepBase base{scenario, design, results};
};

Factor numbers(const std::string& name, std::vector<double> values) {
  Factor factor;
  factor.name = name;
  factor.low = values.front();
  factor.high = values.back();
  factor.values = std::move(values);
  return factor;
}

class SweepRun : public testing::Test {
 protected:
  SweepRun() : folder_(fs::path(testing::TempDir()) / ("comity-sweep-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    sweep_.path = folder_ / "x.sweep";
  }
  ~SweepRun() override { fs::remove_all(folder_); }

  LoadedSweep& load(const Factor& factor, Keep keep = Keep::all, std::vector<std::string> overrides = {}) {
    SweepPlan plan;
    plan.kind = DesignKind::list;
    plan.factors = {factor};
    for (const double value : factor.values) plan.listed.push_back({value});
    overrides.emplace_back("run.replicates=3");
    loaded_ = std::make_unique<LoadedSweep>(overrides, keep, plan);
    settle(sweep_, loaded_->manifest, loaded_->design);
    return *loaded_;
  }

  SweepReport make(const SweepOptions& options = {}) {
    return run_sweep({sweep_, loaded_->manifest, loaded_->base}, options);
  }

  fs::path folder_;
  SweepFolder sweep_;
  std::unique_ptr<LoadedSweep> loaded_;
};

TEST_F(SweepRun, MakesEveryRunOnceAndTellsTheMergeOfEach) {
  load(numbers("assist.load", {0.5, 1.0}));
  EXPECT_EQ(make().own, 6U);
  EXPECT_EQ(make().progress.todo, 0U);
  MergeOptions options;
  options.out = folder_ / "x.h5";
  std::vector<std::uint64_t> shown;
  options.show = [&](std::uint64_t run) { shown.push_back(run); };
  const MergeReport report = merge_sweep(sweep_, options);
  EXPECT_TRUE(report.written);
  EXPECT_EQ(shown, (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6}));
}

TEST_F(SweepRun, LeavesOtherSharesAndRetriesFailuresOnlyWhenAsked) {
  const LoadedSweep& sweep = load(numbers("run.step_days", {28.0, 400.0}));  // the second is no step
  SweepOptions options;
  options.shard = {2, 2};
  EXPECT_EQ(make(options).progress.failed, 3U);
  const auto todo = [&](SweepOptions asked) {
    return runs_to_do(RunIndex(sweep_, sweep.manifest), sweep.manifest, asked);
  };
  EXPECT_EQ(todo({}), (std::vector<RunId>{{0, 0}, {0, 1}, {0, 2}}));
  EXPECT_TRUE(todo(options).empty());
  options.retry_failed = true;
  EXPECT_EQ(todo(options), (std::vector<RunId>{{1, 0}, {1, 1}, {1, 2}}));
}

TEST_F(SweepRun, RefusesAPointThatIsRecordedOnOtherDaysUnlessSeriesAreNotKept) {
  const Factor days = numbers("run.record_days", {28.0, 56.0});
  const std::vector<std::string> longer = {"run.end=2020-12-01"};
  PointRunner series(load(days, Keep::series, longer).base);
  EXPECT_EQ(series.run({0, 0}).failure, "");
  EXPECT_EQ(series.run({1, 0}).failure,
            "the point is recorded on other days than the scenario itself, so that their series do not fit "
            "together");
  fs::remove_all(sweep_.path);
  PointRunner summary(load(days, Keep::summary, longer).base);
  EXPECT_EQ(summary.run({1, 0}).failure, "");
}

TEST_F(SweepRun, ReadsBackTheEventsOfLaterPoints) {
  LoadedSweep& sweep =
      load(numbers("assist.load", {0.5, 1.0}), Keep::all, {"run.log_demands=true", "state.A.demands=500"});
  make();
  MergeOptions options;
  options.out = folder_ / "x.h5";
  merge_sweep(sweep_, options);
  const RecordedRuns file(options.out);
  PointRunner runner(sweep.base);
  for (const RunId run : {RunId{0, 0}, RunId{0, 2}, RunId{1, 0}, RunId{1, 2}}) {
    const RunRecord made = runner.run(run);
    EXPECT_FALSE(made.events.rows[static_cast<std::size_t>(EventTable::demands)].empty());
    EXPECT_EQ(file.record_of(run.point, run.replicate, sweep.scenario.config).result.events.rows,
              made.events.rows)
        << run.point << " " << run.replicate;
  }
}

TEST(SweepTracker, KeepsTheFirstFailureWithItsPlace) {
  SweepReport report;
  const SweepOptions options;
  SweepTracker tracker(report, options);
  tracker.count({0, 0}, "");
  EXPECT_EQ(report.progress.first_failure, "");
  tracker.count({3, 4}, "no law");
  tracker.count({5, 6}, "no court");
  EXPECT_TRUE(tracker.fine());
  EXPECT_EQ(report.progress.first_failure, "point 3, replicate 4: no law");
  EXPECT_EQ(report.own, 3U);
  EXPECT_EQ(report.progress.done, 3U);
  EXPECT_EQ(report.progress.failed, 2U);
}

TEST(SweepTracker, StopsWhenTheFirstRunsAllFailAlike) {
  const auto ending = [](bool alike, std::uint64_t failures, bool one_good) {
    SweepReport report;
    const SweepOptions options;
    SweepTracker tracker(report, options);
    if (one_good) tracker.count({0, 0}, "");
    for (std::uint64_t i = 0; i < failures; ++i) tracker.count({1, 0}, alike || i > 0 ? "same" : "other");
    tracker.fine();
    return report.ending;
  };
  EXPECT_EQ(ending(true, kAlikeFailures, false), SweepEnding::all_alike);
  EXPECT_EQ(ending(true, kAlikeFailures - 1, false), SweepEnding::finished);
  EXPECT_EQ(ending(false, kAlikeFailures, false), SweepEnding::finished);
  EXPECT_EQ(ending(true, kAlikeFailures, true), SweepEnding::finished);
}

TEST(SweepTracker, StopsAtTheMostFailures) {
  SweepReport report;
  SweepOptions options;
  options.most_failures = 2;
  SweepTracker tracker(report, options);
  tracker.count({0, 0}, "a");
  EXPECT_TRUE(tracker.fine());
  tracker.count({0, 1}, "b");
  EXPECT_FALSE(tracker.fine());
  EXPECT_EQ(report.ending, SweepEnding::too_many_failures);
}

TEST(Experiment, TakesTheCourtsOfTheScenariosSeed) {
  const auto courts_with = [](const std::string& seed) {
    const Config config = load_scenario(COMITY_SOURCE_DIR "/tests/support/one-step.toml", std::vector{seed});
    return courts_of(config, make_setup(config));
  };
  const Courts one = courts_with("run.seed=1");
  EXPECT_EQ(one.name.size(), 6U);
  EXPECT_EQ(one.name, courts_with("run.seed=2").name);
  EXPECT_EQ(one.judges, courts_with("run.seed=1").judges);
  EXPECT_NE(one.judges, courts_with("run.seed=2").judges);
}

}  // namespace
}  // namespace comity
