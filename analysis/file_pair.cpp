#include "analysis/file_pair.h"

#include "day.h"
#include "error.h"
#include "scenario/parameter_table.h"
#include "scenario/parameters.h"
#include "tables/metric_table.h"
#include "text/sha256.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace comity::analysis {
namespace {

struct TwoRecords {
  const Record& first;
  const Record& second;
};

// What makes a comparison of a run with another one say something.
void need_fit(const TwoRecords& files, const std::string& what, std::string (*say)(const Record&)) {
  const auto& [first, second] = files;
  const std::string one = say(first);
  const std::string other = say(second);
  if (one == other) return;
  throw Error(
      fmt::format("{} and {}: their worlds do not fit: {} {} there, {} here. Compare runs of one world, or "
                  "make them arms of one "
                  "sweep.",
                  first.file.path().string(), second.file.path().string(), what, one, other));
}

// The labels of a list, for the message.
std::string labels_of(const Record& record, Group group) {
  const std::string name = kept_metrics(record) + std::string(name_of(group));
  return record.file.has(name) ? fmt::format("{}", fmt::join(record.file.texts(name), ", ")) : "none";
}

void need_run(const Record& record) {
  if (record.points == 1) return;
  reject(record,
         fmt::format("is a sweep of {} points, and two files are compared run by run. Its own arms: comity "
                     "analyze compare {}; against another file, a run of the scenario.",
                     record.points, record.file.path().string()));
}

std::string value_words(const ParameterRow& row, double value) {
  if (row.type == ParameterType::Date) return to_string(static_cast<Day>(value));
  return fmt::format("{}", value);
}

// What changes no number of a run.
bool says_how_only(const ParameterRow& row) {
  return row.group == "run" && (row.name == "seed" || row.name == "replicates");
}

void add_parameters(const Record& first, const Record& second, std::vector<InputDifference>& differences) {
  for (std::size_t i = 0; i < parameter_rows().size(); ++i) {
    const ParameterRow& row = parameter_rows()[i];
    const auto one = parameter_value(first, i);
    const auto other = parameter_value(second, i);
    if (says_how_only(row) || one == other) continue;
    differences.push_back({fmt::format("{}.{}", row.group, row.name), one ? value_words(row, *one) : "",
                           other ? value_words(row, *other) : ""});
  }
}

void add_phases(const Record& first, const Record& second, std::vector<InputDifference>& differences) {
  std::set<std::string> names;
  for (const Record* record : {&first, &second}) {
    for (const std::string& name : record->file.names_in("config/phases")) names.insert(name);
  }
  const auto state = [](const Record& record, const std::string& name) -> std::string {
    const std::string path = "config/phases/" + name;
    if (!record.file.has(path)) return "";
    return record.file.numbers(path).at(0) == 0.0 ? "off" : "on";
  };
  for (const std::string& name : names) {
    const std::string one = state(first, name);
    const std::string other = state(second, name);
    if (one != other) differences.push_back({"phases." + name, one, other});
  }
}

// Texts by their path. The first is the scenario itself, whatever it is called.
void add_texts(const Record& first, const Record& second, std::vector<InputDifference>& differences) {
  constexpr std::size_t kShown = 12;  // of a digest
  const auto digest = [](const InputText& input) { return "sha256 " + sha256(input.text).substr(0, kShown); };
  const auto& ones = first.origin.texts;
  const auto& others = second.origin.texts;
  if (!ones.empty() && !others.empty() && ones.front().text != others.front().text)
    differences.push_back({"scenario", ones.front().path, others.front().path});
  const auto rest = [](const std::vector<InputText>& texts) {
    return std::span(texts).subspan(std::min<std::size_t>(1, texts.size()));
  };
  for (const InputText& one : rest(ones)) {
    const auto other = std::ranges::find(rest(others), one.path, &InputText::path);
    if (other == rest(others).end())
      differences.push_back({one.path, digest(one), ""});
    else if (other->text != one.text)
      differences.push_back({one.path, digest(one), digest(*other)});
  }
  for (const InputText& other : rest(others)) {
    if (std::ranges::find(rest(ones), other.path, &InputText::path) == rest(ones).end())
      differences.push_back({other.path, "", digest(other)});
  }
}

std::string words_of(const Record& first, const Record& second, const FilePair& pair) {
  if (!pair.paired)
    return fmt::format(
        "Not paired: the seeds differ ({} and {}), so that {} runs are compared with {} others. With one "
        "seed for both "
        "(--seed) the same difference shows in fewer runs.",
        first.origin.seed, second.origin.seed, first.replicates, second.replicates);
  const std::size_t most = std::max(first.replicates, second.replicates);
  const std::string rest =
      most == pair.pairs ? "" : fmt::format("; {} further runs of one file are left out", most - pair.pairs);
  return fmt::format(
      "Paired: both files have the seed {}, so that run r of one is compared with run r of the other ({} "
      "pairs{}).",
      first.origin.seed, pair.pairs, rest);
}

std::string program_of(const Record& record) {
  return fmt::format("comity {} ({})", record.origin.version, record.origin.commit.substr(0, 10));
}

}  // namespace

FilePair pair_files(const Record& first, const Record& second) {
  need_run(first);
  need_run(second);
  const TwoRecords files{first, second};
  need_fit(files, "the first day is",
           [](const Record& record) { return to_string(static_cast<Day>(record.start)); });
  need_fit(files, "the last day is", [](const Record& record) { return to_string(record.last_day()); });
  need_fit(files, "states are", [](const Record& record) { return labels_of(record, Group::state); });
  need_fit(files, "providers are", [](const Record& record) { return labels_of(record, Group::provider); });
  FilePair pair;
  const auto& one = first.file.path();
  const auto& other = second.file.path();
  const bool alike = one.stem() == other.stem();
  pair.first = alike ? one.string() : one.stem().string();
  pair.second = alike ? other.string() : other.stem().string();
  pair.paired = first.origin.seed == second.origin.seed;
  if (pair.paired) pair.pairs = std::min(first.replicates, second.replicates);
  pair.words = words_of(first, second, pair);
  add_parameters(first, second, pair.differences);
  add_phases(first, second, pair.differences);
  add_texts(first, second, pair.differences);
  if (program_of(first) != program_of(second))
    pair.differences.push_back({"program", program_of(first), program_of(second)});
  return pair;
}

ArmDifference compare_files(const FilePair& pair, const RunValues& first, const RunValues& second,
                            double level) {
  if (!pair.paired) return compare_groups(second.values, first.values, level);
  return compare_pairs(std::span(second.values).first(pair.pairs), std::span(first.values).first(pair.pairs),
                       level);
}

}  // namespace comity::analysis
