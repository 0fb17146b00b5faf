#include "cli/commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "text/answer.h"

#include <fmt/format.h>

#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage list_usage() {
  Usage usage;
  usage.command = "comity list";
  usage.head = R"(comity list: the model's tables

Usage: comity list TABLE [options]

Tables:
  parameters     every parameter with its default, unit, range, prior, meaning, tag and source
  keys           every key of a scenario's tables with its form, default and meaning
  law-keys       the same of law files
  evidence-keys  the same of files of evidence, of aims and of outcomes
  metrics        every series of a results file
  events         every event table and its columns
  phases         what happens in a step, in order
  purposes       what random numbers are drawn for
  facts          the words that rules of law may use
)";
  usage.examples = R"(Examples:
  comity list parameters
  comity list parameters --format markdown > parameters.md
  comity list metrics --format csv
)";
  usage.operand = "TABLE";
  usage.options.add_options()("format", po::value<std::string>()->default_value("text"),
                              "text, json, markdown or csv");
  return usage;
}

}  // namespace

int list_command(std::span<const std::string> arguments) {
  const Usage usage = list_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const std::vector<std::string> tables = listing_names();
  if (!values->contains("operand")) {
    throw Error(fmt::format("comity list: which table? (one of {}). See comity list --help.",
                            fmt::join(tables, ", ")));
  }
  const std::string table = values->at("operand").as<std::vector<std::string>>().front();
  check_word(usage, "TABLE", table, tables);
  const std::string format = read_format(usage, *values);
  Answer answer;
  answer.rows = make_listing(table);
  answer.tables = {answer.rows};
  print_as(format, format_answer(answer, format));
  return kSuccess;
}

}  // namespace comity::cli
