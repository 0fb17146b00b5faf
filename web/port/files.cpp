// What text/input.h, text/shipped.h and results/safe_file.h promise, on texts in memory.
#include "port/files.h"

#include "results/safe_file.h"
#include "text/input.h"
#include "text/shipped.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {

namespace fs = std::filesystem;

std::map<std::string, std::string>& web::files() {
  static std::map<std::string, std::string> all;
  return all;
}

namespace {

constexpr std::string_view kShipped = "scenarios/";

const std::string* text_of(const fs::path& path) {
  const auto found = web::files().find(path.lexically_normal().generic_string());
  return found == web::files().end() ? nullptr : &found->second;
}

}  // namespace

InputFile read_input_file(const fs::path& path, std::uint64_t /*most*/) {
  const std::string* text = text_of(path);
  return text == nullptr ? InputFile{{}, why_unreadable(path)} : InputFile{*text, {}};
}

std::string why_unreadable(const fs::path& path) {
  if (text_of(path) != nullptr) return {};
  const std::string folder = path.lexically_normal().generic_string() + "/";
  const auto next = web::files().lower_bound(folder);
  const bool is_folder = next != web::files().end() && next->first.starts_with(folder);
  return is_folder ? "it is a folder" : "there is no such file";
}

std::string kind_of_special(const fs::path& path) {
  return why_unreadable(path) == "it is a folder" ? "a folder" : "";
}

fs::path find_shipped(const fs::path& name) {
  if (name.empty() || name.is_absolute()) return {};
  for (const fs::path& path : {fs::path(kShipped) / name, fs::path(kShipped) / (name.string() + ".toml")}) {
    if (text_of(path) != nullptr) return path.lexically_normal();
  }
  return {};
}

std::vector<std::string> shipped_names(const fs::path& part) {
  std::vector<std::string> names;
  const std::string folder = (fs::path(kShipped) / part / "").lexically_normal().generic_string();
  for (const auto& [path, text] : web::files()) {
    if (path.starts_with(folder) && path.ends_with(".toml"))
      names.push_back(fs::path(path.substr(folder.size())).replace_extension().generic_string());
  }
  std::ranges::sort(names);
  return names;
}

// As in a checkout of the source: the folder beside the scenario.
std::vector<fs::path> shipped_folders() { return {fs::path(kShipped).parent_path()}; }

// A file in memory is whole when its writer says so; until then nobody asks for it.
SafeFile::SafeFile(fs::path target, Overwrite overwrite)
    : target_(std::move(target)), temporary_(target_), overwrite_(overwrite) {}
SafeFile::~SafeFile() = default;
void SafeFile::keep() { kept_ = true; }
void SafeFile::empty() const {}

}  // namespace comity

// What std::filesystem::path needs of libc++'s archive and does not find there.
_LIBCPP_BEGIN_NAMESPACE_FILESYSTEM

path __weakly_canonical(const path& name, error_code* problem) {
  if (problem != nullptr) problem->clear();
  return name.lexically_normal();
}

_LIBCPP_END_NAMESPACE_FILESYSTEM
