// What a sweep costs besides its runs: settling the folder, threads, blocks on the disk, and the merged file.
#include "experiment/merge.h"
#include "experiment/sweep.h"
#include "observe/labels.h"
#include "scenario/loader.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace comity {
namespace {

const char* const kOneStep = COMITY_SOURCE_DIR "/tests/support/one-step.toml";
const char* const kIreland = COMITY_SOURCE_DIR "/scenarios/microsoft-ireland.toml";

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A scenario whose sweep is measured.
struct Measured {
  Config config;
  Design design;

  Measured(const char* path, int replicates) {
    const std::vector<std::string> overrides = {"run.replicates=" + std::to_string(replicates)};
    config = load_scenario(path, overrides);
    design = make_design(load_sweep(path, overrides));
  }

  std::uint64_t runs() const {
    return design.points.size() * static_cast<std::uint64_t>(config.parameters.run.replicates);
  }
};

// The runs alone, one after the other, nothing kept [s].
double time_of_runs(const Measured& measured) {
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t point = 0; point < measured.design.points.size(); ++point) {
    std::vector<std::string> overrides = measured.config.overrides;
    for (const std::string& setting : settings_of(measured.design, point)) overrides.push_back(setting);
    const Config config = load_scenario(measured.config.path, overrides);
    const Setup setup = make_setup(config);
    law::LawCache laws(config.library);
    for (int replicate = 0; replicate < config.parameters.run.replicates; ++replicate)
      benchmark::DoNotOptimize(run_replicate(config, setup, static_cast<std::uint32_t>(replicate), laws));
  }
  return seconds_since(begin);
}

struct Times {
  double runs = 0.0;   // until all blocks are on the disk [s]
  double merge = 0.0;  // [s]
  double bytes = 0.0;  // of the merged file
};

Times time_of_sweep(const Measured& measured, int threads) {
  const std::filesystem::path place =
      std::filesystem::temp_directory_path() / ("comity-bench-" + std::to_string(::getpid()));
  const SweepFolder folder{place / "x.sweep"};
  Times times;
  auto begin = std::chrono::steady_clock::now();
  Design design = measured.design;
  Manifest manifest = make_manifest(measured.config, design, Keep::summary);
  settle(folder, manifest, design);
  const Courts courts;
  ResultsPlan plan{measured.config, courts, record_times(measured.config.parameters),
                   make_metric_layout(measured.config), manifest.replicates};
  plan.keep = Keep::summary;
  SweepOptions options;
  options.threads = threads;
  const ScenarioBase scenario = load_base(manifest.texts, manifest.overrides);
  run_sweep({folder, manifest, {scenario, design, plan}}, options);
  times.runs = seconds_since(begin);
  begin = std::chrono::steady_clock::now();
  merge_sweep(folder, {place / "x.h5", Overwrite::no, false, {}});
  times.merge = seconds_since(begin);
  times.bytes = static_cast<double>(std::filesystem::file_size(place / "x.h5"));
  std::filesystem::remove_all(place);
  return times;
}

void overhead(benchmark::State& state, const char* scenario, int replicates) {
  const Measured measured(scenario, replicates);
  const auto runs = static_cast<double>(measured.runs());
  for (auto _ : state) {
    const double alone = time_of_runs(measured);
    const Times one = time_of_sweep(measured, 1);
    const Times two = time_of_sweep(measured, 2);
    state.counters["run_us"] = 1e6 * alone / runs;
    state.counters["overhead_us"] = 1e6 * (one.runs + one.merge - alone) / runs;
    state.counters["merge_us"] = 1e6 * one.merge / runs;
    state.counters["overhead_share"] = (one.runs + one.merge - alone) / alone;
    state.counters["runs_per_s"] = runs / (one.runs + one.merge);
    state.counters["two_threads"] = one.runs / two.runs;
    state.counters["bytes_per_run"] = one.bytes / runs;
  }
}
BENCHMARK_CAPTURE(overhead, one_step, kOneStep, 20000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(3);
BENCHMARK_CAPTURE(overhead, microsoft_ireland, kIreland, 20)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace comity
