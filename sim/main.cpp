// The front door: the first word of the command line names the subcommand. The only place where errors are
// caught.
#include "build_info.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace comity::cli {
namespace {

struct Command {
  const char* name;
  const char* summary;
  int (*run)(std::span<const std::string> arguments);
};

#define COMITY_COMMAND_ROW(name, summary) Command{#name, summary, name##_command},
constexpr std::array kCommands = {COMITY_COMMANDS(COMITY_COMMAND_ROW)};

std::string help_text() {
  std::string text =
      "comity: simulates disputes about government access to data stored abroad\n\n"
      "Usage: comity COMMAND [options]\n\nCommands:\n";
  for (const Command& command : kCommands) text += fmt::format("  {:<10}{}\n", command.name, command.summary);
  return text +
         "\nOptions:\n"
         "  --help      this text; comity COMMAND --help tells more about a command\n"
         "  --version   version, commit and compiler\n\n"
         "Examples:\n"
         "  comity run scenarios/microsoft-ireland.toml\n"
         "  comity sweep scenarios/microsoft-ireland.toml --keep summary\n"
         "  comity explain results/microsoft-ireland.h5 --replicate 3\n"
         "  comity analyze evidence results/microsoft-ireland.h5 --evidence "
         "scenarios/evidence/litigation-and-cooperation.toml\n"
         "  comity report results/microsoft-ireland.h5\n"
         "  comity law check scenarios/law/us-sca-1986.toml\n"
         "  comity list parameters\n\n"
         "Exit code: 0 success, 1 internal failure, 2 a mistake in the input, 130 interrupted.\n"
         "comity sweep also: 3 some runs failed, 75 stopped with work left.\n";
}

[[noreturn]] void reject_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& command : kCommands) names.emplace_back(command.name);
  throw Error(fmt::format("comity: there is no command {} (commands: {}).{} See comity --help.", word,
                          fmt::join(names, ", "), did_you_mean(word, names)));
}

int dispatch(std::vector<std::string> words) {
  if (words.empty()) {
    print_message(help_text());
    return kUserMistake;
  }
  if (words.front() == "help" && words.size() > 1) words = {words[1], "--help"};
  const std::string& first = words.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print_text(help_text());
    return kSuccess;
  }
  if (first == "--version") {
    print_text(fmt::format("comity {} (commit {}, {})\n", build_info::version, build_info::git_commit,
                           build_info::compiler));
    return kSuccess;
  }
  for (const Command& command : kCommands) {
    if (first == command.name) return command.run(std::span(words).subspan(1));
  }
  reject_command(first);
}

int run(const std::vector<std::string>& words) {
  try {
    return dispatch(words);
  } catch (const Error& error) {
    print_message(error.what());
    return kUserMistake;
  } catch (const std::bad_alloc&) {
    print_message("comity: out of memory. Fewer --threads or a smaller run.scale need less.");
  } catch (const std::exception& error) {
    print_message(fmt::format("comity: internal error: {}", error.what()));
  }
  return kInternalFailure;
}

// Memory that is given back comes at once again, for the next run or the next array of a file, and the system zeroes it page by
// page each time. Up to these sizes it is kept.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace
}  // namespace comity::cli

int main(int argc, char** argv) {
  comity::cli::keep_memory();
  comity::cli::hold_standard_streams();
  return comity::cli::finish_output(comity::cli::run({argv + 1, argv + argc}));
}
