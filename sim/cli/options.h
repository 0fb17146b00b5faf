/// Options of subcommands on top of Boost.Program_options: exact names only, no stray words, errors that
/// suggest.
#pragma once

#include "day.h"

#include <boost/program_options.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::cli {

/// Exit codes of the program.
enum ExitCode : int {
  kSuccess = 0,
  kInternalFailure = 1,
  kUserMistake = 2,
  kSomeFailed = 3,
  kWorkLeft = 75,
  kInterrupted = 130
};

/// For commands that take any number of words besides options.
inline constexpr int kAnyNumber = -1;

/// What `--help` of a subcommand says and what its command line may hold.
struct Usage {
  std::string command;   // "comity run"
  std::string head;      // what it does and how it is called, before the list of options
  std::string examples;  // after it
  std::string operand;   // name of the words that are no options, e.g. "SCENARIO"
  int operands = 1;      // how many of them at most; kAnyNumber: any
  std::vector<std::string> outputs = {
      "out"};  // options that name what is written; operands, FILE and RESULTS name what is read
  boost::program_options::options_description options{"Options"};
};

/// The command line of a subcommand read by its usage; nothing when `--help` was asked for (and printed).
/// Throws Error for unknown options, missing values, stray words, and an output that is also an input or named twice (see
/// `check_outputs`). The words that are no options are under "operand".
std::optional<boost::program_options::variables_map> read_options(Usage usage,
                                                                  std::span<const std::string> arguments);

/// A whole number given as text to an option; throws Error when it is none or not in [low, high].
std::int64_t read_integer(const Usage& usage, std::string_view option, const std::string& text,
                          std::pair<std::int64_t, std::int64_t> range);

/// The day an option names, nothing when it is not given; throws Error when it is no day.
std::optional<Day> read_day(const Usage& usage, const boost::program_options::variables_map& values,
                            const std::string& option);

/// The word of `--format`, one of `kAnswerFormats`; throws Error with a suggestion otherwise.
std::string read_format(const Usage& usage, const boost::program_options::variables_map& values);

/// One of the words an option may take; throws Error with a suggestion otherwise.
void check_word(const Usage& usage, std::string_view option, const std::string& word,
                const std::vector<std::string>& known);

}  // namespace comity::cli
