#include "analysis/sample.h"
#include "analysis/world_shares.h"

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/summary.h"
#include "cli/summary_json.h"
#include "error.h"
#include "experiment/experiment.h"
#include "results/archive.h"
#include "scenario/loader.h"
#include "scenario/worlds.h"
#include "text/shell_word.h"
#include "text/shipped.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage run_usage() {
  Usage usage;
  usage.command = "comity run";
  usage.head = R"(comity run: replicates of one scenario, one results file and a printed summary

Usage: comity run SCENARIO [options]

SCENARIO is a file, or the name of one that comes with the program (comity scenarios).
The results file is HDF5 that is also netCDF-4. The same scenario, parameters and seed give the same bytes, whatever the
number of threads. Progress goes to stderr, the summary to stdout.
)";
  usage.examples = R"(Examples:
  comity run scenarios/microsoft-ireland.toml
  comity run scenarios/two-states.toml --replicates 1000 --set assist.load=0.5 --out results/more-staff.h5
  comity run scenarios/two-states.toml --quiet --format json > summary.json

Exit code: 0 success, 1 a run failed, 2 a mistake in the input, 130 interrupted (no file is left behind).
)";
  usage.operand = "SCENARIO";
  using Texts = std::vector<std::string>;
  auto add = usage.options.add_options();
  add("replicates", po::value<std::string>()->value_name("N"),
      "number of runs (default: run.replicates of the scenario)");
  add("seed", po::value<std::string>()->value_name("N"), "seed of all random numbers (default: run.seed)");
  add("threads", po::value<std::string>()->value_name("N"),
      "runs made at the same time (default: all processors)");
  add("set", po::value<Texts>()->composing()->value_name("NAME=VALUE"),
      "set a parameter, e.g. choose.precision=4; can be repeated (see comity list parameters)");
  add("out", po::value<std::string>()->value_name("FILE"), "results file (default: results/SCENARIO.h5)");
  add("force", "replace the results file if it exists");
  add("quiet", "no progress and no printed summary");
  add("format", po::value<std::string>()->default_value("text"), "summary as text or json");
  return usage;
}

struct Resources {
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;
  double peak_megabytes = 0.0;
};

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

Resources resources_since(std::chrono::steady_clock::time_point begin) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024.0};
}

// What the command line asked for.
struct RunRequest {
  std::filesystem::path scenario;
  std::vector<std::string> overrides;
  std::filesystem::path out;
  Overwrite overwrite = Overwrite::no;
  int threads = 1;
  bool quiet = false;
  bool json = false;
};

RunRequest read_run_request(const Usage& usage, const po::variables_map& values) {
  if (!values.contains("operand")) {
    throw Error(
        "comity run: which scenario? (a file like scenarios/two-states.toml). See comity run --help.");
  }
  RunRequest request;
  request.scenario = file_named(values["operand"].as<std::vector<std::string>>().front(), "");
  request.overrides = overrides_of(usage, values);
  request.overwrite = values.contains("force") ? Overwrite::yes : Overwrite::no;
  request.quiet = values.contains("quiet");
  const std::vector<std::string> formats = {"text", "json"};
  check_word(usage, "--format", values["format"].as<std::string>(), formats);
  request.json = values["format"].as<std::string>() == "json";
  request.threads = read_threads(usage, values);
  if (values.contains("out")) request.out = values["out"].as<std::string>();
  return request;
}

// What the file says, so that what is printed and what is asked of it later agree.
analysis::Sample sample_of(const Config& config, const RunRequest& request) {
  return analysis::read_sample(analysis::open_record(request.out), config);
}

void print_summary(const Config& config, const RunRequest& request) {
  print_text(summary_text(config, sample_of(config, request)));
  if (has_worlds(config)) print_text(analysis::worlds_text(analysis::open_record(request.out)));
  print_text(fmt::format(R"(Results: {0}
  Python: import xarray; metrics = xarray.open_dataset("{0}", group="metrics")
  R:      library(ncdf4); trust <- ncvar_get(nc_open("{0}"), "metrics/trust")
)",
                         request.out.string()));
}

void print_json(const Config& config, const RunCount& runs, const RunRequest& request,
                const Resources& used) {
  nlohmann::ordered_json json = {
      {"results_file", request.out.string()},
      {"results_hash", fmt::format("{:016x}", runs.hash)},
      {"wall_seconds", used.wall_seconds},
      {"runs_per_second", runs.replicates / used.wall_seconds},
      {"threads", request.threads},
      {"demands", runs.demands},
      {"nanoseconds_per_demand",
       runs.demands == 0 ? 0.0 : used.cpu_seconds * 1e9 / static_cast<double>(runs.demands)},
      {"peak_memory_megabytes", used.peak_megabytes}};
  json.update(summary_json(config, sample_of(config, request)));
  print_data(json.dump(2) + '\n');
}

void print_report(const Config& config, const RunCount& runs, const RunRequest& request,
                  const Resources& used) {
  if (request.json) {
    print_json(config, runs, request, used);
  } else if (!request.quiet) {
    print_summary(config, request);
  }
  if (runs.failed > 0) {
    print_message(fmt::format("comity: {} of {} runs failed; their series are missing in {} (first: {}).",
                              runs.failed, runs.replicates, request.out.string(), runs.first_failure));
  }
}

// A run of a scenario with a sweep is its base, and whoever wanted the sweep should know.
void warn_of_sweep(const Config& config) {
  if (!config.has_sweep) return;
  print_message(fmt::format(
      "comity: warning: this runs the scenario as it stands, without the factors and arms of its [sweep] and "
      "[arms]. comity sweep {} runs them.",
      shell_word(config.path)));
}

// The report of the experiment, or the signal that ended it.
struct WatchedRun {
  ExperimentReport report;
  int signal = 0;
};

WatchedRun run_watched(const Config& config, const RunRequest& request) {
  const InterruptWatch watch;
  Progress progress(progress_style(request.quiet),
                    static_cast<std::uint32_t>(config.parameters.run.replicates));
  ExperimentOptions options{request.threads, request.out, request.overwrite, {}};
  options.keep_going = [&](const RunCount& runs) {
    progress.show(runs.replicates);
    return watch.signal() == 0;
  };
  ExperimentReport report = run_experiment(config, options);
  return {std::move(report), watch.signal()};
}

}  // namespace

int run_command(std::span<const std::string> arguments) {
  const Usage usage = run_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  RunRequest request = read_run_request(usage, *values);
  const Config config = load_scenario(request.scenario, request.overrides);
  if (request.out.empty()) request.out = std::filesystem::path("results") / (config.name + ".h5");
  check_outputs(std::array{request.out}, places_of(archive_of(config), config.path));
  request.threads =
      static_cast<int>(std::min<std::int64_t>(request.threads, config.parameters.run.replicates));
  warn_of_unchecked_law(config);
  warn_of_sweep(config);
  const auto begin = std::chrono::steady_clock::now();
  const WatchedRun ending = run_watched(config, request);
  if (!ending.report.finished) {
    print_message(fmt::format("comity: interrupted after {} of {} runs; no results were written.",
                              ending.report.runs.replicates, config.parameters.run.replicates));
    return 128 + ending.signal;
  }
  print_report(config, ending.report.runs, request, resources_since(begin));
  return ending.report.runs.failed > 0 ? kInternalFailure : kSuccess;
}

}  // namespace comity::cli
