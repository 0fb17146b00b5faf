#include "experiment/experiment.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

Outcome outcome_of(std::uint32_t replicate, double value, const std::string& failure = "") {
  Outcome outcome;
  outcome.replicate = replicate;
  outcome.failure = failure;
  outcome.result.series = {value};
  outcome.result.demands = 10;
  return outcome;
}

TEST(CountRun, CountsFailuresAndKeepsTheFirstMessage) {
  RunCount count;
  count_run(count, outcome_of(4, 1.0, "courts went on holiday"));
  count_run(count, outcome_of(5, 1.0, "again"));
  count_run(count, outcome_of(6, 1.0));
  EXPECT_EQ(count.replicates, 3U);
  EXPECT_EQ(count.failed, 2U);
  EXPECT_EQ(count.demands, 10U);
  EXPECT_EQ(count.first_failure, "replicate 4: courts went on holiday");
}

TEST(CountRun, HashesRunsInTheirOrder) {
  RunCount one;
  RunCount other;
  count_run(one, outcome_of(0, 1.0));
  count_run(one, outcome_of(1, 2.0));
  count_run(other, outcome_of(0, 2.0));
  count_run(other, outcome_of(1, 1.0));
  EXPECT_NE(one.hash, other.hash);
}

}  // namespace
}  // namespace comity
