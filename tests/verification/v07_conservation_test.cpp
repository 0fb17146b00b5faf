// V7: in any run each demand ends once, shares sum to one, stance and trust stay in [0, 1], and every queue obeys Little's
// law. A failure names its seed: random_config(seed) makes the scenario again.
#include "phases/phases.h"
#include "report.h"
#include "run/step.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/requests.h"
#include "support/small_world.h"
#include "tables/tally.h"
#include "world/invariants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace comity {
namespace {

using test::Play;
using test::random_config;
using test::report;
using test::report_at_most;

std::string seed_text(std::uint32_t seed) { return "random_config(" + std::to_string(seed) + ")"; }

// Metrics that are NaN where there is nothing to take a quantile or share of.
bool may_be_missing(const MetricRow& row) {
  constexpr std::array<std::string_view, 4> kMissing = {"delay_median", "delay_p90", "accepted_share",
                                                        "rejected_share"};
  return std::find(kMissing.begin(), kMissing.end(), row.name) != kMissing.end();
}

// The first value of the series that no metric may have; empty when all are fine.
std::string find_bad_value(const World& world) {
  const MetricLayout& layout = world.tally.layout;
  for (std::size_t begin = 0; begin < world.series.size(); begin += layout.size()) {
    for (std::size_t number = 0; number < metric_rows().size(); ++number) {
      const MetricRow& row = metric_rows()[number];
      for (std::size_t k = layout.offset[number]; k < layout.offset[number + 1]; ++k) {
        const double value = world.series[begin + k];
        const bool fine = std::isnan(value) ? may_be_missing(row) : std::isfinite(value) && value >= 0.0;
        if (!fine) return std::string(row.name) + " = " + std::to_string(value);
      }
    }
  }
  return {};
}

TEST(V07Conservation, InvariantsHoldAfterEveryStep) {
  int violated = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    for (int step = 0; step < test::kRandomSteps; ++step) {
      play.step();
      const auto violations = find_violations(play.world, play.context);
      violated += static_cast<int>(violations.size());
      ASSERT_TRUE(violations.empty()) << "step " << step << ": " << violations.front();
    }
    EXPECT_EQ(find_bad_value(play.world), "");
  }
  report("V7", "violations of shares, bounds and counts in 100 random scenarios",
         {static_cast<double>(violated), 0.0, 0.0});
}

// In real demands: what was made has ended or is pending. At full scale these are the simulated demands too, and the log
// has a row for each that ended.
TEST(V07Conservation, EveryDemandEndsOnce) {
  double largest = 0.0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Config config = random_config(seed);
    config.phases.fill(true);
    config.parameters.run.record_days = 1.0;
    config.parameters.run.log_demands = true;
    Play play(config);
    play.steps(test::kRandomSteps);
    const RunResult result{play.world.series, play.world.events, play.world.arisen};
    const double made = test::sum_of(result, config, Metric::demands);
    const double ended = test::sum_of(result, config, Metric::ended);
    const MetricLayout& layout = play.world.tally.layout;
    const std::size_t last = result.series.size() - layout.size();
    const double pending = result.series[last + layout.offset[static_cast<std::size_t>(Metric::pending)]];
    largest = std::max(largest, std::abs(made - ended - pending) / (1.0 + made));
    if (config.parameters.run.scale == 1.0) {
      EXPECT_EQ(made, static_cast<double>(play.world.arisen));
      EXPECT_EQ(ended, static_cast<double>(play.world.ended));
    }
    const auto rows = result.events.rows[static_cast<std::size_t>(EventTable::demands)].size();
    EXPECT_EQ(rows, play.world.ended * event_columns(EventTable::demands).size());
  }
  report_at_most("V7", "largest share of demands made that neither ended once nor are pending", largest,
                 1e-6);
}

TEST(V07LittlesLaw, HoldsWithImpatience) {
  Authority authority = test::make_authority(400.0, 20, {600.0, 0.5, 20'000, 0});
  const double horizon = authority.arriving.back().arrived;
  double wait = 0.0;
  double number = 0.0;
  int weeks = 0;
  int arrived = 0;
  for (double time = 7.0; time < horizon; time += 7.0, ++weeks) {
    for (const Departure& departure : advance_queue(authority, time)) {
      wait += departure.waited;
      arrived += 1;
    }
    number += static_cast<double>(authority.waiting.size());
  }
  EXPECT_GT(arrived, 19'000);
  report("V7", "mean number waiting over arrivals x mean wait, one queue",
         {number / weeks / (wait / horizon), 1.0, 0.02});
}

// What a queue has shown so far.
struct QueueRecord {
  double number_days = 0.0;  // sum over the time of how many waited, between steps by the trapezium rule
  double before = 0.0;
};

// Days of waiting of those who left [counted by the phase], are being served or still wait.
double days_waited(const Play& play, int state) {
  const World& world = play.world;
  double days = world.tally.value(Metric::assistance_wait, static_cast<std::size_t>(state)) *
                play.config.parameters.run.scale;
  const Authority& authority = world.authorities[static_cast<std::size_t>(state)];
  for (const ServedRequest& request : authority.serving) days += request.started - request.arrived;
  for (const WaitingRequest& request : authority.waiting) days += world.clock.begin - request.arrived;
  return days;
}

// Number waiting, added up over time, divided by the days waited: 1 by Little's law. NaN where hardly anyone waits.
std::vector<double> littles_ratios(Play& play, int steps) {
  std::vector<QueueRecord> records(play.world.authorities.size());
  for (int step = 0; step < steps; ++step) {
    play.step();
    for (std::size_t state = 0; state < records.size(); ++state) {
      const auto now = static_cast<double>(play.world.authorities[state].waiting.size());
      records[state].number_days +=
          0.5 * (records[state].before + now) * play.config.parameters.run.step_days;
      records[state].before = now;
    }
  }
  std::vector<double> ratios;
  for (std::size_t state = 0; state < records.size(); ++state) {
    const double days = days_waited(play, static_cast<int>(state));
    const bool busy = days > 5.0 * play.config.parameters.run.step_days * steps;
    ratios.push_back(busy ? records[state].number_days / days : std::nan(""));
  }
  return ratios;
}

Config unrecorded(Config config) {
  config.phases.fill(true);
  config.phases[static_cast<std::size_t>(PhaseName::record)] = false;
  return config;
}

TEST(V07LittlesLaw, HoldsInEveryQueueOfAWorld) {
  Config config = unrecorded(test::small_config());
  for (StateConfig& state : config.states) state.demands = 2000.0;
  Play play(config);
  const auto ratios = littles_ratios(play, 520);
  for (std::size_t state = 0; state < 2; ++state) {
    report("V7", "the same in ten years of the phase, queue of " + config.states[state].name,
           {ratios[state], 1.0, 0.02});
  }
}

// With steps of a day or so hardly anything happens unseen within them.
TEST(V07LittlesLaw, HoldsInEveryQueueOfRandomScenarios) {
  double largest = 0.0;
  int queues = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    Config config = unrecorded(random_config(seed));
    config.parameters.run.step_days = 1.0;
    for (StateConfig& state : config.states) state.assistance_capacity = 20.0;  // too few, so that many wait
    Play play(config);
    for (const double ratio : littles_ratios(play, 400)) {
      if (std::isnan(ratio)) continue;
      largest = std::max(largest, std::abs(ratio - 1.0));
      ++queues;
    }
  }
  EXPECT_GT(queues, 20);
  report_at_most("V7", "largest departure of that ratio from 1, busy queues of 60 random scenarios", largest,
                 0.03);
}

}  // namespace
}  // namespace comity
