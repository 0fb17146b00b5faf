#include "results/archive.h"

#include "text/shipped.h"

#include <filesystem>
#include <string>

namespace comity {
namespace {

namespace fs = std::filesystem;

bool is_inside(const fs::path& folder, const fs::path& path) {
  const fs::path relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return !relative.empty() && *relative.begin() != "..";
}

// `shipped_from` are the folders of what comes with the program, looked for once for all files of an archive.
std::string path_of(const Config& config, const std::vector<fs::path>& shipped_from, const fs::path& path) {
  for (const fs::path& shipped : shipped_from) {
    if (shipped.is_absolute() && is_inside(shipped, path) && !is_inside(shipped, config.path))
      return ("scenarios" / path.lexically_normal().lexically_relative(shipped.lexically_normal())).string();
  }
  // As seen from the scenario's folder, so that the file does not depend on where the user stood.
  const fs::path folder = fs::path(config.path).parent_path();
  if (folder.empty()) return path.lexically_normal().string();
  const fs::path relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return relative.empty() ? path.string() : relative.string();
}

}  // namespace

std::string path_in_archive(const Config& config, const fs::path& path) {
  return path_of(config, shipped_folders(), path);
}

std::vector<InputText> archive_of(const Config& config) {
  const std::vector<fs::path> shipped = shipped_folders();
  std::vector<InputText> texts;
  for (const InputText& input : config.inputs)
    texts.push_back({path_of(config, shipped, input.path), input.text});
  for (const InputText& file : config.library.files)
    texts.push_back({path_of(config, shipped, file.path), file.text});
  if (config.worlds.sample) {
    const InputText& file = config.worlds.sample->file;
    texts.push_back({path_of(config, shipped, file.path), file.text});
  }
  return texts;
}

std::vector<std::filesystem::path> places_of(const std::vector<InputText>& archive,
                                             const std::filesystem::path& scenario) {
  std::vector<std::filesystem::path> places;
  for (const InputText& input : archive) places.push_back(scenario.parent_path() / input.path);
  return places;
}

}  // namespace comity
