/// A hand-made scenario and hand-made runs, for testing what is written without simulating anything.
#pragma once

#include "observe/labels.h"
#include "results/results_file.h"
#include "tables/events.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace comity::testing_results {

inline Config make_config() {
  Config config;
  config.name = "tiny";
  config.question = "Does é reach the reader?";
  config.path = "scenarios/tiny.toml";
  config.phases.fill(true);
  config.inputs = {{"scenarios/tiny.toml", "# Does é reach the reader?\n"},
                   {"worlds/small.toml", "[[state]]\n"}};
  config.library.files = {{"law/us.toml", "[regime]\nid = \"us\"\n"}};
  config.library.questions = {{.id = "a question of words", .name = "a question of words"},
                              {.id = "another", .name = "another", .prior = 0.3}};
  config.overrides = {"run.replicates=5"};
  for (const char* id : {"US", "IE", "DE"}) {
    StateConfig state;
    state.id = id;
    state.name = id;
    config.states.push_back(state);
  }
  for (const char* id : {"microsoft", "other"}) {
    ProviderConfig provider;
    provider.id = id;
    config.providers.push_back(provider);
  }
  ReformConfig reform;
  reform.id = "cloud-act";
  config.reforms.push_back(reform);
  return config;
}

inline Courts make_courts() {
  Courts courts;
  courts.name = {"Southern District of New York", "Second Circuit", "Supreme Court"};
  courts.state = {0, 0, 0};
  courts.level = {Level::first_instance, Level::appellate, Level::apex};
  courts.superior = {1, 2, -1};
  return courts;
}

inline ResultsPlan make_plan(const Config& config, const Courts& courts, std::uint32_t replicates) {
  return {config, courts, {15706.0, 15734.0, 15762.5}, make_metric_layout(config), replicates};
}

/// Values that are easily damaged: thirds, tiny and huge numbers, negative zero, missing ones.
inline RunResult make_run(const ResultsPlan& plan, std::uint32_t replicate) {
  constexpr std::array kAwkward = {
      1.0 / 3.0, 5e-324, 1.7976931348623157e308, -0.0, std::numeric_limits<double>::quiet_NaN(), 0.1};
  RunResult run;
  for (std::size_t i = 0; i < plan.times.size() * plan.layout.size(); ++i) {
    run.series.push_back(i % 7 == 0 ? kAwkward[(i / 7 + replicate) % kAwkward.size()]
                                    : static_cast<double>(replicate) * 1000.0 + static_cast<double>(i) / 3.0);
  }
  for (std::uint32_t row = 0; row < 3 * replicate; ++row) {
    log_event(run.events,
              ReformRow{15710.0 + row / 3.0, 15706.0, 0, static_cast<int>(row % 3), 1.0 / (1.0 + row)});
  }
  log_event(run.events, FocalRow{15720.25, 0, Milestone::appeal, EventOutcome::provider, 1, 0, 3, 10});
  run.demands = 1000 + replicate;
  return run;
}

/// Writes the runs of a plan; replicate `failing` (if there is one) fails.
inline void write_file(const ResultsPlan& plan, const std::string& path, std::uint32_t failing = ~0U) {
  ResultsFile file(plan, path, Overwrite::yes);
  for (std::uint32_t replicate = 0; replicate < plan.replicates; ++replicate) {
    if (replicate == failing) {
      file.append_failure("replicate 3: courts went on holiday");
    } else {
      file.append(make_run(plan, replicate));
    }
  }
  file.finish(0x0123456789abcdefULL);
}

}  // namespace comity::testing_results
