#include "cli/analyze_answer.h"

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "error.h"
#include "results/safe_file.h"
#include "text/number.h"
#include "text/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace comity {
namespace {

namespace po = boost::program_options;

constexpr std::array<std::string_view, 3> kFormats = {"text", "json", "csv"};

std::string as_text(const QuestionAnswer& answer) {
  std::string text;
  for (const std::string& sentence : answer.sentences) text += wrapped(sentence, 0);
  for (const AnswerTable& table : answer.tables) {
    text += text.empty() ? "" : "\n";
    if (!table.title.empty()) text += wrapped(table.title, 0);
    text += aligned(table.rows, table.title.empty() ? 0 : 2);
  }
  if (!answer.notes.empty()) text += "\n";
  for (const std::string& note : answer.notes) text += wrapped(note, 0);
  return text;
}

std::string as_json(const Usage& usage, const QuestionAnswer& answer) {
  const nlohmann::ordered_json json = {{"question", usage.command},
                                       {"answer", answer.sentences},
                                       {"notes", answer.notes},
                                       {"findings", findings_json(answer.findings)}};
  return json.dump(2) + '\n';
}

double read_level(const Usage& usage, const std::string& text) {
  const auto level = parse_number<double>(text);
  if (!level || !(*level > 0.0 && *level < 1.0))
    throw Error(fmt::format("{}: --level {} (must be above 0 and below 1).", usage.command, text));
  return *level;
}

// `NAME[*]`, and a gauge that is per something, as all of its groups.
std::vector<std::string> taken_apart(const analysis::Record& record, const std::string& metric) {
  for (const std::string all : {"[*]", ":*"})
    if (metric.ends_with(all))
      return analysis::metric_groups(record, metric.substr(0, metric.size() - all.size()));
  const auto row = std::ranges::find(metric_rows(), metric, &MetricRow::name);
  const bool gauge = row != metric_rows().end() && row->kind == MetricKind::gauge;
  return gauge ? analysis::metric_groups(record, metric) : std::vector<std::string>{metric};
}

}  // namespace

Usage question_usage(const std::string& name, const std::string& head, const std::string& examples,
                     const QuestionOptions& has) {
  Usage usage;
  usage.command = "comity analyze " + name;
  usage.head = fmt::format("comity analyze {}: {}", name, head);
  usage.examples =
      "A metric is a row of comity list metrics: demands[US], trust[microsoft]; demands is the sum over all "
      "states, demands[*] each\nof them, average(trust) the mean. Over a run a counter is added up and a "
      "gauge averaged; "
      "trust[microsoft] at end,\nat 2014-07-31 and mean say otherwise. Formulas are of each run: "
      "(fines+litigation_spend)/demands; "
      "A+B/C is A + (B/C).\n\n"
      "Examples:\n" +
      examples + "\nExit code: 0 success, 2 a mistake in the input.\n";
  usage.operand = "RESULTS";
  auto add = usage.options.add_options();
  if (has.metric)
    add("metric", po::value<std::vector<std::string>>()->composing()->value_name("FORMULA"),
        "what to look at; can be repeated (default: a short list)");
  add("at", po::value<std::string>()->value_name("DAY"),
      "the series at the last recorded day up to this one");
  if (has.over_time) add("over-time", "at every recorded day");
  if (has.arm) add("arm", po::value<std::string>()->value_name("NAME"), "only the points of this arm");
  add("level", po::value<std::string>()->default_value("0.95")->value_name("P"),
      "how often intervals are to hold the truth");
  add("resamples", po::value<std::string>()->default_value("100")->value_name("N"),
      "of a bootstrap; 0: no interval");
  add("seed", po::value<std::string>()->default_value("1")->value_name("N"), "of resampling");
  add("format", po::value<std::string>()->default_value("text")->value_name("WORD"),
      "text, json or csv (a row for every number)");
  add("out", po::value<std::string>()->value_name("FILE"), "write to a file instead of standard output");
  add("force", "replace that file if it exists");
  return usage;
}

std::vector<std::string> default_metrics(const analysis::Record& record, std::size_t most) {
  std::vector<std::string> metrics;
  for (const analysis::Headline& headline : analysis::headlines()) {
    const std::string formula(headline.formula);
    if (metrics.size() < most && analysis::has_metrics(record, formula)) metrics.push_back(formula);
  }
  return metrics;
}

Asked read_question(const Usage& usage, const po::variables_map& values, std::size_t most_metrics) {
  if (!values.contains("operand"))
    throw Error(
        fmt::format("{}: which results file? (one that comity run or comity sweep wrote). See {} --help.",
                    usage.command, usage.command));
  const std::vector<std::string> formats(kFormats.begin(), kFormats.end());
  check_word(usage, "--format", values["format"].as<std::string>(), formats);
  Asked asked{analysis::open_record(values["operand"].as<std::vector<std::string>>().front()),
              {},
              read_day(usage, values, "at"),
              values.contains("over-time"),
              {},
              {}};
  if (values.contains("arm")) {
    asked.arm = values["arm"].as<std::string>();
    find_arm(asked.runs, find_arms(asked.runs), asked.arm);
  }
  const auto number = [&](const char* option, std::int64_t most) {
    return static_cast<std::uint32_t>(
        read_integer(usage, fmt::format("--{}", option), values[option].as<std::string>(), {0, most}));
  };
  asked.resampling = {number("seed", 0xffffffff), number("resamples", 1'000'000),
                      read_level(usage, values["level"].as<std::string>())};
  if (asked.at && asked.over_time)
    throw Error(fmt::format("{}: --at and --over-time are two questions. Ask one.", usage.command));
  if (!values.contains("metric")) {
    asked.metrics = default_metrics(asked.runs, most_metrics);
    return asked;
  }
  for (const std::string& metric : values["metric"].as<std::vector<std::string>>()) {
    for (std::string& one : taken_apart(asked.runs, metric)) asked.metrics.push_back(std::move(one));
  }
  return asked;
}

void write_result(const std::filesystem::path& path, Overwrite overwrite, const std::string& text) {
  SafeFile file(path, overwrite);
  std::ofstream stream(file.temporary(), std::ios::binary);
  stream << text;
  stream.close();
  if (!stream)
    throw Error(fmt::format("{}: cannot be written. Choose another place with --out.", path.string()));
  file.keep();
}

int deliver(const Usage& usage, const po::variables_map& values, const QuestionAnswer& answer) {
  const std::string format = values["format"].as<std::string>();
  const std::string text = format == "csv"    ? findings_csv(answer.findings)
                           : format == "json" ? as_json(usage, answer)
                                              : as_text(answer);
  if (!values.contains("out")) {
    std::cout << text;
    return kSuccess;
  }
  write_result(values["out"].as<std::string>(), values.contains("force") ? Overwrite::yes : Overwrite::no,
               text);
  return kSuccess;
}

}  // namespace comity
