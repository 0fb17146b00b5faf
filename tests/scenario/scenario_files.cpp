#include "scenario/scenario_files.h"

#include "error.h"
#include "scenario/loader.h"

#include <unistd.h>

#include <filesystem>

namespace comity {

std::string scenario_file(const std::string& name) {
  std::filesystem::current_path(COMITY_SOURCE_DIR);
  return "tests/scenario/files/" + name;
}

std::filesystem::path scratch_file(const std::string& name) {
  return std::filesystem::temp_directory_path() / (std::to_string(getpid()) + "_" + name);
}

std::string scenario_error(const std::string& path, std::span<const std::string> overrides) {
  try {
    load_scenario(path, overrides);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace comity
