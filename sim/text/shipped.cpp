#include "text/shipped.h"

#include "error.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <sys/auxv.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace comity {
namespace {

namespace fs = std::filesystem;

bool stands(const fs::path& path) {
  std::error_code problem;
  return fs::exists(path, problem);
}

}  // namespace

fs::path own_file() {
  std::error_code problem;
  fs::path own = fs::read_symlink("/proc/self/exe", problem);
  if (!problem) return own;
  const auto* name = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  return name == nullptr ? fs::path() : fs::weakly_canonical(name, problem);
}

std::vector<fs::path> shipped_folders() {
  std::vector<fs::path> folders;
  const fs::path installed = own_file().parent_path().parent_path() / "share" / "comity" / "scenarios";
  for (const fs::path& folder : std::array{fs::path("scenarios"), installed}) {
    std::error_code problem;
    if (fs::is_directory(folder, problem)) folders.push_back(folder);
  }
  return folders;
}

fs::path find_shipped(const fs::path& name) {
  if (name.empty() || name.is_absolute()) return {};
  for (const fs::path& folder : shipped_folders()) {
    for (const fs::path& path : std::array{folder / name, folder / (name.string() + ".toml")}) {
      if (stands(path)) return path.lexically_normal();
    }
  }
  return {};
}

fs::path file_named(const std::string& word, const fs::path& part) {
  fs::path path = word;
  if (stands(path)) return path;
  for (const fs::path& name : std::array{part / path, path}) {
    if (fs::path shipped = find_shipped(name); !shipped.empty()) return shipped;
  }
  const bool plain = !word.empty() && path.filename() == path && path.extension() != ".toml";
  if (!plain) return path;
  throw Error(fmt::format("{}: there is no such file, nor a shipped one of that name.{}{}", word,
                          did_you_mean(word, shipped_names(part)),
                          part.empty() ? " `comity scenarios` lists them." : ""));
}

std::vector<std::string> shipped_names(const fs::path& part) {
  std::vector<std::string> names;
  for (const fs::path& folder : shipped_folders()) {
    std::error_code problem;
    for (auto entry = fs::recursive_directory_iterator(folder / part, problem);
         !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
      const fs::path& file = entry->path();
      if (file.extension() != ".toml") continue;
      names.push_back(file.lexically_relative(folder / part).replace_extension().generic_string());
    }
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace comity
