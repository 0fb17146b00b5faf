#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "scenario/shipped_scenarios.h"
#include "text/answer.h"
#include "text/words.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage scenarios_usage() {
  Usage usage;
  usage.command = "comity scenarios";
  usage.head = R"(comity scenarios: the scenarios that come with the program, and the question that each asks

Usage: comity scenarios [options]

comity run, sweep and law take these names in place of a path, and a scenario of your own may include them and name their law
files. They stand in ./scenarios (a checkout of the source) or in ../share/comity/scenarios beside the program.
)";
  usage.examples = R"(Examples:
  comity scenarios
  comity run microsoft-ireland
  comity law check us-sca-1986 us-cloud-2018
)";
  usage.operands = 0;
  usage.options.add_options()("format", po::value<std::string>()->default_value("text")->value_name("WORD"),
                              "text, json, markdown or csv");
  return usage;
}

}  // namespace

int scenarios_command(std::span<const std::string> arguments) {
  const Usage usage = scenarios_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const std::string format = read_format(usage, *values);
  Answer answer;
  answer.rows = shipped_scenarios();
  if (answer.rows.rows.empty())
    throw Error(
        "comity scenarios: there are none here: no folder scenarios, and no ../share/comity/scenarios beside "
        "the program. "
        "Name a scenario by its path.");
  for (const Cells& row : answer.rows.rows)
    answer.details += fmt::format("{}\n{}", cell_words(row[0]), wrapped(cell_words(row[1]), 2));
  answer.listed = answer.rows;
  print_as(format, format_answer(answer, format));
  return kSuccess;
}

}  // namespace comity::cli
