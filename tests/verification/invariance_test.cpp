// Neither the length of a step nor the scale of the simulation may change results beyond noise: every metric's mean over
// replicates must agree within 4 standard errors of the difference.
#include "replicates.h"
#include "report.h"
#include "support/small_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace comity {
namespace {

using test::Slack;

constexpr int kReplicates = 60;

// A busy small world: everything happens in it, often enough to be compared.
Config busy_world() {
  Config config = test::small_config();
  RunParameters& run = config.parameters.run;
  run.step_days = 7.0;
  run.record_days = 28.0;
  run.end = run.start + 3 * 364;
  for (StateConfig& state : config.states) {
    state.demands = 1200.0;
    state.growth = 0.0;
  }
  config.parameters.respond.readiness = 0.05;
  config.parameters.litigate.first_days = 60.0;
  config.parameters.litigate.appeal_days = 120.0;
  config.parameters.arise.away_share = 0.2;
  return config;
}

struct Pair {
  std::string name;
  std::string quantity;
  Config one;
  Config other;
};

void expect_agreement(const Pair& pair, const Slack& slack) {
  const auto all = test::totals(pair.one);
  const auto left = test::estimate(pair.one, all, kReplicates);
  const auto right = test::estimate(pair.other, all, kReplicates);
  const auto largest = test::largest_difference(all, left, right, slack);
  SCOPED_TRACE(largest.name);
  test::report_at_most(pair.name, pair.quantity, largest.errors, 4.0);
}

Config with_steps_of(double days) {
  Config config = busy_world();
  config.parameters.run.step_days = days;
  return config;
}

// Relaxation towards a moving target is integrated step by step: a thousandth.
TEST(StepSize, ChangesNoMetricBeyondNoiseWhenHalved) {
  expect_agreement({"step size", "largest difference of a metric, steps of 3.5 and 7 days [standard errors]",
                    busy_world(), with_steps_of(3.5)},
                   {});
}

TEST(StepSize, ChangesNoMetricBeyondNoiseWhenDoubled) {
  expect_agreement({"step size", "largest difference of a metric, steps of 14 and 7 days [standard errors]",
                    busy_world(), with_steps_of(14.0)},
                   {});
}

// Queues respond to chance curvedly, so that a world must be large for a tenth of it to look alike.
Config large_world() {
  Config config = busy_world();
  for (StateConfig& state : config.states) state.demands = 20'000.0;
  return config;
}

Config tenth_of(Config config) {
  config.parameters.run.scale = 0.1;
  return config;
}

// A quantile of few delays is not one of many.
std::vector<std::string> quantiles_of_delays() {
  std::vector<std::string> names;
  for (int instrument = 0; instrument < kInstruments; ++instrument) {
    for (const char* name : {"delay_median", "delay_p90"})
      names.push_back(fmt::format("{}[{}]", name, instrument));
  }
  return names;
}

TEST(Scale, ChangesNoMetricBeyondNoise) {
  Config config = large_world();
  config.parameters.choose.learning = 2;  // none
  expect_agreement({"scale", "largest difference of a metric, scale 1 and 0.1 [standard errors]", config,
                    tenth_of(config)},
                   {0.001, quantiles_of_delays()});
}

// Where many orders are fought, many real demands of one simulated demand are.
Config litigious_world() {
  Config config = large_world();
  config.parameters.choose.learning = 2;  // none
  config.parameters.respond.challenge_cost = 0.2;
  config.parameters.litigate.merit_base =
      -0.9;  // so that an order of average merit stands or falls with chance 1/2
  return config;
}

TEST(Scale, ChangesNoMetricBeyondNoiseWhereMuchIsLitigated) {
  expect_agreement({"scale", "the same where many orders are fought in court", litigious_world(),
                    tenth_of(litigious_world())},
                   {0.001, quantiles_of_delays()});
}

// Who learns from one demand in ten has less certain beliefs, and gives up a little more often.
TEST(Scale, ChangesNoMetricByMoreThanAFewPercentWhenProsecutorsLearn) {
  expect_agreement(
      {"scale", "the same beyond 5 % where prosecutors learn", large_world(), tenth_of(large_world())},
      {0.05, quantiles_of_delays()});
}

}  // namespace
}  // namespace comity
