#include "cli/calibrate_request.h"

#include "analysis/emulator.h"
#include "cli/run_options.h"
#include "cli/shard_option.h"
#include "error.h"
#include "text/shipped.h"

#include <fmt/format.h>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMostVectors = 5000;  // as many as the chains record apart from each other

void add_calibrate_options(Usage& usage) {
  using Texts = std::vector<std::string>;
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  const auto texts = [](const char* name) { return po::value<Texts>()->composing()->value_name(name); };
  auto add = usage.options.add_options();
  add("evidence", texts("FILE"),
      "file of evidence, of which the observations with use = \"fit\" count; can be repeated");
  add("until", text("YEAR"),
      "use only observations whose period ends with this year or before, so that later ones can be "
      "predicted");
  add("out", text("WORLDS.csv"), "the vectors");
  add("parameter", texts("NAME"),
      "vary this parameter; can be repeated (default: all that have a prior and are not --set)");
  add("points", text("N")->default_value("512"), "vectors simulated in each wave");
  add("waves", text("N")->default_value("2"), "waves");
  add("replicates", text("N")->default_value("2"), "runs of each vector");
  add("keep", text("N")->default_value("256"), "vectors written");
  add("recover", text("N")->default_value("0"),
      "let N points of the first wave stand for the truth one after the other, and say how often it is "
      "found; the "
      "table is recovery.csv in the folder of the runs");
  add("seed", text("N")->default_value("1"), "seed of points, chains and runs");
  add("set", texts("NAME=VALUE"), "set a parameter in all runs; it is not varied then; can be repeated");
  add("threads", text("N"), "runs made at the same time (default: all processors)");
  add("shard", text("K/N"),
      "make share K of N of the runs, and wait for the others between waves (default in a Slurm job array or "
      "under mpirun or srun: "
      "the task's or rank's share); the first share writes the vectors");
  add("emit", text("WHAT"), "print a batch script instead: slurm");
  add("tasks", text("N")->default_value("16"), "tasks of the job array in that script");
  add("force", "replace WORLDS.csv");
  add("quiet", "no progress and no printed report");
}

}  // namespace

Usage calibrate_usage() {
  Usage usage;
  usage.command = "comity calibrate";
  usage.head = R"(comity calibrate: which vectors of parameters agree with the evidence

Usage: comity calibrate SCENARIO --evidence FILE --out WORLDS.csv [options]

SCENARIO is a file, or the name of one that comes with the program (comity scenarios).
From the priors of the parameters (comity list parameters) and the observations that may choose them (use = "fit"), a sample of
plausible worlds: one vector of parameters a row, to be named by [worlds] of a scenario. Points of a wave are simulated,
each observation is emulated by a regression that knows its own error, Markov chains draw what is plausible, and the next wave lies
there; the vectors that are kept are simulated once more, to see whether they give what was observed. What is learnt, what is not, what hangs
together and which observations conflict is said. The method and its references: MODEL.md, 14.

Runs are kept in a folder beside WORLDS.csv: started again after a kill, the same command makes what is missing. Shares (--shard, a Slurm
job array, ranks of mpirun or srun) make the runs together; they see one another in that folder, and wait for one another between
waves. The file has the same bytes whatever the number of threads, shares and kills. held-out.csv there sets beside each other what
emulators say of vectors that they were not fitted to and what was simulated there.
)";
  usage.examples = R"(Examples:
  comity calibrate two-states --evidence mine.toml --out worlds/plausible.csv --points 200
  comity calibrate microsoft-ireland --evidence scenarios/evidence/litigation-and-cooperation.toml --set run.scale=0.01
      --set run.record_days=91 --set run.log_demands=true --out plausible-2013.csv
  comity calibrate two-states --evidence mine.toml --out plausible.csv --shard 2/4       (one of four processes at the same time)
  comity calibrate two-states --evidence mine.toml --out plausible.csv --emit slurm --tasks 32 > calibrate.sbatch
  comity run microsoft-ireland --set worlds.file="$PWD/plausible-2013.csv" --replicates 512

Exit code: 0 success, also when observations conflict (it is said), 2 a mistake in the input, 3 some runs failed, 75 stopped
by a signal: start again.
)";
  usage.operand = "SCENARIO";
  add_calibrate_options(usage);
  return usage;
}

CalibrateRequest read_calibrate_request(const Usage& usage, const po::variables_map& values) {
  const auto ask = [&](const char* option, const char* question) {
    if (!values.contains(option))
      throw Error(fmt::format("comity calibrate: {} See comity calibrate --help.", question));
  };
  ask("operand", "which scenario? (a file like scenarios/two-states.toml).");
  ask("evidence",
      "which evidence? (--evidence FILE, e.g. scenarios/evidence/litigation-and-cooperation.toml).");
  ask("out", "where to? (--out FILE, e.g. worlds/plausible.csv).");
  const auto texts = [&](const char* option) {
    return values.contains(option) ? values[option].as<std::vector<std::string>>()
                                   : std::vector<std::string>{};
  };
  const auto number = [&](const char* option, std::pair<std::int64_t, std::int64_t> range) {
    return read_integer(usage, fmt::format("--{}", option), values[option].as<std::string>(), range);
  };
  CalibrateRequest request;
  request.scenario = file_named(texts("operand").front(), "");
  request.evidence = texts("evidence");
  request.parameters = texts("parameter");
  request.overrides = texts("set");
  request.out = values["out"].as<std::string>();
  if (values.contains("until")) request.until = number("until", {1900, kAnyYear});
  request.points = static_cast<std::size_t>(number("points", {analysis::kFewestEmulated, kMostVectors}));
  request.waves = static_cast<std::size_t>(number("waves", {1, 20}));
  request.replicates = static_cast<std::size_t>(number("replicates", {1, 10'000}));
  request.keep = static_cast<std::size_t>(number("keep", {2, kMostVectors}));
  request.recover = static_cast<std::size_t>(number("recover", {0, kMostVectors}));
  if (request.recover > request.points / 2)
    throw Error(
        fmt::format("comity calibrate: --recover {} with --points {}. At most half of the points can stand "
                    "for the truth: "
                    "emulators are fitted to the others.",
                    request.recover, request.points));
  request.seed = static_cast<std::uint32_t>(number("seed", {0, 40'000'000}));
  request.threads = read_threads(usage, values);
  request.shard = shard_of(usage, values).value_or(Shard{});
  request.tasks = static_cast<std::uint32_t>(number("tasks", {1, kMostTasks}));
  request.emit = asks_for_slurm(usage, values);
  request.force = values.contains("force");
  request.quiet = values.contains("quiet");
  return request;
}

}  // namespace comity::cli
