#include "cli/analyze_patterns.h"

#include "analysis/report.h"
#include "cli/analyze_answer.h"
#include "cli/options.h"
#include "error.h"

#include <fmt/format.h>

#include <iostream>
#include <vector>

namespace comity {
namespace {

namespace po = boost::program_options;

Usage analyze_patterns_usage() {
  Usage usage;
  usage.command = "comity analyze patterns";
  usage.head = R"(comity analyze patterns: target patterns beside the simulation

Usage: comity analyze patterns RESULTS --targets FILE [options]

For each pattern of the files of targets: what the simulation says, the 95 % interval of that estimate (over
replicates; none where they are too few), the range that holds 90 % of the replicates' own values, and whether the estimate lies within
the target. For events of history: in how many replicates they happen, and in how many of these earlier than they did;
history is ordinary for the model (met) between 5 and 95 %.
)";
  usage.examples = R"(Examples:
  comity analyze patterns results/microsoft-ireland.h5 --targets scenarios/patterns/litigation-and-cooperation.toml
  comity analyze patterns results/microsoft-ireland.h5 --targets scenarios/patterns/microsoft-ireland-timeline.toml
  comity analyze patterns results/microsoft-ireland.h5 --targets mine.toml --format csv --out patterns.csv
)" + analysis::formula_manual() +
                   R"(
How files of targets are written: scenarios/patterns/README.md.

Exit code: 0 success (also when patterns are not met), 2 a mistake in the input.
)";
  usage.operand = "RESULTS";
  auto add = usage.options.add_options();
  add("targets", po::value<std::vector<std::string>>()->composing()->value_name("FILE"),
      "file of target patterns; can be repeated");
  add("format", po::value<std::string>()->default_value("text"), "text, json, markdown or csv");
  add("out", po::value<std::string>()->value_name("FILE"), "write to a file instead of standard output");
  add("force", "replace that file if it exists");
  return usage;
}

std::vector<analysis::PatternReport> make_reports(const std::string& results_file,
                                                  const std::vector<std::string>& files) {
  std::vector<analysis::PatternReport> reports;
  for (const std::string& file : files) reports.push_back({analysis::read_targets(file), {}});
  const analysis::Record record = analysis::open_replicates(results_file);
  for (analysis::PatternReport& report : reports) report.findings = find_patterns(record, report.targets);
  return reports;
}

}  // namespace

int run_analyze_patterns(std::span<const std::string> arguments) {
  const Usage usage = analyze_patterns_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  if (!values->contains("operand"))
    throw Error(
        "comity analyze patterns: which results file? (one that comity run wrote). See comity analyze "
        "patterns --help.");
  if (!values->contains("targets"))
    throw Error(
        "comity analyze patterns: which patterns? (--targets FILE). See comity analyze patterns --help.");
  const std::string format = values->at("format").as<std::string>();
  const std::vector<std::string> formats = {"text", "json", "markdown", "csv"};
  check_word(usage, "--format", format, formats);
  const std::string results = values->at("operand").as<std::vector<std::string>>().front();
  const std::string text = analysis::format_reports(
      make_reports(results, values->at("targets").as<std::vector<std::string>>()), format);
  if (!values->contains("out")) {
    std::cout << text;
    return kSuccess;
  }
  write_result(values->at("out").as<std::string>(),
               values->contains("force") ? Overwrite::yes : Overwrite::no, text);
  return kSuccess;
}

}  // namespace comity
