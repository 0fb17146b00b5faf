#include "results/safe_file.h"

#include "error.h"
#include "text/input.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace comity {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file) {
  const fs::path folder = file.parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

[[noreturn]] void fail(const fs::path& path, const std::string& what, int error) {
  throw Error(fmt::format("{}: {} ({}). Choose another place with --out.", path.string(), what,
                          std::strerror(error)));
}

[[noreturn]] void refuse_to_overwrite(const fs::path& target) {
  throw Error(fmt::format(
      "{}: exists already (results are not overwritten). Give --force to replace it or choose another "
      "name with --out.",
      target.string()));
}

// Waits until the disk has the file or folder.
bool sync(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;  // some file systems cannot sync folders
  const int error = errno;
  ::close(descriptor);
  errno = error;
  return synced;
}

// Renames without replacing, where the file system can do so in one step.
bool rename_file(const fs::path& from, const fs::path& to, Overwrite overwrite) {
  if (overwrite == Overwrite::yes) return ::rename(from.c_str(), to.c_str()) == 0;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  if (fs::exists(to)) {
    errno = EEXIST;
    return false;
  }
  return ::rename(from.c_str(), to.c_str()) == 0;
}

// Whether a link in this folder stands for an open file of the process: there a file cannot take another's place.
bool names_open_files(const fs::path& folder) {
  std::error_code unknown;
  const std::string place = fs::weakly_canonical(folder, unknown).string() + "/";
  return !unknown && (place == "/dev/" || place.starts_with("/proc/") || place.starts_with("/dev/fd/"));
}

// The same for a link to such a name.
bool leads_to_open_file(fs::path path) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int link = 0; link < kMostLinks; ++link) {
    const fs::path next = fs::read_symlink(path, error);
    if (error) return false;
    if (names_open_files(folder_of(path))) return true;
    path = folder_of(path) / next;
  }
  return false;
}

bool same_file(const fs::path& one, const fs::path& other) {
  std::error_code missing;
  if (fs::equivalent(one, other, missing)) return true;
  if (one.empty() || other.empty()) return false;
  const fs::path name = fs::weakly_canonical(fs::absolute(one), missing);
  return !missing && name == fs::weakly_canonical(fs::absolute(other), missing);
}

}  // namespace

void check_output(const fs::path& target) {
  if (target == "-")
    throw Error(
        "-: is no name of standard output here (a file is needed). Leave the option away where the command "
        "prints its answer, or write ./- for a file of that name.");
  const std::string special = kind_of_special(target);
  if (target.filename().empty() || special == "a folder")
    throw Error(
        fmt::format("{}: is a folder (a file is needed). Add a file name to --out.", target.string()));
  if (!special.empty() || leads_to_open_file(target))
    throw Error(fmt::format(
        "{}: is {} (a file is needed; results are never written to anything else, --force or not). Choose "
        "another name with --out; an answer that is printed can go there with >.",
        target.string(), special.empty() ? "a name of an open file" : special));
}

void check_outputs(std::span<const fs::path> outputs, std::span<const fs::path> inputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (const fs::path& input : inputs) {
      if (!same_file(outputs[i], input)) continue;
      throw Error(fmt::format(
          "{}: is an input of this command{} (it would be lost). Choose another name.", outputs[i].string(),
          outputs[i] == input ? "" : fmt::format(", the same file as {}", input.string())));
    }
    for (const fs::path& before : outputs.first(i)) {
      if (!same_file(outputs[i], before)) continue;
      throw Error(fmt::format("{}: is given for two outputs{}. Give each a name of its own.",
                              outputs[i].string(),
                              outputs[i] == before ? "" : fmt::format(", also as {}", before.string())));
    }
  }
}

SafeFile::SafeFile(fs::path target, Overwrite overwrite) : target_(std::move(target)), overwrite_(overwrite) {
  check_output(target_);
  std::error_code error;
  fs::create_directories(folder_of(target_), error);
  if (error) fail(folder_of(target_), "the folder cannot be created", error.value());
  if (overwrite == Overwrite::no && fs::exists(target_, error)) refuse_to_overwrite(target_);
  if (::access(folder_of(target_).c_str(), W_OK | X_OK) != 0)
    fail(folder_of(target_), "the folder is not writable", errno);
  temporary_ = target_;
  temporary_ += fmt::format(".partial-{}", ::getpid());
  fs::remove(temporary_, error);  // of a killed process that had the same number
}

SafeFile::~SafeFile() {
  if (!kept_) ::unlink(temporary_.c_str());
}

void SafeFile::empty() const {
  if (::truncate(temporary_.c_str(), 0) != 0) return;  // nothing to make room for
}

void SafeFile::keep() {
  if (!sync(temporary_, O_RDONLY)) fail(target_, "cannot be written to the disk", errno);
  check_output(target_);  // it may have come meanwhile
  if (!rename_file(temporary_, target_, overwrite_)) {
    if (errno == EEXIST) refuse_to_overwrite(target_);
    fail(target_, "cannot be given its name", errno);
  }
  kept_ = true;
  if (!sync(folder_of(target_), O_RDONLY | O_DIRECTORY)) fail(target_, "its folder cannot be synced", errno);
}

void write_text(const std::filesystem::path& path, Overwrite overwrite, const std::string& text) {
  SafeFile file(path, overwrite);
  std::ofstream stream(file.temporary(), std::ios::binary);
  stream << text;
  stream.close();
  if (!stream)
    throw Error(fmt::format("{}: cannot be written. Choose another place with --out.", path.string()));
  file.keep();
}

}  // namespace comity
