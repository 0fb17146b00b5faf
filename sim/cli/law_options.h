/// The command line of `comity law`.
#pragma once

#include "day.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity {

/// What was asked for. An option that its command does not know is an error.
struct LawOptions {
  std::string command;
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> reforms;  // --with
  std::optional<Day> on;                       // --on, --from
  std::optional<Day> until;                    // --to: the later of two days
  std::vector<std::string> states;             // --states
  std::string given;                           // --given
  std::string effect;                          // --effect
  std::string weights;                         // --weights
  std::string format = "text";
  bool details = false;
  bool help = false;
};

/// Reads the words after `comity law`. Throws Error, with suggestions, for words and values it does not know.
LawOptions read_law_options(std::span<const std::string> arguments);

/// The commands of `comity law`.
std::vector<std::string> law_commands();

/// The day asked for; throws Error when none was given.
Day day_asked(const LawOptions& options);

}  // namespace comity
