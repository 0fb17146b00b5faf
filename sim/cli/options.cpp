#include "cli/options.h"

#include "cli/output.h"
#include "error.h"
#include "results/safe_file.h"
#include "text/answer.h"
#include "text/reading.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <vector>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

std::string see_help(const Usage& usage) { return fmt::format("See {} --help.", usage.command); }

std::vector<std::string> names_of(const po::options_description& options) {
  std::vector<std::string> names;
  for (const auto& option : options.options()) names.push_back("--" + option->long_name());
  return names;
}

void print_help(const Usage& usage) {
  std::ostringstream options;
  options << usage.options;
  print_text(usage.head + '\n' + options.str() + '\n' + usage.examples);
}

// What the words of an option, once or repeated, say.
std::vector<std::string> words_of_value(const boost::any& value) {
  if (const auto* one = boost::any_cast<std::string>(&value)) return {*one};
  const auto* many = boost::any_cast<std::vector<std::string>>(&value);
  return many == nullptr ? std::vector<std::string>{} : *many;
}

void check_files(const Usage& usage, const po::variables_map& values) {
  std::vector<std::filesystem::path> inputs;
  std::vector<std::filesystem::path> outputs;
  const auto take = [&](const std::string& option, std::vector<std::filesystem::path>& paths) {
    if (!values.contains(option)) return;
    for (const std::string& word : words_of_value(values[option].value())) paths.emplace_back(word);
  };
  take("operand", inputs);
  for (const auto& option : usage.options.options()) {
    const bool output = std::ranges::find(usage.outputs, option->long_name()) != usage.outputs.end();
    const std::string names = option->format_parameter();
    if (output || names == "FILE" || names == "RESULTS") take(option->long_name(), output ? outputs : inputs);
  }
  check_outputs(outputs, inputs);
}

// Program_options says what is wrong in classes; we say it in one sentence with what to do.
[[noreturn]] void reject_options(const Usage& usage, const po::error& error) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    throw Error(fmt::format("{}: there is no option {}.{} {}", usage.command, unknown->get_option_name(),
                            did_you_mean(unknown->get_option_name(), names_of(usage.options)),
                            see_help(usage)));
  }
  if (dynamic_cast<const po::too_many_positional_options_error*>(&error) != nullptr) {
    const std::string most =
        usage.operands == 0 ? std::string("options alone")
                            : fmt::format("at most {} {} besides options", usage.operands, usage.operand);
    throw Error(fmt::format("{}: too many words ({}). {}", usage.command, most, see_help(usage)));
  }
  throw Error(fmt::format("{}: {}. {}", usage.command, error.what(), see_help(usage)));
}

}  // namespace

std::optional<po::variables_map> read_options(Usage usage, std::span<const std::string> arguments) {
  usage.options.add_options()("help,h", "this text");
  po::options_description all;
  all.add(usage.options);
  po::positional_options_description positions;
  if (usage.operands != 0) {
    all.add_options()("operand", po::value<std::vector<std::string>>());
    positions.add("operand", usage.operands);
  }
  try {
    const int exact = po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    po::variables_map values;
    po::store(po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
                  .options(all)
                  .positional(positions)
                  .style(exact)
                  .run(),
              values);
    if (values.contains("help")) {
      print_help(usage);
      return std::nullopt;
    }
    check_files(usage, values);
    return values;
  } catch (const po::error& error) {
    reject_options(usage, error);
  }
}

std::int64_t read_integer(const Usage& usage, std::string_view option, const std::string& text,
                          std::pair<std::int64_t, std::int64_t> range) {
  return read_whole(usage.command, option, text, range);
}

std::optional<Day> read_day(const Usage& usage, const po::variables_map& values, const std::string& option) {
  if (!values.contains(option)) return std::nullopt;
  const std::string text = values[option].as<std::string>();
  const auto day = parse_day(text);
  if (!day)
    throw Error(fmt::format("{}: --{} {} (must be a day such as 2016-07-14).", usage.command, option, text));
  return day;
}

std::string read_format(const Usage& usage, const po::variables_map& values) {
  std::string format = values["format"].as<std::string>();
  check_word(usage, "--format", format, {kAnswerFormats.begin(), kAnswerFormats.end()});
  return format;
}

void check_word(const Usage& usage, std::string_view option, const std::string& word,
                const std::vector<std::string>& known) {
  check_choice(usage.command, option, word, known);
}

}  // namespace comity::cli
