#include "results/archive.h"

#include <filesystem>
#include <string>

namespace comity {
namespace {

// Paths as seen from the scenario's folder, so that the file does not depend on where the user stood.
std::string path_from_scenario(const Config& config, const std::string& path) {
  const auto folder = std::filesystem::path(config.path).parent_path();
  const auto relative =
      std::filesystem::path(path).lexically_normal().lexically_relative(folder.lexically_normal());
  if (folder.empty()) return std::filesystem::path(path).lexically_normal().string();
  return relative.empty() ? path : relative.string();
}

}  // namespace

std::vector<InputText> archive_of(const Config& config) {
  std::vector<InputText> texts;
  for (const InputText& input : config.inputs)
    texts.push_back({path_from_scenario(config, input.path), input.text});
  for (const InputText& file : config.library.files)
    texts.push_back({path_from_scenario(config, file.path), file.text});
  return texts;
}

std::vector<std::filesystem::path> places_of(const std::vector<InputText>& archive,
                                             const std::filesystem::path& scenario) {
  std::vector<std::filesystem::path> places;
  for (const InputText& input : archive) places.push_back(scenario.parent_path() / input.path);
  return places;
}

}  // namespace comity
