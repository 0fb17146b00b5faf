#include "scenario/worlds.h"

#include "scenario/document.h"
#include "scenario/groups.h"
#include "scenario/sweep_list.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace comity {
namespace {

std::vector<std::string> parameter_names() {
  std::vector<std::string> names;
  for (const ParameterRow& row : parameter_rows()) names.push_back(fmt::format("{}.{}", row.group, row.name));
  return names;
}

/// The parameter of a column; complains where it is none that a world may have.
const ParameterRow* column_of(Reading& reading, const Setting& cell) {
  const ParameterRow* row = parameter_named(cell.name);
  if (row == nullptr) {
    complain(reading.complaints, cell.value.key_spot,
             fmt::format("\"{}\" is no parameter.{} comity list parameters shows all.", cell.name,
                         did_you_mean(cell.name, parameter_names())));
  } else if (row->group == "run") {
    complain(
        reading.complaints, cell.value.key_spot,
        fmt::format("a world cannot set {} (period, scale and effort are the same for all replicates). Set "
                    "it in the scenario.",
                    cell.name));
    row = nullptr;
  }
  return row;
}

/// The file's vectors; null when something is wrong with it.
std::shared_ptr<const WorldSample> read_sample(Reading& reading, const Value& file) {
  const std::size_t index = reading.complaints.files.size();
  const std::size_t wrongs = reading.complaints.wrongs.size();
  const auto points = read_csv(reading, {"worlds.file", "the path of a CSV file", {}, {}}, file);
  if (points.empty()) return nullptr;
  auto sample = std::make_shared<WorldSample>();
  sample->file = reading.complaints.files[index];
  for (const Setting& cell : points.front()) sample->columns.push_back(column_of(reading, cell));
  if (reading.complaints.wrongs.size() != wrongs) return nullptr;
  for (const auto& point : points) {
    std::vector<double>& vector = sample->vectors.emplace_back();
    for (std::size_t column = 0; column < point.size(); ++column) {
      const auto value = read_parameter(reading, point[column].value, *sample->columns[column]);
      vector.push_back(value.value_or(0.0));
    }
  }
  return reading.complaints.wrongs.size() == wrongs ? sample : nullptr;
}

/// Whether a parameter is set for this run and not by the files beneath it.
bool is_set_for_run(const Complaints& complaints, const Value& root, const ParameterRow& row,
                    const Spot& worlds) {
  const Value* value = find_setting(root, fmt::format("{}.{}", row.group, row.name));
  if (value == nullptr) return false;
  const bool by_words = value->spot.file >= complaints.read;
  const bool by_scenario = value->spot.file == 0 && worlds.file != 0 && worlds.file < complaints.read;
  return by_words || by_scenario;
}

/// The scenario's parameters with those of a replicate's vector.
Parameters parameters_in_world(const Config& config, std::uint32_t replicate) {
  const WorldSample& sample = *config.worlds.sample;
  const std::vector<double>& vector = sample.vectors[replicate % sample.vectors.size()];
  Parameters parameters = config.parameters;
  for (std::size_t column = 0; column < vector.size(); ++column) {
    if (config.worlds.taken[column]) assign_parameter(parameters, *sample.columns[column], vector[column]);
  }
  return parameters;
}

/// Shares that leave no room for the rest.
void check_vectors(Reading& reading, const Value& file) {
  const WorldsConfig& worlds = reading.config.worlds;
  for (std::size_t number = 0; number < worlds.sample->vectors.size(); ++number) {
    const AriseParameters arise =
        parameters_in_world(reading.config, static_cast<std::uint32_t>(number)).arise;
    const auto check = [&](double sum, std::string_view names) {
      if (sum <= 1.0) return;
      complain(reading.complaints, file.spot,
               fmt::format("vector {} of \"{}\" makes {} = {} (must be at most 1).", number + 1, file.text,
                           names, sum));
    };
    check(arise.content_share + arise.traffic_share, "arise.content_share + arise.traffic_share");
    check(arise.enterprise_share + arise.public_share, "arise.enterprise_share + arise.public_share");
  }
}

bool sets_shares(const WorldSample& sample) {
  for (const ParameterRow* row : sample.columns) {
    if (row->group == "arise" && row->name.ends_with("_share")) return true;
  }
  return false;
}

}  // namespace

std::vector<Key<WorldsEntry>> worlds_keys() {
  return {
      {"file",
       {{}, "a text that is not empty", "CSV file of parameter vectors: replicate r takes row r mod N", {}},
       [](Reading&, const KeyText&, const Value& value, WorldsEntry& entry) { entry.file = &value; }},
      flag("use", &WorldsEntry::use, "false: every replicate has the scenario's own parameters")};
}

bool names_worlds_file(const std::string& setting) {
  return std::string_view(setting).substr(0, setting.find('=')) == "worlds.file";
}

void read_worlds(Reading& reading, const Value& root) {
  WorldsConfig& worlds = reading.config.worlds;
  const Value* table = find_item(root, "worlds");
  if (table == nullptr) return;
  if (table->kind != Value::Kind::table) {
    return complain(
        reading.complaints, table->spot,
        fmt::format("worlds is {} (must be a table). Write [worlds] and its keys below.", in_words(*table)));
  }
  WorldsEntry entry;
  read_table(reading, {"worlds", *table}, entry, worlds_keys());
  worlds.use = entry.use;
  if (!entry.use) return;  // a file that nobody uses need not be there
  if (entry.file == nullptr) {
    return complain(reading.complaints, table->spot,
                    "worlds has no file. Write file = \"worlds/plausible.csv\" (comity calibrate makes "
                    "one), or use = false.");
  }
  if (!worlds.sample) worlds.sample = read_sample(reading, *entry.file);
  if (!worlds.sample) return;
  worlds.taken.clear();
  for (const ParameterRow* row : worlds.sample->columns)
    worlds.taken.push_back(!is_set_for_run(reading.complaints, root, *row, entry.file->spot));
  if (sets_shares(*worlds.sample)) check_vectors(reading, *entry.file);
}

bool has_worlds(const Config& config) { return config.worlds.use && config.worlds.sample != nullptr; }

Config in_world(Config config, std::uint32_t replicate) {
  if (!has_worlds(config)) return config;
  config.parameters = parameters_in_world(config, replicate);
  config.worlds = {};
  return config;
}

}  // namespace comity
