#include "experiment/manifest.h"

#include "build_info.h"
#include "design/design_file.h"
#include "error.h"
#include "experiment/block.h"
#include "results/archive.h"
#include "results/safe_file.h"
#include "scenario/loader.h"
#include "scenario/outline.h"
#include "scenario/sweep_reading.h"
#include "scenario/worlds.h"
#include "text/input.h"
#include "text/sha256.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <utility>

namespace comity {
namespace {

constexpr int kManifestFormat = 1;

std::string design_words(const Design& design) {
  std::vector<std::string> names;
  for (const Factor& factor : design.factors) names.push_back(factor.name);
  if (names.empty()) return design.kind.empty() ? "nothing" : design.kind;
  return fmt::format("{} of {}", design.kind, fmt::join(names, ", "));
}

// Lines `name = value` by their names.
std::map<std::string, std::string> by_name(const std::vector<std::string>& lines) {
  std::map<std::string, std::string> values;
  for (const std::string& line : lines) {
    const std::size_t equals = line.find(" = ");
    values[line.substr(0, equals)] += line.substr(equals);
  }
  return values;
}

void compare(std::vector<std::string>& changes, std::string_view name, const std::string& before,
             const std::string& now) {
  if (before != now) changes.push_back(fmt::format("{}: was {}, is {}", name, before, now));
}

void compare_outlines(std::vector<std::string>& changes, const Manifest& before, const Manifest& now) {
  const auto old_values = by_name(before.outline);
  const auto new_values = by_name(now.outline);
  for (const auto& [name, value] : old_values) {
    const auto found = new_values.find(name);
    if (found == new_values.end()) {
      changes.push_back(fmt::format("{}: was {}, is not set any more", name, value.substr(3)));
    } else {
      compare(changes, name, value.substr(3), found->second.substr(3));
    }
  }
  for (const auto& [name, value] : new_values) {
    if (!old_values.contains(name))
      changes.push_back(fmt::format("{}: was not set, is {}", name, value.substr(3)));
  }
}

}  // namespace

std::string program_version() {
  return fmt::format("{} (commit {})", build_info::version, build_info::git_commit);
}

std::vector<InputText> law_of_points(const Config& config, const Design& design) {
  std::set<std::string> settings;
  const auto add = [&](const std::vector<std::string>& words) {
    for (const std::string& word : words)
      if (names_law(word) || names_worlds_file(word)) settings.insert(word);
  };
  for (const Arm& arm : design.arms) add(arm.settings);
  for (const Factor& factor : design.factors) {
    for (const auto& package : factor.packages) add(package);
    for (const std::string& level : factor.levels) add({factor.name + "=" + level});
  }
  std::vector<InputText> texts;
  for (const std::string& setting : settings) {
    std::vector<std::string> overrides = config.overrides;
    overrides.push_back(setting);
    for (InputText& text : archive_of(load_scenario(config.path, overrides)))
      texts.push_back(std::move(text));
  }
  return texts;
}

Manifest make_manifest(const Config& config, const Design& design, Keep keep, std::vector<InputText> extra) {
  Manifest manifest;
  manifest.scenario = config.name;
  manifest.version = program_version();
  manifest.keep = kKeepNames[static_cast<std::size_t>(keep)];
  manifest.design = design_words(design);
  manifest.definition = design_definition(design);
  manifest.texts = archive_of(config);
  for (InputText& text : extra)
    if (std::ranges::find(manifest.texts, text.path, &InputText::path) == manifest.texts.end())
      manifest.texts.push_back(std::move(text));
  manifest.overrides = config.overrides;
  manifest.outline = outline_of(manifest.texts, manifest.overrides);
  for (std::size_t i = config.inputs.size(); i < manifest.texts.size(); ++i)
    manifest.outline.push_back(
        fmt::format("{} = {}", manifest.texts[i].path, sha256(manifest.texts[i].text).substr(0, 16)));
  manifest.points = static_cast<std::uint32_t>(design.points.size());
  manifest.replicates = static_cast<std::uint32_t>(config.parameters.run.replicates);
  return manifest;
}

void add_points_file(Manifest& manifest, const Config& config, const SweepPlan& plan) {
  if (plan.file.empty()) return;
  manifest.texts.push_back(
      {path_in_archive(config, plan.file), std::string(body(read_text_file(plan.file)))});
}

std::uint64_t model_of(const Manifest& manifest) {
  return checksum_of(fmt::format("{}\n{}\n{}\n{}\n{}", manifest.scenario, manifest.version, manifest.keep,
                                 manifest.design, fmt::join(manifest.outline, "\n")));
}

std::vector<std::string> differences(const Manifest& before, const Manifest& now) {
  std::vector<std::string> changes;
  compare(changes, "scenario", before.scenario, now.scenario);
  compare(changes, "version of comity", before.version, now.version);
  compare(changes, "--keep", before.keep, now.keep);
  compare(changes, "design", before.design, now.design);
  compare_outlines(changes, before, now);
  return changes;
}

void write_text_file(const std::filesystem::path& path, const std::string& text) {
  SafeFile file(path, Overwrite::yes);
  std::ofstream stream(file.temporary(), std::ios::binary);
  stream << text;
  stream.close();
  if (!stream)
    throw Error(fmt::format("{}: cannot be written ({}). Make room or choose another place with --out.",
                            path.string(), std::strerror(errno)));
  file.keep();
}

std::string read_text_file(const std::filesystem::path& path) {
  InputFile file = read_input_file(path);
  if (!file.problem.empty())
    throw Error(fmt::format("{}: cannot be read ({}).", path.string(), file.problem));
  return std::move(file.text);
}

void write_manifest(const std::filesystem::path& path, const Manifest& manifest) {
  nlohmann::ordered_json json = {{"format", kManifestFormat},       {"scenario", manifest.scenario},
                                 {"version", manifest.version},     {"keep", manifest.keep},
                                 {"design", manifest.design},       {"definition", manifest.definition},
                                 {"points", manifest.points},       {"replicates", manifest.replicates},
                                 {"overrides", manifest.overrides}, {"outline", manifest.outline}};
  for (const InputText& input : manifest.texts)
    json["texts"].push_back({{"path", input.path}, {"sha256", sha256(input.text)}, {"text", input.text}});
  write_text_file(path, json.dump(1) + '\n');
}

Manifest read_manifest(const std::filesystem::path& path) {
  const std::string text = read_text_file(path);
  try {
    const auto json = nlohmann::json::parse(text);
    if (json.at("format") != kManifestFormat) throw std::runtime_error("another format");
    Manifest manifest{json.at("scenario"),
                      json.at("version"),
                      json.at("keep"),
                      json.at("outline"),
                      json.at("design"),
                      json.at("definition"),
                      {},
                      json.at("overrides"),
                      json.at("points"),
                      json.at("replicates")};
    for (const auto& input : json.at("texts")) manifest.texts.push_back({input.at("path"), input.at("text")});
    return manifest;
  } catch (const std::exception& error) {
    throw Error(
        fmt::format("{}: is no manifest of a sweep ({}). Remove the folder or choose another with --out.",
                    path.string(), error.what()));
  }
}

}  // namespace comity
