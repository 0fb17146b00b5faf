#include "cli/analyze_spread.h"

#include "cli/options.h"
#include "error.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace comity {
namespace {

namespace po = boost::program_options;

constexpr const char* kHead =
    R"(comity analyze spread: how readings, splits and citations spread among courts

Usage: comity analyze spread RESULTS [options]

For each open question and reading: the share of courts whose latest standing ruling holds it, over time; when half of its last
value, and half of all courts, are reached; a Bass curve of the courts that have ever ruled so, where the data say what its
parameters are. How often a state's appellate courts split, who closes the split and how long that takes (splits still open at the
end are censored). Who cites whom, how old what is cited is, and how much of it lies abroad.

All states together means: the courts of every state that ruled on the question in some run of the file. RESULTS must hold
events: what comity run writes, or comity sweep --keep all.
)";

constexpr const char* kExamples = R"(Examples:
  comity analyze spread results/microsoft-ireland.h5
  comity analyze spread results/microsoft-ireland.h5 --question us-warrant-reach-abroad --held binding
  comity analyze spread results/microsoft-ireland.h5 --state US --format csv --out spread.csv
  comity analyze spread results/microsoft-ireland.h5 --replicate 3

Rows of csv and json: metric is the question, factor the reading (accepted, rejected), who closed a split (nobody, apex, courts,
law) or the court, factor2 the state; empty: all. Times are in years (half times since the first day of the run), shares between 0
and 1. What they mean and how they are estimated: analysis/README.md.

Exit code: 0 success, 2 a mistake in the input.
)";

Usage analyze_spread_usage() {
  Usage usage;
  usage.command = "comity analyze spread";
  usage.head = kHead;
  usage.examples = kExamples;
  usage.operand = "RESULTS";
  auto add = usage.options.add_options();
  add("question", po::value<std::string>()->value_name("NAME"), "only this open question");
  add("state", po::value<std::string>()->value_name("ID"), "only the courts of this state");
  add("held", po::value<std::string>()->default_value("own"),
      "own: courts that ruled so themselves; binding: also those bound by a court above");
  add("point", po::value<std::string>()->value_name("N"), "point of a sweep");
  add("replicate", po::value<std::string>()->value_name("N"), "only this run");
  add("format", po::value<std::string>()->default_value("text"), "text, json or csv");
  add("out", po::value<std::string>()->value_name("FILE"), "write to a file instead of standard output");
  add("force", "replace that file if it exists");
  return usage;
}

int find_name(const Usage& usage, const po::variables_map& values, const char* option,
              const std::vector<std::string>& names) {
  if (!values.contains(option)) return -1;
  const auto& name = values.at(option).as<std::string>();
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    throw Error(fmt::format("{}: --{} {} (the file has {}).{}", usage.command, option, name,
                            names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")),
                            did_you_mean(name, names)));
  return static_cast<int>(found - names.begin());
}

std::optional<std::uint32_t> find_number(const Usage& usage, const po::variables_map& values,
                                         const char* option) {
  if (!values.contains(option)) return std::nullopt;
  return static_cast<std::uint32_t>(read_integer(usage, fmt::format("--{}", option),
                                                 values.at(option).as<std::string>(), {0, 4'000'000'000}));
}

analysis::Spread open_spread(const Usage& usage, const po::variables_map& values) {
  const analysis::Record record =
      analysis::open_record(values.at("operand").as<std::vector<std::string>>().front());
  analysis::SpreadSelection selection{find_number(usage, values, "point"),
                                      find_number(usage, values, "replicate")};
  if (record.points > 1 && !selection.point)
    throw Error(fmt::format("{}: {} holds {} points, which differ. Choose one: --point 0 to --point {}.",
                            usage.command, record.file.path().string(), record.points, record.points - 1));
  analysis::Spread spread = read_spread(record, selection);
  if (spread.runs.empty())
    throw Error(fmt::format("{}: every run asked for has failed.", record.file.path().string()));
  return spread;
}

}  // namespace

int run_analyze_spread(std::span<const std::string> arguments) {
  const Usage usage = analyze_spread_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  if (!values->contains("operand"))
    throw Error(
        "comity analyze spread: which results file? (one that comity run wrote). See comity analyze spread "
        "--help.");
  const std::string held = values->at("held").as<std::string>();
  check_word(usage, "--format", values->at("format").as<std::string>(),
             std::vector<std::string>{"text", "json", "csv"});
  check_word(usage, "--held", held, std::vector<std::string>{"own", "binding"});
  const analysis::Spread spread = open_spread(usage, *values);
  analysis::SpreadScope scope;
  scope.question = find_name(usage, *values, "question", spread.questions);
  scope.state = find_name(usage, *values, "state", spread.states);
  scope.held = held == "own" ? analysis::Held::own : analysis::Held::binding;
  return deliver(usage, *values, spread_answer(spread, scope, analysis::summarise_spread(spread, scope)));
}

}  // namespace comity
