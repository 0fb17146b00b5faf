#include "cli/sweep_request.h"

#include "cli/run_options.h"
#include "cli/shard_option.h"
#include "error.h"
#include "text/shipped.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMostSeconds = 31'536'000;

std::string text_of(const po::variables_map& values, const std::string& option) {
  return values.contains(option) ? values[option].as<std::string>() : "";
}

std::uint64_t read_count(const Usage& usage, const po::variables_map& values,
                         const std::pair<std::string, std::int64_t>& option_and_most) {
  const auto& [option, most] = option_and_most;
  if (!values.contains(option)) return 0;
  return static_cast<std::uint64_t>(read_integer(usage, "--" + option, text_of(values, option), {1, most}));
}

void read_shard(const Usage& usage, const po::variables_map& values, SweepRequest& request) {
  const auto shard = shard_of(usage, values);
  request.ranks = shard_of_rank(environment_variable).has_value() && !values.contains("shard");
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

}  // namespace

Usage sweep_usage() {
  Usage usage;
  usage.command = "comity sweep";
  usage.head = R"(comity sweep: every point of a scenario's design, every replicate, one results file

Usage: comity sweep SCENARIO [options]

SCENARIO is a file, or the name of one that comes with the program (comity scenarios).
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
      "make share K of N only (default in a Slurm job array: the task's share; under mpirun or srun all "
      "ranks "
      "make one sweep, with MPI piece by piece, without it in fixed shares)");
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

SweepRequest read_sweep_request(const Usage& usage, const po::variables_map& values) {
  if (!values.contains("operand"))
    throw Error(
        "comity sweep: which scenario? (a file like scenarios/two-states.toml). See comity sweep --help.");
  SweepRequest request;
  request.scenario = file_named(values["operand"].as<std::vector<std::string>>().front(), "");
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
  request.emit = asks_for_slurm(usage, values);
  read_shard(usage, values, request);
  return request;
}

}  // namespace comity::cli
