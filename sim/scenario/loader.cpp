#include "scenario/loader.h"

#include "error.h"
#include "scenario/check.h"
#include "scenario/dispute_keys.h"
#include "scenario/document.h"
#include "scenario/event_keys.h"
#include "scenario/groups.h"
#include "scenario/provider_keys.h"
#include "scenario/state_keys.h"
#include "scenario/sweep_reading.h"
#include "scenario/worlds.h"

#include <algorithm>

namespace comity {

namespace {

/// The document of a scenario with `overrides` on top. Throws when a file cannot be read.
Value read_whole(Reading& reading, const std::filesystem::path& path,
                 std::span<const std::string> overrides) {
  Complaints& complaints = reading.complaints;
  Value root = read_document(complaints, path);
  reading.config.has_sweep = find_item(root, "sweep") != nullptr || find_item(root, "arms") != nullptr;
  complaints.read = complaints.files.size();
  if (complaints.incomplete) throw_if_wrong(complaints);
  for (const auto& override : overrides) lay_override(complaints, root, override);
  return root;
}

/// The configuration that has been read; complains by throwing.
Config take_config(Reading& reading) {
  throw_if_wrong(reading.complaints);
  return std::move(reading.config);
}

/// Complains by throwing; where `swept`, also about the design of a scenario that is wrong itself, so that all comes in one go.
ScenarioBase read_base(Reading reading, const std::filesystem::path& path,
                       std::span<const std::string> overrides, bool swept = false) {
  ScenarioBase base;
  base.root = read_whole(reading, path, overrides);
  read_law(reading, base.root);
  read_all_but_law(reading, base.root);
  const std::size_t wrong = reading.complaints.wrongs.size() + reading.complaints.ready.size();
  if (swept && wrong > 0) read_sweep({reading, base.root, reading.complaints.wrongs.size()});
  base.config = take_config(reading);
  base.complaints = std::move(reading.complaints);
  base.config.name = path.stem().string();
  base.config.path = path.string();
  const auto& files = base.complaints.files;
  base.config.inputs.assign(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(base.complaints.read));
  base.config.overrides.assign(overrides.begin(), overrides.end());
  return base;
}

}  // namespace

void read_all_but_law(Reading& reading, const Value& root) {
  check_top(reading, root);
  read_question(reading, root);
  read_parameters(reading, root);
  read_phases(reading, root);
  read_states(reading, root);
  read_unions(reading, root);
  read_providers(reading, root);
  read_treaties(reading, root);
  read_shocks(reading, root);
  read_reforms(reading, root);
  read_focals(reading, root);
  read_rulings(reading, root);
  read_history(reading, root);
  check_scenario(reading, root);
  read_worlds(reading, root);
}

SweepPlan load_sweep(const std::filesystem::path& path, std::span<const std::string> overrides) {
  return load_sweep(load_swept_base(path, overrides));
}

SweepPlan load_sweep(const ScenarioBase& base) {
  Reading reading;
  reading.complaints = base.complaints;
  reading.config = base.config;
  SweepPlan plan = read_sweep({reading, base.root});
  throw_if_wrong(reading.complaints);
  return plan;
}

ScenarioBase load_base(const std::filesystem::path& path, std::span<const std::string> overrides) {
  return read_base({}, path, overrides);
}

ScenarioBase load_swept_base(const std::filesystem::path& path, std::span<const std::string> overrides) {
  return read_base({}, path, overrides, true);
}

ScenarioBase load_base(std::span<const InputText> texts, std::span<const std::string> overrides) {
  COMITY_EXPECT(!texts.empty());
  Reading reading;
  reading.complaints.archive = texts;
  return read_base(std::move(reading), texts.front().path, overrides);
}

Config configure(const ScenarioBase& base, std::span<const std::string> settings) {
  Reading reading;
  Complaints& complaints = reading.complaints;
  complaints.archive = base.complaints.archive;
  complaints.read = base.complaints.read;
  for (const auto& file : base.complaints.files)
    complaints.files.push_back({file.path, {}});  // texts if needed
  Value root = base.root;
  for (const auto& setting : settings) lay_override(complaints, root, setting);
  if (std::any_of(settings.begin(), settings.end(), names_law)) {
    read_law(reading, root);
  } else {
    reading.config.library = base.config.library;
  }
  if (std::none_of(settings.begin(), settings.end(), names_worlds_file))
    reading.config.worlds.sample = base.config.worlds.sample;
  read_all_but_law(reading, root);
  if (!complaints.wrongs.empty()) {
    std::copy(base.complaints.files.begin(), base.complaints.files.end(), complaints.files.begin());
  }
  Config config = take_config(reading);
  config.name = base.config.name;
  config.path = base.config.path;
  config.has_sweep = base.config.has_sweep;
  config.inputs = base.config.inputs;
  config.overrides = base.config.overrides;
  config.overrides.insert(config.overrides.end(), settings.begin(), settings.end());
  return config;
}

Config load_scenario(const std::filesystem::path& path, std::span<const std::string> overrides) {
  return load_base(path, overrides).config;
}

Config load_scenario(std::span<const InputText> texts, std::span<const std::string> overrides) {
  return load_base(texts, overrides).config;
}

}  // namespace comity
