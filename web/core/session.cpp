#include "core/session.h"

#include "analysis/report_charts.h"
#include "analysis/report_page.h"
#include "analysis/report_pair.h"
#include "build_info.h"
#include "error.h"
#include "explain/case_list.h"
#include "explain/replay.h"
#include "explain/story.h"
#include "explain/story_json.h"
#include "law/compile.h"
#include "observe/labels.h"
#include "port/files.h"
#include "port/kept.h"
#include "results/archive.h"
#include "results/results_file.h"
#include "run/make_world.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "scenario/parameter_list.h"
#include "scenario/shipped_scenarios.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace comity::web {
namespace {

using Json = nlohmann::ordered_json;
using Question = nlohmann::json;

// A scenario that has been read, and the runs of it that were made or taken.
struct Side {
  Config config;
  Setup setup;
  law::LawCache laws;
  std::map<std::uint32_t, Kept> runs = {};  // each as the bytes of its record

  explicit Side(Config read) : config(std::move(read)), setup(make_setup(config)), laws(config.library) {}
};

// The sides by their names in the sentences of a comparison.
constexpr std::array kSideNames = {"the scenario as shipped", "your version"};

std::array<std::optional<Side>, 2>& sides() {
  static std::array<std::optional<Side>, 2> both;
  return both;
}

std::size_t side_number(const Question& question) { return question.at("side").get<std::size_t>(); }

Side& side_of(const Question& question) {
  std::optional<Side>& side = sides().at(side_number(question));
  if (!side) throw Error("There is no scenario yet.");
  return *side;
}

std::uint32_t replicate_of(const Question& question) { return question.at("replicate").get<std::uint32_t>(); }

Json table_json(const Table& table) { return Json::parse(cell_in_json(rows_as_fields(table))); }

Json put_files(const Question& question) {
  files() = question.at("files").get<std::map<std::string, std::string>>();
  return {{"files", files().size()}};
}

Json tell_model() {
  return {{"version", build_info::version},
          {"commit", build_info::git_commit},
          {"scenarios", table_json(shipped_scenarios())},
          {"parameters", table_json(parameter_list())}};
}

// Lays texts over the files while it lives.
class Edits {
 public:
  explicit Edits(const Question& edits) : kept_(files()) {
    for (const auto& [path, text] : edits.items()) files()[path] = text.get<std::string>();
  }
  ~Edits() { files().swap(kept_); }
  Edits(const Edits&) = delete;
  Edits& operator=(const Edits&) = delete;

 private:
  std::map<std::string, std::string> kept_;
};

Json values_json(const Parameters& parameters) {
  Json values = Json::object();
  for (const ParameterRow& row : parameter_rows())
    values[fmt::format("{}.{}", row.group, row.name)] = parameter_value(parameters, row);
  return values;
}

constexpr std::array kReformModes = {"scheduled", "endogenous", "never"};

Json tell_scenario(const Config& config) {
  Json paths = Json::array();
  for (const InputText& input : config.inputs) paths.push_back(input.path);
  for (const InputText& input : config.library.files) paths.push_back(input.path);
  Json reforms = Json::array();
  for (const ReformConfig& reform : config.reforms)
    reforms.push_back({{"id", reform.id},
                       {"name", reform.name},
                       {"mode", kReformModes.at(static_cast<std::size_t>(reform.mode))}});
  Json phases = Json::array();
  for (std::size_t phase = 0; phase < enum_count<PhaseName>; ++phase)
    phases.push_back({{"name", kPhaseNameRows[phase].name},
                      {"meaning", kPhaseNameRows[phase].meaning},
                      {"on", bool{config.phases[phase]}}});
  Json focals = Json::array();
  for (const FocalConfig& focal : config.focals) focals.push_back(focal.name);
  return {{"name", config.name},
          {"question", config.question},
          {"start", to_string(config.parameters.run.start)},
          {"end", to_string(config.parameters.run.end - 1)},
          {"replicates", config.parameters.run.replicates},
          {"sweep", config.has_sweep},
          {"reforms", reforms},
          {"phases", phases},
          {"disputes", focals},
          {"files", paths},
          {"values", values_json(config.parameters)}};
}

Json load(const Question& question) {
  const Edits edits(question.at("edits"));
  std::optional<Side>& side = sides().at(side_number(question));
  side.reset();
  side.emplace(load_scenario(std::filesystem::path(question.at("scenario").get<std::string>()),
                             question.at("settings").get<std::vector<std::string>>()));
  return tell_scenario(side->config);
}

Json run_json(const RunRecord& run) {
  return {{"hash", fmt::format("{:016x}", run.hash)}, {"demands", run.demands}, {"failure", run.failure}};
}

// As the program does it: a run that fails leaves its reason.
Reply run(const Question& question) {
  Side& side = side_of(question);
  RunRecord record;
  try {
    record =
        make_record(make_metric_layout(side.config),
                    run_replicate(side.config, side.setup, replicate_of(question), side.laws), Keep::all);
  } catch (const std::exception& error) {
    record.failure = *error.what() == '\0' ? "unknown reason" : error.what();
  }
  Reply reply{run_json(record), encode(record)};
  return reply;
}

Json take(const Question& question, std::string_view bytes) {
  Json answer = run_json(decode(bytes));
  side_of(question).runs.insert_or_assign(replicate_of(question), Kept(std::as_bytes(std::span(bytes))));
  return answer;
}

RunRecord recall(const Kept& kept) {
  std::string bytes(kept.size(), '\0');
  kept.read(std::as_writable_bytes(std::span(bytes)));
  return decode(bytes);
}

// The results file that `comity run` would write of the first so many runs, in memory.
analysis::ReportSource results_of(const Question& question, std::size_t number) {
  std::optional<Side>& side = sides().at(number);
  const auto replicates = question.at("replicates").get<std::uint32_t>();
  if (!side || side->runs.size() < replicates) throw Error("There are not so many runs yet.");
  const Courts courts = courts_of(side->config, side->setup);
  const ResultsPlan plan{side->config, courts, record_times(side->config.parameters),
                         make_metric_layout(side->config), replicates};
  const std::filesystem::path path = std::string(kSideNames.at(number)) + ".h5";
  ResultsFile file(plan, path, Overwrite::yes);
  std::uint64_t hash = kHashOfNoRuns;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const RunRecord run = recall(side->runs.at(replicate));
    file.append(run);
    hash = hash_with_run(hash, run.hash);
  }
  file.finish(hash);
  return analysis::open_report_source(path);
}

Json report(const Question& question) {
  const analysis::ReportSource source = results_of(question, side_number(question));
  return analysis::report_json(source, analysis::make_report(source));
}

Json compare(const Question& question) {
  const analysis::ReportSource shipped = results_of(question, 0);
  return analysis::pair_report_json(shipped, results_of(question, 1));
}

RunRecord record_of(const Question& question) {
  const Side& side = side_of(question);
  const auto found = side.runs.find(replicate_of(question));
  if (found == side.runs.end()) throw Error("There is no such run.");
  RunRecord record = recall(found->second);
  if (!record.failure.empty()) throw Error("There is no such run.");
  return record;
}

// Lives no longer than the record.
explain::ReplicateRecord listing_of(const Question& question, const RunRecord& record) {
  return {side_of(question).config, record.events, "the page", replicate_of(question)};
}

Json list_stories(const Question& question) {
  const RunRecord record = record_of(question);
  return explain::cases_json(listing_of(question, record));
}

Json tell_story(const Question& question) {
  const Side& side = side_of(question);
  const RunRecord kept = record_of(question);
  const std::uint32_t replicate = replicate_of(question);
  const DemandName name =
      explain::find_demand(question.at("demand").get<std::string>(), listing_of(question, kept));
  const explain::Replay repeated = explain::replay(side.config, side.setup, replicate, name);
  const RecordedRun record{{kept.series, kept.events, kept.demands}, {}, {}};
  const explain::Comparison comparison = explain::compare(record, repeated.result, side.config);
  if (comparison.departs) throw std::runtime_error("the repetition departs: " + *comparison.departs);
  if (repeated.diary.notes.empty()) throw Error("There is no such demand in this run.");
  const explain::Story story{side.config, side.setup,          repeated, comparison, {}, {},
                             "the page",  build_info::version, replicate};
  return {{"text", explain::story_text(story)}, {"story", explain::story_json(story)}};
}

}  // namespace

Reply ask(const Question& question, std::string_view record) {
  const auto word = question.at("ask").get<std::string>();
  if (word == "files") return {put_files(question), {}};
  if (word == "model") return {tell_model(), {}};
  if (word == "load") return {load(question), {}};
  if (word == "run") return run(question);
  if (word == "take") return {take(question, record), {}};
  if (word == "report") return {report(question), {}};
  if (word == "compare") return {compare(question), {}};
  if (word == "stories") return {list_stories(question), {}};
  if (word == "story") return {tell_story(question), {}};
  throw std::logic_error("no such question: " + word);
}

}  // namespace comity::web
