// Neither the length of a step nor the scale of the simulation may change results beyond noise: every metric's mean over
// replicates must agree within 4 standard errors of the difference.
#include "support/play.h"
#include "support/small_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace comity {
namespace {

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

// One number per run: the sum of a counter or the mean of a gauge; per instrument, fate and level one each, else one for
// all states, providers and so on together.
struct Quantity {
  std::string name;
  Metric metric;
  std::size_t first = 0;
  std::size_t last = 0;  // values of the record from first up to last
};

std::vector<Quantity> quantities(const Config& config) {
  const MetricLayout layout = make_metric_layout(config);
  std::vector<Quantity> all;
  for (std::size_t number = 0; number < metric_rows().size(); ++number) {
    const MetricRow& row = metric_rows()[number];
    const auto metric = static_cast<Metric>(number);
    const bool each = row.group == Group::instrument || row.group == Group::fate || row.group == Group::level;
    const std::size_t width = each ? 1 : layout.offset[number + 1] - layout.offset[number];
    for (std::size_t first = layout.offset[number]; first < layout.offset[number + 1]; first += width) {
      const std::string suffix = each ? fmt::format("[{}]", first - layout.offset[number]) : "";
      all.push_back({std::string(row.name) + suffix, metric, first, first + width});
    }
  }
  return all;
}

double value_of(const RunResult& result, std::size_t width, const Quantity& quantity) {
  const bool counter = metric_rows()[static_cast<std::size_t>(quantity.metric)].kind == MetricKind::counter;
  double sum = 0.0;
  double points = 0.0;
  for (std::size_t begin = 0; begin < result.series.size(); begin += width) {
    double here = 0.0;
    for (std::size_t k = quantity.first; k < quantity.last; ++k) here += result.series[begin + k];
    if (std::isnan(here)) continue;
    sum += here;
    points += 1.0;
  }
  return counter ? sum : points > 0.0 ? sum / points : 0.0;
}

struct Estimate {
  double mean = 0.0;
  double error = 0.0;  // standard error of the mean
};

std::vector<Estimate> estimate(const Config& config) {
  const auto all = quantities(config);
  const Setup setup = make_setup(config);
  law::LawCache laws(config.library);
  std::vector<std::vector<double>> samples(all.size());
  for (std::uint32_t replicate = 0; replicate < kReplicates; ++replicate) {
    const RunResult result = run_replicate(config, setup, replicate, laws);
    const std::size_t width = make_metric_layout(config).size();
    for (std::size_t k = 0; k < all.size(); ++k) samples[k].push_back(value_of(result, width, all[k]));
  }
  std::vector<Estimate> estimates;
  for (const auto& sample : samples) {
    double mean = 0.0;
    for (const double value : sample) mean += value / kReplicates;
    double squares = 0.0;
    for (const double value : sample) squares += (value - mean) * (value - mean);
    estimates.push_back({mean, std::sqrt(squares / (kReplicates - 1) / kReplicates)});
  }
  return estimates;
}

// What else than noise is allowed.
struct Tolerance {
  double relative = 0.001;  // relaxation towards a moving target is integrated step by step
  std::vector<std::string> exempt = {};
};

void expect_agreement(const Config& one, const Config& other, const Tolerance& tolerance = {}) {
  const auto all = quantities(one);
  const auto left = estimate(one);
  const auto right = estimate(other);
  const auto& exempt = tolerance.exempt;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (std::find(exempt.begin(), exempt.end(), all[k].name) != exempt.end()) continue;
    const double error = std::hypot(left[k].error, right[k].error);
    const double slack = 4.0 * error + tolerance.relative * std::abs(left[k].mean) + 1e-9;
    EXPECT_NEAR(left[k].mean, right[k].mean, slack)
        << all[k].name << ": " << (left[k].mean - right[k].mean) / (error + 1e-300) << " standard errors";
  }
}

Config with_steps_of(double days) {
  Config config = busy_world();
  config.parameters.run.step_days = days;
  return config;
}

TEST(StepSize, ChangesNoMetricBeyondNoiseWhenHalved) { expect_agreement(busy_world(), with_steps_of(3.5)); }

TEST(StepSize, ChangesNoMetricBeyondNoiseWhenDoubled) { expect_agreement(busy_world(), with_steps_of(14.0)); }

// Queues respond to chance curvedly, so that a world must be large for a quarter of it to look alike.
Config large_world() {
  Config config = busy_world();
  for (StateConfig& state : config.states) state.demands = 8000.0;
  return config;
}

Config quarter_of(Config config) {
  config.parameters.run.scale = 0.25;
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
  expect_agreement(config, quarter_of(config), {0.001, quantiles_of_delays()});
}

// Who learns from one demand in four has less certain beliefs, and gives up a little more often.
TEST(Scale, ChangesNoMetricByMoreThanAFewPercentWhenProsecutorsLearn) {
  expect_agreement(large_world(), quarter_of(large_world()), {0.05, quantiles_of_delays()});
}

}  // namespace
}  // namespace comity
