#include "cli/run_options.h"

#include "cli/output.h"

#include <fmt/format.h>

#include <sched.h>

#include <algorithm>
#include <utility>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMostThreads = 4096;

// The processors this process may use: fewer than the machine has inside a batch job.
int usable_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

}  // namespace

std::vector<std::string> overrides_of(const Usage& usage, const po::variables_map& values) {
  std::vector<std::string> overrides;
  if (values.contains("set")) overrides = values["set"].as<std::vector<std::string>>();
  for (const ParameterRow& row : parameter_rows()) {
    const std::string option(row.name);
    if (row.group != "run" || (option != "replicates" && option != "seed") || !values.contains(option))
      continue;
    const auto range = std::pair(static_cast<std::int64_t>(row.low), static_cast<std::int64_t>(row.high));
    overrides.push_back(fmt::format(
        "run.{}={}", option, read_integer(usage, "--" + option, values[option].as<std::string>(), range)));
  }
  return overrides;
}

int read_threads(const Usage& usage, const po::variables_map& values) {
  if (!values.contains("threads")) return usable_processors();
  return static_cast<int>(
      read_integer(usage, "--threads", values["threads"].as<std::string>(), {1, kMostThreads}));
}

// Law files say up to which day somebody compared them with their sources; a run may go on for longer.
void warn_of_unchecked_law(const Config& config) {
  const Day last = config.parameters.run.end - 1;
  std::string names;
  for (const law::Regime& regime : config.library.regimes) {
    if (!regime.checked || *regime.checked >= last) continue;
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", regime.id, to_string(*regime.checked));
  }
  if (names.empty()) return;
  print_message(fmt::format(
      "comity: warning: the run ends on {}, after the day to which these law files were compared with their "
      "sources: {}. Later law is not in them.",
      to_string(last), names));
}

}  // namespace comity::cli
