// End to end on the historical scenario: time per demand, per phase, start-up and memory.
#include "phases/memos.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "run/make_world.h"
#include "run/run.h"
#include "run/step.h"
#include "scenario/loader.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <string>

namespace comity {
namespace {

const char* const kScenario = COMITY_SOURCE_DIR "/scenarios/microsoft-ireland.toml";

Config scenario_at(double scale) {
  Config config = load_scenario(kScenario, std::vector<std::string>{"worlds.use=false"});
  if (scale > 0.0) config.parameters.run.scale = scale;
  return config;
}

double peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Ten years of one replicate; scale 0: the scenario's own.
void run_scenario(benchmark::State& state, double scale) {
  const Config config = scenario_at(scale);
  const Setup setup = make_setup(config);
  law::LawCache laws(config.library);
  std::uint64_t demands = 0;
  std::uint32_t replicate = 0;
  std::uint64_t hash = 0;
  for (auto _ : state) {
    const RunResult result = run_replicate(config, setup, replicate, laws);
    demands += result.demands;
    if (replicate++ == 0) hash = hash_of(result);
  }
  state.counters["demands"] =
      benchmark::Counter(static_cast<double>(demands), benchmark::Counter::kAvgIterations);
  state.counters["s_per_demand"] = benchmark::Counter(
      static_cast<double>(demands), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["peak_MB"] = peak_memory();
  state.SetLabel("hash " + std::to_string(hash));
}
BENCHMARK_CAPTURE(run_scenario, own_scale, 0.0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_scenario, scale_1, 1.0)->Unit(benchmark::kMillisecond);

/// Seconds spent in each phase of one replicate, per demand; the schedule is walked by hand.
void phases_of_scenario(benchmark::State& state, double scale) {
  struct Row {
    const char* name;
    void (*run)(World&, const Context&);
    std::chrono::nanoseconds spent{};
  };
  std::array phases = {
#define COMITY_TIMED_PHASE(name, meaning) Row{#name, comity::name},
      COMITY_PHASES(COMITY_TIMED_PHASE)};
  const Config config = scenario_at(scale);
  const Setup setup = make_setup(config);
  law::LawCache laws(config.library);
  std::uint64_t demands = 0;
  std::uint32_t replicate = 0;
  for (auto _ : state) {
    Memos memos(setup);
    const Context context{config, setup, {1, replicate++}, laws, memos};
    World world = make_world(context);
    for (int number = 0; number < step_count(config.parameters); ++number) {
      clear_step_accumulators(world);
      for (Row& phase : phases) {
        const auto begin = std::chrono::steady_clock::now();
        phase.run(world, context);
        phase.spent += std::chrono::steady_clock::now() - begin;
      }
      advance_clock(world.clock, config.parameters.run);
    }
    demands += world.arisen;
  }
  for (const Row& phase : phases) {
    state.counters[phase.name] =
        static_cast<double>(phase.spent.count()) * 1e-9 / static_cast<double>(demands);
  }
}
BENCHMARK_CAPTURE(phases_of_scenario, own_scale, 0.0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(phases_of_scenario, scale_1, 1.0)->Unit(benchmark::kMillisecond);

/// Reading the scenario with its world and rule files.
void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_scenario(kScenario));
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

/// Making the first day's world, all law compiled afresh.
void make_first_day(benchmark::State& state) {
  const Config config = scenario_at(0.0);
  const Setup setup = make_setup(config);
  for (auto _ : state) {
    law::LawCache laws(config.library);
    Memos memos(setup);
    benchmark::DoNotOptimize(make_world({config, setup, {}, laws, memos}));
  }
}
BENCHMARK(make_first_day)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity
