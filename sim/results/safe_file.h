/// A file that appears under its name only when it is whole: written beside it, synced, renamed.
#pragma once

#include <filesystem>
#include <string>

namespace comity {

/// Whether a file of this name may be replaced.
enum class Overwrite { no, yes };

/// The name a file gets and the one it has until then. Removes what is half-written when it goes out of
/// scope.
class SafeFile {
 public:
  /// Creates the folder if needed; throws Error when it cannot be written or `target` exists and must not be
  /// replaced.
  SafeFile(std::filesystem::path target, Overwrite overwrite);
  ~SafeFile();
  SafeFile(const SafeFile&) = delete;
  SafeFile& operator=(const SafeFile&) = delete;

  const std::filesystem::path& target() const { return target_; }

  /// Where to write.
  const std::filesystem::path& temporary() const { return temporary_; }

  /// Syncs the closed temporary file, gives it its name and syncs the folder; throws Error when that fails.
  void keep();

  /// Empties the temporary file, so that a library can still flush into it on a full disk.
  void empty() const;

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  Overwrite overwrite_;
  bool kept_ = false;
};

/// A whole text under a name. Throws Error when it exists and may not be replaced, or cannot be written.
void write_text(const std::filesystem::path& path, Overwrite overwrite, const std::string& text);

}  // namespace comity
