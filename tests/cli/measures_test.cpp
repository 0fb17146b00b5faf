#include "cli/measures.h"

#include "cli/progress.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity::cli {
namespace {

TEST(ProgressWords, TellRateAndTimeLeft) {
  EXPECT_EQ(progress_words(0, 200, 3.0), "0 of 200 runs (0 %)");
  EXPECT_EQ(progress_words(50, 200, 10.0), "50 of 200 runs (25 %), 5.0 runs/s, 30 s left");
  EXPECT_EQ(progress_words(1, 200, 10.0), "1 of 200 runs (0 %), 6.0 runs/min, 34 min left");
  EXPECT_EQ(progress_words(200, 200, 10.0), "200 of 200 runs (100 %), 20.0 runs/s");
}

TEST(DurationWords, RoundUp) {
  EXPECT_EQ(duration_words(0.2), "1 s");
  EXPECT_EQ(duration_words(130.0), "3 min");
  EXPECT_EQ(duration_words(7800.0), "2 h 10 min");
}

TEST(PooledShare, IsTheShareOverAllRunsWithItsError) {
  analysis::Sample sample;
  for (const double won : {1.0, 0.0, 2.0, 1.0}) {
    analysis::RunSummary run;
    run.total = {won, 2.0};
    sample.runs.push_back(run);
  }
  const auto place = [](std::size_t index) {
    return [index](const analysis::RunSummary& run) { return run.total[index]; };
  };
  const analysis::Interval share = pooled_share(sample, place(0), place(1));
  EXPECT_DOUBLE_EQ(share.median, 0.5);
  // Residuals 0, -1, 1, 0: standard error sqrt(4/3 * 2) / 8.
  EXPECT_NEAR(share.high - share.median, 1.645 * std::sqrt(8.0 / 3.0) / 8.0, 1e-12);
  EXPECT_NEAR(share.median - share.low, 1.645 * std::sqrt(8.0 / 3.0) / 8.0, 1e-12);
  EXPECT_TRUE(
      std::isnan(pooled_share(sample, place(0), [](const analysis::RunSummary&) { return 0.0; }).median));
}

TEST(Ratio, IsMissingWithoutADivisor) {
  analysis::RunSummary run;
  run.total = {3.0, 0.0};
  const auto place = [](std::size_t index) {
    return [index](const analysis::RunSummary& one) { return one.total[index]; };
  };
  EXPECT_TRUE(std::isnan(ratio(place(0), place(1))(run)));
  EXPECT_DOUBLE_EQ(ratio(place(1), place(0))(run), 0.0);
}

}  // namespace
}  // namespace comity::cli
