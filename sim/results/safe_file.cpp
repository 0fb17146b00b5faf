#include "results/safe_file.h"

#include "error.h"

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

}  // namespace

SafeFile::SafeFile(fs::path target, Overwrite overwrite) : target_(std::move(target)), overwrite_(overwrite) {
  if (target_.filename().empty() || fs::is_directory(target_)) {
    throw Error(
        fmt::format("{}: is a folder (a file is needed). Add a file name to --out.", target_.string()));
  }
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
