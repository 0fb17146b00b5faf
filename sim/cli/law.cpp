#include "cli/law.h"

#include "cli/vocabulary.h"
#include "error.h"
#include "law/check.h"
#include "text/suggest.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kUserMistake = 2;

constexpr std::string_view kHelp = R"(comity law: questions about rule files alone

Usage:
  comity law check FILE… [--on DATE]   every error and warning of the files
  comity law test FILE…                the files' own decided cases
  comity law facts [FILE…]             the words that rules may use, with their meanings

Give a file that amends another together with that other file.

Options:
  --on DATE        (check) warn of files last compared with their sources before this day
  --format FORMAT  text (default) or json
  --help           this text

Examples:
  comity law check scenarios/law/us-sca-1986.toml scenarios/law/us-cloud-2018.toml
  comity law check scenarios/law/*.toml --on 2027-01-01
  comity law test scenarios/law/*.toml --format json
  comity law facts

Exit code: 0 when all is well (warnings included), 2 when a file has errors or a decided case fails.
)";

struct Options {
  std::string command;
  std::vector<std::filesystem::path> files;
  std::optional<Day> on;
  bool json = false;
  bool help = false;
};

/// The value after an option; advances past it.
const std::string& value_of(std::span<const std::string> arguments, std::size_t& at) {
  if (at + 1 >= arguments.size()) throw Error(fmt::format("comity law: {} needs a value.", arguments[at]));
  return arguments[++at];
}

void read_format(const std::string& format, Options& options) {
  const std::vector<std::string> known{"text", "json"};
  if (std::find(known.begin(), known.end(), format) == known.end()) {
    throw Error(fmt::format("comity law: --format {} is unknown (text or json).{}", format,
                            did_you_mean(format, known)));
  }
  options.json = format == "json";
}

void read_option(std::span<const std::string> arguments, std::size_t& at, Options& options) {
  const std::string& name = arguments[at];
  if (name == "--help" || name == "-h") {
    options.help = true;
  } else if (name == "--format") {
    read_format(value_of(arguments, at), options);
  } else if (name.starts_with("--format=")) {
    read_format(name.substr(std::string_view("--format=").size()), options);
  } else if (name == "--on") {
    const std::string& date = value_of(arguments, at);
    options.on = parse_day(date);
    if (!options.on)
      throw Error(fmt::format("comity law: --on {} is not a date. Write --on 2027-01-01.", date));
  } else {
    const std::vector<std::string> known{"--format", "--on", "--help"};
    throw Error(fmt::format("comity law: {} is unknown.{} `comity law --help` lists the options.", name,
                            did_you_mean(name, known)));
  }
}

Options read_options(std::span<const std::string> arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    if (arguments[at].starts_with("-")) {
      read_option(arguments, at, options);
    } else if (options.command.empty()) {
      options.command = arguments[at];
    } else {
      options.files.emplace_back(arguments[at]);
    }
  }
  return options;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Json place_in_json(const law::Library& library, const law::Place& place) {
  return {{"file", library.files[place.file].path}, {"line", place.line}, {"column", place.column}};
}

int check_as_json(const law::Loaded& loaded, const std::vector<law::Finding>& findings) {
  Json output{{"errors", Json::array()}, {"warnings", Json::array()}};
  for (const auto& error : loaded.errors) {
    Json row = place_in_json(loaded.library, error.place);
    row["message"] = error.message;
    output["errors"].push_back(row);
  }
  for (const auto& finding : findings) {
    Json row = place_in_json(loaded.library, finding.place);
    row["message"] = finding.text;
    output["warnings"].push_back(row);
  }
  fmt::print("{}\n", output.dump(2));
  return loaded.errors.empty() ? 0 : kUserMistake;
}

int run_check(const Options& options) {
  const law::Loaded loaded = law::try_load(options.files);
  if (options.json) {
    return check_as_json(
        loaded, loaded.errors.empty() ? law::check(loaded.library, options.on) : std::vector<law::Finding>{});
  }
  for (const auto& error : loaded.errors) {
    fmt::print("{}\n", law::describe(loaded.library, error.place, "error", error.message));
  }
  if (!loaded.errors.empty()) {
    fmt::print("{} in {}\n", counted(loaded.errors.size(), "error"), counted(options.files.size(), "file"));
    return kUserMistake;
  }
  const auto findings = law::check(loaded.library, options.on);
  for (const auto& finding : findings) fmt::print("{}\n", finding.message);
  fmt::print("{}, {}, {}: no errors, {}\n", counted(options.files.size(), "file"),
             counted(loaded.library.rules.size(), "rule"),
             counted(loaded.library.questions.size(), "open question"), counted(findings.size(), "warning"));
  return 0;
}

void print_cases(const law::Library& library, const std::vector<law::CaseResult>& results) {
  for (const auto& result : results) {
    fmt::print("{}  {}: {}\n", result.passed ? "pass" : "FAIL", result.regime, result.name);
    if (!result.passed) fmt::print("{}\n", law::describe(library, result.place, "error", result.reason));
  }
}

void print_cases_as_json(const law::Library& library, const std::vector<law::CaseResult>& results) {
  Json output = Json::array();
  for (const auto& result : results) {
    Json row{{"regime", result.regime}, {"name", result.name}, {"passed", result.passed}};
    if (!result.passed) row["reason"] = result.reason;
    row.update(place_in_json(library, result.place));
    output.push_back(row);
  }
  fmt::print("{}\n", output.dump(2));
}

int run_test(const Options& options) {
  const law::Library library = law::load(options.files);
  const auto results = law::run_cases(library);
  const auto passed = static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const auto& result) { return result.passed; }));
  if (options.json) {
    print_cases_as_json(library, results);
  } else {
    print_cases(library, results);
    fmt::print("{} of {} decided cases hold\n", passed, results.size());
  }
  return passed == results.size() ? 0 : kUserMistake;
}

int run_facts(const Options& options) {
  const law::Library library = law::load(options.files);
  fmt::print("{}", options.json ? vocabulary_as_json(library) : vocabulary_as_text(library));
  return 0;
}

void require_files(const Options& options) {
  if (!options.files.empty()) return;
  throw Error(
      fmt::format("comity law {}: no file given. Name the rule files: comity law {} scenarios/law/*.toml.",
                  options.command, options.command));
}

}  // namespace

int run_law(std::span<const std::string> arguments) {
  const Options options = read_options(arguments);
  if (options.help || options.command.empty()) {
    fmt::print("{}", kHelp);
    return options.help ? 0 : kUserMistake;
  }
  if (options.command == "facts") return run_facts(options);
  const std::vector<std::string> known{"check", "test", "facts"};
  if (options.command != "check" && options.command != "test") {
    throw Error(fmt::format("comity law: \"{}\" is unknown.{} `comity law --help` lists the commands.",
                            options.command, did_you_mean(options.command, known)));
  }
  require_files(options);
  return options.command == "check" ? run_check(options) : run_test(options);
}

}  // namespace comity
