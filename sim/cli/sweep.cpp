#include "cli/sweep.h"

#include "cli/dry_run.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/shard_option.h"
#include "cli/slurm_script.h"
#include "error.h"
#include "experiment/merge.h"
#include "experiment/sweep.h"
#include "scenario/loader.h"
#include "scenario/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <vector>

namespace comity {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMostTasks = 100'000;
constexpr std::int64_t kMostSeconds = 31'536'000;

Usage make_usage() {
  Usage usage;
  usage.command = "comity sweep";
  usage.head = R"(comity sweep: every point of a scenario's design, every replicate, one results file

Usage: comity sweep SCENARIO [options]

The design is the scenario's [sweep] and [arms.NAME]; without them it is the scenario alone. Finished runs are kept in blocks
in results/SCENARIO.sweep, so that nothing is lost by a kill, a full disk or a time limit: start the same command again and it
makes what is missing. More points or replicates redo nothing. When every run is there, results/SCENARIO.h5 is written; its
bytes are the same whatever the number of threads, shares and kills.
)";
  usage.examples = R"(Examples:
  comity sweep scenarios/two-states.toml --dry-run
  comity sweep scenarios/two-states.toml --replicates 1000 --keep summary
  comity sweep scenarios/two-states.toml --shard 2/4          (one of four processes; then: comity merge)
  mpirun -n 4 comity sweep scenarios/two-states.toml --threads 1
  comity sweep scenarios/two-states.toml --emit slurm --tasks 32 > sweep.sbatch && sbatch sweep.sbatch

Exit code: 0 success, 2 a mistake in the input or a disk that cannot be written, 3 some runs failed, 75 stopped by a signal
(SIGINT, SIGTERM, SIGUSR1) or the time limit with work left: start again.
)";
  usage.operand = "SCENARIO";
  using Texts = std::vector<std::string>;
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  auto add = usage.options.add_options();
  add("replicates", text("N"), "runs of every point (default: run.replicates of the scenario)");
  add("seed", text("N"), "seed of all random numbers (default: run.seed)");
  add("set", po::value<Texts>()->composing()->value_name("NAME=VALUE"),
      "set a parameter at all points; can be repeated");
  add("keep", text("WHAT")->default_value("summary"),
      "what is kept of every run: summary (totals and means of the metrics), series (over time too), all "
      "(events too)");
  add("threads", text("N"), "runs made at the same time (default: all processors)");
  add("shard", text("K/N"),
      "make share K of N only (default in a Slurm job array: the task's share; under mpirun or srun: the "
      "rank's, and the last one merges)");
  add("out", text("FILE"),
      "results file (default: results/SCENARIO.h5); the folder of the sweep stands beside it");
  add("force", "replace that file even if it comes from something else");
  add("max-failures", text("N"), "stop when so many runs have failed (default: go on)");
  add("retry-failed", "make the runs that failed once more");
  add("time-limit", text("SECONDS"), "stop after so long, keeping what is done");
  add("save-every", text("SECONDS")->default_value("10"), "how often finished runs are written");
  add("dry-run", "say how many runs, how long and how large; write nothing");
  add("emit", text("WHAT"), "print a batch script instead: slurm");
  add("tasks", text("N")->default_value("16"), "tasks of the job array in that script");
  add("quiet", "no progress and no printed report");
  return usage;
}

// What the command line asked for.
struct Request {
  std::string scenario;
  std::vector<std::string> overrides;
  std::filesystem::path out;
  Keep keep = Keep::summary;
  SweepOptions options;
  bool sharded = false;  // shares merge when they are told to
  bool ranks = false;    // ranks under mpirun merge when the last of them is done
  bool force = false;
  bool quiet = false;
  bool dry_run = false;
  bool emit = false;
  std::uint32_t tasks = 16;
  std::uint64_t time_limit = 0;  // [s]; 0: none
};

std::string text_of(const po::variables_map& values, const std::string& option) {
  return values.contains(option) ? values[option].as<std::string>() : "";
}

std::uint64_t read_count(const Usage& usage, const po::variables_map& values,
                         const std::pair<std::string, std::int64_t>& option_and_most) {
  const auto& [option, most] = option_and_most;
  if (!values.contains(option)) return 0;
  return static_cast<std::uint64_t>(read_integer(usage, "--" + option, text_of(values, option), {1, most}));
}

void read_shard(const Usage& usage, const po::variables_map& values, Request& request) {
  auto shard = shard_of_rank(environment_variable);
  request.ranks = shard.has_value() && !values.contains("shard");
  if (!shard) shard = shard_of_array(environment_variable);
  if (values.contains("shard")) {
    shard = parse_shard(text_of(values, "shard"));
    if (!shard)
      throw Error(
          fmt::format("{}: --shard {} (must be K/N with 1 <= K <= N <= 100000, e.g. 2/4). See {} --help.",
                      usage.command, text_of(values, "shard"), usage.command));
  }
  request.sharded = shard.has_value() && shard->count > 1 && !request.ranks;
  if (shard) request.options.shard = *shard;
}

double read_seconds(const Usage& usage, const po::variables_map& values, const std::string& option) {
  const std::string text = text_of(values, option);
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds >= 0.0) || seconds > static_cast<double>(kMostSeconds))
    throw Error(fmt::format("{}: --{} {} (must be a number of seconds in [0, {}]). See {} --help.",
                            usage.command, option, text, kMostSeconds, usage.command));
  return seconds;
}

Keep read_keep(const Usage& usage, const po::variables_map& values) {
  const std::string word = text_of(values, "keep");
  const std::vector<std::string> known(kKeepNames.begin(), kKeepNames.end());
  check_word(usage, "--keep", word, known);
  return static_cast<Keep>(std::ranges::find(known, word) - known.begin());
}

Request read_request(const Usage& usage, const po::variables_map& values) {
  if (!values.contains("operand"))
    throw Error(
        "comity sweep: which scenario? (a file like scenarios/two-states.toml). See comity sweep --help.");
  Request request;
  request.scenario = values["operand"].as<std::vector<std::string>>().front();
  request.overrides = overrides_of(usage, values);
  request.keep = read_keep(usage, values);
  request.out = text_of(values, "out");
  request.options.threads = read_threads(usage, values);
  request.options.save_seconds = read_seconds(usage, values, "save-every");
  request.options.most_failures = read_count(usage, values, {"max-failures", 1'000'000'000});
  request.options.retry_failed = values.contains("retry-failed");
  request.force = values.contains("force");
  request.quiet = values.contains("quiet");
  request.dry_run = values.contains("dry-run");
  request.time_limit = read_count(usage, values, {"time-limit", kMostSeconds});
  request.tasks = static_cast<std::uint32_t>(read_count(usage, values, {"tasks", kMostTasks}));
  if (values.contains("emit")) {
    const std::vector<std::string> known = {"slurm"};
    check_word(usage, "--emit", text_of(values, "emit"), known);
    request.emit = true;
  }
  read_shard(usage, values, request);
  return request;
}

// A sweep loaded: its scenario, its design and where it stands.
struct Loaded {
  Config config;
  Design design;
  Manifest manifest;
  SweepFolder folder;
};

std::filesystem::path folder_beside(std::filesystem::path out) { return out.replace_extension(".sweep"); }

Loaded load(Request& request) {
  Loaded loaded;
  loaded.config = load_scenario(request.scenario, request.overrides);
  loaded.design = make_design(load_sweep(request.scenario, request.overrides));
  loaded.manifest =
      make_manifest(loaded.config, loaded.design, request.keep, law_of_points(loaded.config, loaded.design));
  if (request.out.empty()) request.out = std::filesystem::path("results") / (loaded.config.name + ".h5");
  if (request.out.extension() == ".sweep" || request.out.filename().empty())
    throw Error(fmt::format("{}: is no name of a results file. Give --out a name like {}.",
                            request.out.string(),
                            (request.out.parent_path() / (loaded.config.name + ".h5")).string()));
  loaded.folder.path = folder_beside(request.out);
  return loaded;
}

// What the batch script calls: the same sweep.
std::vector<std::string> words_for_batch(std::span<const std::string> arguments) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const std::string name = word.substr(0, word.find('='));
    const bool dropped = name == "--emit" || name == "--tasks" || name == "--shard" || name == "--threads";
    if (dropped && word.find('=') == std::string::npos) ++i;
    if (!dropped) words.push_back(word);
  }
  return words;
}

int emit_slurm(const Request& request, const Loaded& loaded, std::span<const std::string> arguments) {
  SlurmJob job;
  job.name = loaded.config.name;
  job.program = std::filesystem::read_symlink("/proc/self/exe").string();
  job.arguments = words_for_batch(arguments);
  job.folder = loaded.folder.path.string();
  job.tasks = request.tasks;
  std::cout << slurm_script(job);
  return kSuccess;
}

void report_sweep(const Request& request, const SweepReport& report) {
  for (const auto& block : report.damaged)
    fmt::print(
        stderr,
        "comity: warning: {} was cut off; its runs were made once more (the rest is kept as {}.damaged).\n",
        block.string(), block.string());
  const SweepProgress& progress = report.progress;
  if (progress.failed > 0)
    fmt::print(stderr, "comity: {} of {} runs failed (first: {}).\n", progress.failed, progress.done,
               progress.first_failure);
  if (report.ending == SweepEnding::stopped)
    fmt::print(
        stderr,
        "comity: stopped after {} of {} runs; they are kept. Start the same command again for the others.\n",
        progress.done, progress.todo);
  if (report.ending == SweepEnding::too_many_failures)
    fmt::print(stderr, "comity: stopped because of --max-failures after {} of {} runs.\n", progress.done,
               progress.todo);
  if (report.ending == SweepEnding::all_alike)
    fmt::print(stderr,
               "comity: stopped because the first {} runs all failed alike. Mend the scenario; or, if the "
               "machine was at "
               "fault, start again with --retry-failed.\n",
               progress.done);
  if (!request.quiet && request.sharded && report.ending == SweepEnding::finished)
    fmt::print("Share {} of {} is done: {} runs. When all are: comity merge {}\n",
               request.options.shard.number, request.options.shard.count, progress.done,
               folder_beside(request.out).string());
}

SweepReport run_watched(const Request& request, const Loaded& loaded, const SweepBase& base) {
  const InterruptWatch watch;
  const auto begin = std::chrono::steady_clock::now();
  SweepOptions options = request.options;
  std::optional<Progress> progress;
  options.keep_going = [&](const SweepProgress& now) {
    if (!progress)
      progress.emplace(request.quiet ? ProgressStyle::none : progress_style_of_stderr(),
                       static_cast<std::uint32_t>(now.todo));
    progress->show(static_cast<std::uint32_t>(now.done));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    const bool over = request.time_limit > 0 && spent.count() >= static_cast<double>(request.time_limit);
    return watch.signal() == 0 && !over;
  };
  return run_sweep({loaded.folder, loaded.manifest, base}, options);
}

int merge_all(const Request& request, const Loaded& loaded) {
  // Ranks that end together: one merges, the others wait and see that all is there.
  const auto lock = FileLock::wait(loaded.folder.path / "merge.lock");
  MergeOptions options;
  options.out = request.out;
  options.overwrite = request.force ? Overwrite::yes : Overwrite::no;
  const MergeReport report = merge_sweep(loaded.folder, options);
  if (!report.written) {
    if (!request.quiet)
      fmt::print("{} of {} runs are missing still (other processes have them, or they stopped).\n",
                 report.missing, report.runs);
    return request.ranks ? kSuccess : kWorkLeft;
  }
  note_in_journal(loaded.folder, request.options.shard, fmt::format("merged: {} runs", report.runs));
  if (!request.quiet) {
    fmt::print("Results: {} ({} points x {} replicates, {} failed)\n", request.out.string(),
               loaded.manifest.points, loaded.manifest.replicates, report.failed);
    fmt::print("  Python: import xarray; summary = xarray.open_dataset(\"{}\", group=\"summary\")\n",
               request.out.string());
  }
  return report.failed > 0 ? kSomeFailed : kSuccess;
}

// A file that is in the way is better known before the first run than after the last.
void check_place(const Request& request, const Loaded& loaded) {
  if (request.sharded || request.force || may_replace(request.out, loaded.manifest)) return;
  throw Error(
      fmt::format("{}: exists already and comes from something else (results are not overwritten). Give "
                  "--force to replace it or "
                  "choose another name with --out.",
                  request.out.string()));
}

int exit_code(const Request& request, const Loaded& loaded, const SweepReport& report) {
  if (report.ending == SweepEnding::stopped) return kWorkLeft;
  if (report.ending != SweepEnding::finished) return kSomeFailed;
  if (request.sharded) return report.progress.failed > 0 ? kSomeFailed : kSuccess;
  return merge_all(request, loaded);
}

}  // namespace

int run_sweep_command(std::span<const std::string> arguments) {
  const Usage usage = make_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  Request request = read_request(usage, *values);
  Loaded loaded = load(request);
  if (request.emit) return emit_slurm(request, loaded, arguments);
  warn_of_unchecked_law(loaded.config);
  const Courts no_courts;
  ResultsPlan plan{loaded.config, no_courts, record_times(loaded.config.parameters),
                   make_metric_layout(loaded.config), loaded.manifest.replicates};
  plan.keep = request.keep;
  const ScenarioBase scenario = load_base(loaded.manifest.texts, loaded.manifest.overrides);
  const SweepBase base{scenario, loaded.design, plan};
  if (request.dry_run) {
    std::cout << dry_run_text(base, loaded.manifest, request.options.threads);
    return kSuccess;
  }
  if (!std::filesystem::exists(loaded.folder.manifest())) check_place(request, loaded);
  settle(loaded.folder, loaded.manifest, loaded.design);
  check_place(request, loaded);
  const SweepReport report = run_watched(request, loaded, base);
  report_sweep(request, report);
  return exit_code(request, loaded, report);
}

}  // namespace comity
