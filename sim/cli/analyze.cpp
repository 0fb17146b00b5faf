#include "analysis/arms.h"
#include "analysis/questions.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "results/safe_file.h"
#include "text/number.h"
#include "text/reading.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;
using analysis::Inquiry;
using analysis::Question;
using analysis::QuestionOption;
using Words = std::vector<std::string>;

constexpr const char* kMetricManual =
    "A metric is a row of comity list metrics: demands[US], trust[microsoft]; demands is the sum over all "
    "states,\n"
    "demands[*] each of them, average(trust) the mean. Over a run a counter is added up and a gauge "
    "averaged;\n"
    "trust[microsoft] at end, at 2014-07-31 or mean say otherwise. Formulas are computed for each run:\n"
    "(fines+litigation_spend)/demands; A+B/C is A + (B/C).\n\n";

std::string analyze_help() {
  std::string text =
      "comity analyze: questions about results files\n\nUsage: comity analyze QUESTION RESULTS "
      "[options]\n\nQuestions:\n";
  for (const Question& question : analysis::questions())
    text += fmt::format("  {:<10}{}\n", question.name, question.summary);
  return text +
         "\nExamples:\n"
         "  comity analyze summary results/microsoft-ireland.h5\n"
         "  comity analyze compare results/policies.h5\n"
         "  comity analyze sobol --help\n"
         "  comity analyze evidence results/microsoft-ireland.h5 --evidence "
         "scenarios/evidence/litigation-and-cooperation.toml\n";
}

void add_option(po::options_description& options, const QuestionOption& option) {
  auto add = options.add_options();
  if (option.many) {
    add(option.name.c_str(), po::value<Words>()->composing()->value_name(option.value),
        option.meaning.c_str());
    return;
  }
  auto* value = po::value<std::string>()->value_name(option.value);
  if (!option.standard.empty()) value->default_value(option.standard);
  add(option.name.c_str(), value, option.meaning.c_str());
}

Usage analyze_usage(const Question& question) {
  Usage usage;
  usage.command = "comity analyze " + question.name;
  usage.head = fmt::format("{}: {}", usage.command, question.head);
  usage.examples = fmt::format("{}Examples:\n{}\nExit code: 0 success, 2 a mistake in the input.\n",
                               question.of_runs ? kMetricManual : "", question.examples);
  usage.operand = "RESULTS";
  usage.operands = static_cast<int>(question.files);
  const auto add = [&](const QuestionOption& option) { add_option(usage.options, option); };
  if (question.metrics > 0)
    add({"metric", "FORMULA", "", "what to look at; can be repeated (default: a short list)", true});
  if (question.of_runs) add({"at", "DAY", "", "the series at the last recorded day up to this one"});
  if (question.over_time) usage.options.add_options()("over-time", "at every recorded day");
  if (question.arm) add({"arm", "NAME", "", "only the points of this arm"});
  if (question.of_runs) {
    add({"level", "P", "0.95", "how often intervals are to hold the truth"});
    add({"resamples", "N", "100", "of a bootstrap; 0: no interval"});
    add({"seed", "N", "1", "of resampling"});
  }
  add({"format", "WORD", "text", "text, json, markdown or csv (a row for every number)"});
  add({"out", "FILE", "", "write to a file instead of standard output"});
  usage.options.add_options()("force", "replace that file if it exists");
  for (const QuestionOption& option : question.options) {
    add(option);
    if (option.output) usage.outputs.push_back(option.name);
  }
  return usage;
}

analysis::Resampling read_resampling(const Usage& usage, const po::variables_map& values) {
  const auto number = [&](const char* option, std::int64_t most) {
    return static_cast<std::uint32_t>(
        read_integer(usage, fmt::format("--{}", option), values[option].as<std::string>(), {0, most}));
  };
  const std::string text = values["level"].as<std::string>();
  const auto level = parse_number<double>(text);
  if (!level || !(*level > 0.0 && *level < 1.0))
    throw Error(fmt::format("{}: --level {} (must be above 0 and below 1).", usage.command, text));
  return {number("seed", 0xffffffff), number("resamples", 1'000'000), *level};
}

Words words_of(const po::variables_map& values, const QuestionOption& option) {
  if (!values.contains(option.name)) return {};
  if (option.many) return values[option.name].as<Words>();
  return {values[option.name].as<std::string>()};
}

Inquiry read_asked(const Usage& usage, const Question& question, const po::variables_map& values) {
  if (!values.contains("operand"))
    throw Error(
        fmt::format("{}: which results file? (one that comity run or comity sweep wrote). See {} --help.",
                    usage.command, usage.command));
  for (const QuestionOption& option : question.options) {
    if (!option.needed.empty() && !values.contains(option.name))
      throw Error(fmt::format("{}: {} (--{} {}). See {} --help.", usage.command, option.needed, option.name,
                              option.value, usage.command));
  }
  if (values.contains("at") && values.contains("over-time"))
    throw Error(fmt::format("{}: --at and --over-time are two questions. Ask one.", usage.command));
  Inquiry asked{usage.command,
                analysis::open_record(values["operand"].as<Words>().front()),
                {},
                false,
                read_day(usage, values, "at"),
                values.contains("over-time"),
                {},
                {},
                {}};
  if (const auto& files = values["operand"].as<Words>(); files.size() > 1)
    asked.other = analysis::open_record(files[1]);
  if (values.contains("arm")) {
    asked.arm = values["arm"].as<std::string>();
    find_arm(asked.runs, find_arms(asked.runs), asked.arm);
  }
  if (question.of_runs) asked.resampling = read_resampling(usage, values);
  asked.metrics_named = values.contains("metric");
  asked.metrics = asked.metrics_named ? analysis::taken_apart(asked.runs, values["metric"].as<Words>())
                                      : analysis::default_metrics(asked.runs, question.metrics);
  for (const QuestionOption& option : question.options) asked.options[option.name] = words_of(values, option);
  return asked;
}

int run_question(const Question& question, std::span<const std::string> arguments) {
  const Usage usage = analyze_usage(question);
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const std::string format = read_format(usage, *values);
  const Overwrite overwrite = values->contains("force") ? Overwrite::yes : Overwrite::no;
  std::vector<QuestionOption> outputs{{"out", "", "", ""}};
  for (const QuestionOption& option : question.options) {
    if (option.output) outputs.push_back(option);
  }
  for (const QuestionOption& option : outputs) {  // what is in the way is said before anything is made
    if (values->contains(option.name)) SafeFile(values->at(option.name).as<std::string>(), overwrite);
  }
  const Answer answer = question.answer(read_asked(usage, question, *values));
  for (const Attachment& attachment : answer.attachments)
    write_text(values->at(attachment.option).as<std::string>(), overwrite, attachment.text);
  const std::string text = format_answer(answer, format);
  if (values->contains("out"))
    write_text(values->at("out").as<std::string>(), overwrite, text);
  else
    print_as(format, text);
  return answer.failed ? kUserMistake : kSuccess;
}

}  // namespace

int analyze_command(std::span<const std::string> arguments) {
  const bool help = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
  if (arguments.empty() || help) {
    help ? print_text(analyze_help()) : print_message(analyze_help());
    return help ? kSuccess : kUserMistake;
  }
  Words names;
  for (const Question& question : analysis::questions()) {
    if (arguments[0] == question.name) return run_question(question, arguments.subspan(1));
    names.push_back(question.name);
  }
  if (arguments[0] == "patterns")
    throw Error(
        "comity analyze: patterns with bounds became observations with a likelihood: comity analyze evidence "
        "RESULTS "
        "--evidence FILE. How such files are written: scenarios/evidence/README.md.");
  throw Error(
      fmt::format("comity analyze: there is no question {} (questions: {}).{} See comity analyze --help.",
                  arguments[0], fmt::join(names, ", "), did_you_mean(arguments[0], names)));
}

}  // namespace comity::cli
