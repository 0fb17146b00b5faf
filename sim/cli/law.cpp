#include "cli/law.h"

#include "cli/law_commands.h"
#include "cli/law_options.h"
#include "cli/options.h"
#include "error.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

constexpr std::string_view kHelp =
    R"(comity law: questions about rule files alone, answered over all situations

Usage: comity law COMMAND FILE… [options]

Commands:
  check FILE…      every error and warning of the files
  test FILE…       the files' own decided cases
  facts [FILE…]    the words that rules may use, with their meanings
  conflicts FILE…  on a day: where one state compels what another forbids; the shortest example in words, the rules and
                   sources of both, and which other route dissolves the conflict; between two days (--from, --to): what changed
  gaps FILE…       on a day: situations in which no lawful route leads one state to data another has to do with
  diff FILE…       what a reform (--with FILE…) or time (--from, --to) newly compels, forbids, permits, in minimal sentences
  why FILE…        in a situation: the effective rules, those switched off, the reason, and what would change the answer

Give a file that amends another together with that other file; conflicts and gaps also need files of treaties
(scenarios/law/treaties.toml, scenarios/law/agreements.toml), or no treaty is in force.

Options:
  --on DATE         the day (conflicts, gaps, diff, why); (check) warn of files last compared with their sources before it
  --from DATE       (conflicts, diff) the earlier of two days
  --to DATE         (conflicts, diff) the later one; in diff it may take the place of --with
  --with FILE…      (diff) the reform's files
  --given "FACTS"   (why) what holds, with commas: "order is ours, content data"; all other facts do not hold
  --effect EFFECT   (why) only this effect, e.g. compels
  --states LIST     (conflicts, gaps, diff, why) only these states, e.g. US,IE
  --details         (conflicts, gaps) rules and sources for every pair of states; always given for up to three states
  --weights RESULTS (conflicts, gaps) weigh situations by the demands of a simulation run with --set run.log_demands=true
  --format FORMAT   text (default), json or csv; for conflicts also markdown
  --help            this text

Percentages count situations, each once. They are not frequencies: use --weights for those.

Examples:
  comity law check scenarios/law/us-sca-1986.toml scenarios/law/us-cloud-2018.toml
  comity law check scenarios/law/*.toml --on 2027-01-01
  comity law test scenarios/law/*.toml --format json
  comity law facts
  comity law conflicts scenarios/law/*.toml --on 2013-12-04
  comity law conflicts scenarios/law/*.toml --on 2013-12-04 --states US,IE
  comity law conflicts scenarios/law/*.toml --from 2018-06-01 --to 2023-01-01
  comity law gaps scenarios/law/*.toml --on 2026-09-01 --states US,DE
  comity law diff scenarios/law/us-sca-1986.toml --with scenarios/law/us-cloud-2018.toml --on 2018-03-23
  comity law diff scenarios/law/eu.toml --from 2026-08-17 --to 2026-08-18
  comity law why scenarios/law/us-sca-1986.toml --on 2014-04-25 --effect compels \
    --given "order is ours, provider controls data from here, content data, judge approved"

Exit code: 0 when all is well (warnings included), 2 when a file has errors, a decided case fails or the command is wrong.
)";

struct LawCommand {
  std::string_view name;
  int (*run)(const LawOptions&);
  bool needs_files = true;
};

constexpr std::array kCommands{
    LawCommand{"check", run_law_check},
    LawCommand{"test", run_law_test},
    LawCommand{"facts", run_law_facts, false},
    LawCommand{"conflicts", run_law_conflicts},
    LawCommand{"gaps", run_law_gaps},
    LawCommand{"diff", run_law_diff},
    LawCommand{"why", run_law_why},
};

}  // namespace

std::vector<std::string> law_commands() {
  std::vector<std::string> names;
  for (const LawCommand& command : kCommands) names.emplace_back(command.name);
  return names;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

nlohmann::ordered_json place_in_json(const law::Library& library, const law::Place& place) {
  return {{"file", library.files[place.file].path}, {"line", place.line}, {"column", place.column}};
}

std::string percent(double share) {
  const double points = 100.0 * share;
  if (points > 0.0 && points < 0.1) return "< 0.1 %";
  if (points < 100.0 && points > 99.9) return "> 99.9 %";
  return points < 10.0 && points > 0.0 ? fmt::format("{:.1f} %", points) : fmt::format("{:.0f} %", points);
}

std::string_view unweighted_note() {
  return "Percentages are of situations, unweighted: each possible combination of facts counts once. They "
         "are not "
         "frequencies.";
}

int run_law(std::span<const std::string> arguments) {
  const LawOptions options = read_law_options(arguments);
  if (options.help || options.command.empty()) {
    fmt::print("{}", kHelp);
    return options.help ? kSuccess : kUserMistake;
  }
  const LawCommand& command = *std::ranges::find(kCommands, options.command, &LawCommand::name);
  if (command.needs_files && options.files.empty()) {
    throw Error(
        fmt::format("comity law {}: no file given. Name the rule files: comity law {} scenarios/law/*.toml.",
                    options.command, options.command));
  }
  return command.run(options);
}

}  // namespace comity
