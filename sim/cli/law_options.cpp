#include "cli/law_options.h"

#include "error.h"
#include "text/suggest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity {
namespace {

/// An option with the commands that know it.
struct Known {
  std::string_view name;
  std::string_view commands;
  bool takes_value = true;
};

constexpr std::array kKnown{
    Known{"--on", "check conflicts gaps diff why"},
    Known{"--from", "conflicts diff"},
    Known{"--to", "conflicts diff"},
    Known{"--with", "diff", false},
    Known{"--states", "conflicts gaps diff why"},
    Known{"--given", "why"},
    Known{"--effect", "why"},
    Known{"--weights", "conflicts gaps"},
    Known{"--details", "conflicts gaps", false},
    Known{"--format", "check test facts conflicts gaps diff why"},
};

bool knows(const Known& option, const std::string& command) {
  const std::string list = " " + std::string(option.commands) + " ";
  return list.find(" " + command + " ") != std::string::npos;
}

const Known& known_option(const std::string& command, const std::string& name) {
  std::vector<std::string> names{"--help"};
  for (const Known& option : kKnown) {
    if (!knows(option, command)) continue;
    if (option.name == name) return option;
    names.emplace_back(option.name);
  }
  throw Error(fmt::format("comity law {}: {} is unknown.{} `comity law --help` lists the options.", command,
                          name, did_you_mean(name, names)));
}

Day read_day(const std::string& option, const std::string& date) {
  const auto day = parse_day(date);
  if (!day)
    throw Error(fmt::format("comity law: {} {} is not a date. Write {} 2027-01-01.", option, date, option));
  return *day;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) items.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return items;
}

std::string read_format(const LawOptions& options, const std::string& format) {
  std::vector<std::string> formats{"text", "json", "csv"};
  if (options.command == "conflicts") formats.emplace_back("markdown");
  if (std::find(formats.begin(), formats.end(), format) != formats.end()) return format;
  throw Error(fmt::format("comity law: --format {} is unknown (must be one of {}).{}", format,
                          fmt::join(formats, ", "), did_you_mean(format, formats)));
}

/// A comparison of two days needs both.
void check_days(const LawOptions& options, bool from) {
  if (options.command != "conflicts" || !from || options.until) return;
  throw Error(
      "comity law conflicts: --from needs a later day. Add --to 2026-09-01, or ask for one day with --on.");
}

void keep_value(LawOptions& options, const std::string& name, const std::string& value) {
  if (name == "--on" || name == "--from") options.on = read_day(name, value);
  if (name == "--to") options.until = read_day(name, value);
  if (name == "--states") options.states = split_list(value);
  if (name == "--given") options.given = value;
  if (name == "--effect") options.effect = value;
  if (name == "--weights") options.weights = value;
  if (name == "--format") options.format = read_format(options, value);
}

/// The words of a command line, "--name=value" taken apart.
std::vector<std::string> split_words(std::span<const std::string> arguments) {
  std::vector<std::string> words;
  for (const std::string& word : arguments) {
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    words.push_back(word.substr(0, equals));
    if (equals != std::string::npos) words.push_back(word.substr(equals + 1));
  }
  return words;
}

bool asks_for_help(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const auto& word) { return word == "--help" || word == "-h"; });
}

void check_command(const std::string& command) {
  const std::vector<std::string> known = law_commands();
  if (std::find(known.begin(), known.end(), command) != known.end()) return;
  throw Error(fmt::format("comity law: \"{}\" is unknown.{} `comity law --help` lists the commands.", command,
                          did_you_mean(command, known)));
}

}  // namespace

LawOptions read_law_options(std::span<const std::string> arguments) {
  LawOptions options;
  const std::vector<std::string> words = split_words(arguments);
  const auto first =
      std::find_if(words.begin(), words.end(), [](const auto& word) { return !word.starts_with("-"); });
  options.help = asks_for_help(words);
  if (first != words.end() && !words.front().starts_with("-")) options.command = *first;
  if (options.help || words.empty()) return options;
  if (options.command.empty())
    throw Error(fmt::format("comity law: which command? (one of {}, before {}).",
                            fmt::join(law_commands(), ", "), words.front()));
  check_command(options.command);
  bool reforms = false;
  bool from = false;
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (!words[at].starts_with("-")) {
      (reforms ? options.reforms : options.files).emplace_back(words[at]);
      continue;
    }
    const Known& option = known_option(options.command, words[at]);
    reforms = option.name == "--with";
    from = from || option.name == "--from";
    if (option.name == "--details") options.details = true;
    if (!option.takes_value) continue;
    if (at + 1 >= words.size()) throw Error(fmt::format("comity law: {} needs a value.", words[at]));
    keep_value(options, words[at], words[at + 1]);
    ++at;
  }
  check_days(options, from);
  return options;
}

Day day_asked(const LawOptions& options) {
  if (options.on) return *options.on;
  throw Error(options.until
                  ? fmt::format("comity law {}: from which day? Add --from 2013-12-04.", options.command)
                  : fmt::format("comity law {}: on which day? Add --on 2026-09-01.", options.command));
}

}  // namespace comity
