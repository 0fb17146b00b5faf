#include "build_info.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "error.h"
#include "explain/case_list.h"
#include "explain/story.h"
#include "explain/story_json.h"
#include "results/read_results.h"
#include "scenario/loader.h"
#include "scenario/worlds.h"
#include "text/shell_word.h"
#include "text/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace comity::cli {
namespace {

namespace po = boost::program_options;

Usage explain_usage() {
  Usage usage;
  usage.command = "comity explain";
  usage.operand = "RESULTS";
  usage.head =
      "Tells the story of one demand of a run: what was asked, what the laws said, what was chosen and "
      "weighed, how the\n"
      "courts voted and why, how it ended and what it changed. The run is repeated from the texts, overrides "
      "and seed in\n"
      "the results file, and compared with it, before anything is told; metrics and columns that only one\n"
      "of file and program knows are left out of that, and named.\n\n"
      "Usage: comity explain RESULTS [options]\n";
  usage.examples =
      "A demand is named STATE-STEP-SERIAL, as in the columns forum, step and serial of /events/challenges "
      "and\n"
      "/events/demands; with .PART behind it, one of the real demands it stands for that went its own way. "
      "focal:NAME or\n"
      "focal:NUMBER is a demand of the scenario, case:NUMBER one by its case_number in /events/rulings and\n"
      "/events/challenges.\n\n"
      "Examples:\n"
      "  comity explain results/microsoft-ireland.h5\n"
      "  comity explain results/microsoft-ireland.h5 --replicate 3 --list\n"
      "  comity explain results/microsoft-ireland.h5 --replicate 3 --demand US-48-17\n"
      "  comity explain results/microsoft-ireland.h5 --replicate 3 --demand case:12 --format json\n";
  usage.options.add_options()("replicate", po::value<std::string>()->default_value("0"), "which replicate")(
      "point", po::value<std::string>()->default_value("0"), "which point of the design")(
      "demand", po::value<std::string>()->default_value("focal"),
      "which demand: STATE-STEP-SERIAL[.PART], focal or case:NUMBER")(
      "list", "the disputes of the replicate that came to court, with their names")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  return usage;
}

struct ExplainRequest {
  std::filesystem::path file;
  std::uint32_t point = 0;
  std::uint32_t replicate = 0;
  std::string demand;
  bool list = false;
  bool json = false;
};

std::uint32_t read_place(const Usage& usage, const po::variables_map& values, const std::string& option,
                         std::uint32_t count) {
  return static_cast<std::uint32_t>(
      read_integer(usage, "--" + option, values[option].as<std::string>(), {0, std::int64_t{count} - 1}));
}

ExplainRequest read_explain_request(const Usage& usage, const po::variables_map& values) {
  if (!values.contains("operand")) {
    throw Error(
        "comity explain: which results file? (one that comity run has written, like "
        "results/microsoft-ireland.h5). "
        "See comity explain --help.");
  }
  ExplainRequest request;
  request.file = values["operand"].as<std::vector<std::string>>().front();
  request.demand = values["demand"].as<std::string>();
  request.list = values.contains("list");
  const std::vector<std::string> formats = {"text", "json"};
  check_word(usage, "--format", values["format"].as<std::string>(), formats);
  request.json = values["format"].as<std::string>() == "json";
  return request;
}

// The scenario of the file; a version whose words have changed cannot read it.
Config load_origin(const ExplainRequest& request, const RecordedRuns& file) {
  const Origin& origin = file.origin();
  try {
    std::vector<std::string> overrides = origin.overrides;
    for (std::string& setting : file.settings(request.point)) overrides.push_back(std::move(setting));
    return load_scenario(origin.texts, overrides);
  } catch (const Error& error) {
    throw Error(
        fmt::format("{}: this version of comity ({}, commit {}) does not understand the scenario in the file "
                    "(written by {}, "
                    "commit {}). Use that version, or run the scenario again.\n{}",
                    request.file.string(), build_info::version, build_info::git_commit, origin.version,
                    origin.commit, error.what()));
  }
}

bool is_same_program(const Origin& origin) {
  return origin.version == build_info::version && origin.commit == build_info::git_commit;
}

// A repetition that departs from the file tells another story.
void check_equal(const ExplainRequest& request, const Origin& origin, const explain::Comparison& comparison) {
  if (!comparison.departs) return;
  if (is_same_program(origin)) {
    throw std::runtime_error(
        fmt::format("{}: repeating replicate {} gave something else although the program is the same: {}. "
                    "The file is damaged or has "
                    "been changed; or this is a bug of comity.",
                    request.file.string(), request.replicate, *comparison.departs));
  }
  throw Error(
      fmt::format("{}: was written by comity {} (commit {}); this is {} (commit {}), which repeats replicate "
                  "{} differently: {}. No "
                  "story is told. Use the version that wrote the file, or run the scenario again.",
                  request.file.string(), origin.version, origin.commit, build_info::version,
                  build_info::git_commit, request.replicate, *comparison.departs));
}

// What the file holds of the run; a table or column of events that it lacks comes from a repetition equal to the rest of it.
RecordedRun read_record(const ExplainRequest& request, const RecordedRuns& file, const Config& config,
                        const Setup& setup) {
  RecordedRun record = file.record_of(request.point, request.replicate, config);
  const auto of_events = [](const std::string& name) { return name.starts_with("events/"); };
  if (std::ranges::none_of(record.missing, of_events)) return record;
  law::LawCache laws(config.library);
  RunResult repeated = run_replicate(config, setup, request.replicate, laws);
  check_equal(request, file.origin(), explain::compare(record, repeated, config));
  record.result.events = std::move(repeated.events);
  return record;
}

int print_story(const ExplainRequest& request, const RecordedRuns& file, const Config& config) {
  const Setup setup = make_setup(config);
  const RecordedRun record = read_record(request, file, config, setup);
  const DemandName name = explain::find_demand(
      request.demand, {config, record.result.events, request.file.string(), request.replicate});
  const explain::Replay repeated = explain::replay(config, setup, request.replicate, name);
  const explain::Comparison comparison = explain::compare(record, repeated.result, config);
  check_equal(request, file.origin(), comparison);
  if (repeated.diary.notes.empty()) {
    throw Error(fmt::format(
        "comity explain: there is no demand {} in replicate {} of {}. comity explain {} --replicate {} "
        "--list shows those that came to court; with run.log_demands all stand in /events/demands.",
        request.demand, request.replicate, request.file.string(), shell_word(request.file.string()),
        request.replicate));
  }
  const explain::Story story{config,
                             setup,
                             repeated,
                             comparison,
                             record.missing,
                             record.unknown,
                             request.file.string(),
                             file.origin().version,
                             request.replicate};
  request.json ? print_data(explain::story_json(story).dump(2) + '\n')
               : print_text(explain::story_text(story));
  return kSuccess;
}

int print_list(const ExplainRequest& request, const RecordedRuns& file, const Config& config) {
  const RecordedRun record = read_record(request, file, config, make_setup(config));
  const explain::ReplicateRecord listing{config, record.result.events, request.file.string(),
                                         request.replicate};
  request.json ? print_data(explain::cases_json(listing).dump(2) + '\n')
               : print_text(explain::cases_text(listing));
  return kSuccess;
}

}  // namespace

int explain_command(std::span<const std::string> arguments) {
  const Usage usage = explain_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  ExplainRequest request = read_explain_request(usage, *values);
  const RecordedRuns file(request.file);
  request.point = read_place(usage, *values, "point", file.origin().points);
  request.replicate = read_place(usage, *values, "replicate", file.origin().replicates);
  if (file.failed(request.point, request.replicate)) {
    throw Error(fmt::format(
        "{}: replicate {} failed (see /runs/failures), so there is no story to tell. Choose another.",
        request.file.string(), request.replicate));
  }
  const Config config = in_world(load_origin(request, file), request.replicate);
  return request.list ? print_list(request, file, config) : print_story(request, file, config);
}

}  // namespace comity::cli
