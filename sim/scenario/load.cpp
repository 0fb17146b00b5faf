#include "error.h"
#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/groups.h"
#include "scenario/loader.h"
#include "scenario/sweep_reading.h"

namespace comity {

namespace {

/// The document of a scenario with `overrides` on top. Throws when a file cannot be read.
Value read_whole(Complaints& complaints, const std::filesystem::path& path,
                 std::span<const std::string> overrides) {
  Value root = read_document(complaints, path);
  complaints.read = complaints.files.size();
  if (complaints.incomplete) throw_if_wrong(complaints);
  for (const auto& override : overrides) lay_override(complaints, root, override);
  return root;
}

Config read_scenario(Reading reading, const std::filesystem::path& path,
                     std::span<const std::string> overrides) {
  const Value root = read_whole(reading.complaints, path, overrides);
  const auto files = static_cast<std::ptrdiff_t>(reading.complaints.read);
  read_law(reading, root);
  read_all_but_law(reading, root);
  throw_if_wrong(reading.complaints);

  Config config = std::move(reading.config);
  config.name = path.stem().string();
  config.path = path.string();
  config.inputs.assign(reading.complaints.files.begin(), reading.complaints.files.begin() + files);
  config.overrides.assign(overrides.begin(), overrides.end());
  return config;
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
}

SweepPlan load_sweep(const std::filesystem::path& path, std::span<const std::string> overrides) {
  Reading reading;
  const Value root = read_whole(reading.complaints, path, overrides);
  read_law(reading, root);
  read_all_but_law(reading, root);
  throw_if_wrong(reading.complaints);
  SweepPlan plan = read_sweep({reading, root});
  throw_if_wrong(reading.complaints);
  return plan;
}

Config load_scenario(const std::filesystem::path& path, std::span<const std::string> overrides) {
  return read_scenario({}, path, overrides);
}

Config load_scenario(std::span<const InputText> texts, std::span<const std::string> overrides) {
  COMITY_EXPECT(!texts.empty());
  Reading reading;
  reading.complaints.archive = texts;
  return read_scenario(std::move(reading), texts.front().path, overrides);
}

}  // namespace comity
