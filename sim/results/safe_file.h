/// A file that appears under its name only when it is whole: written beside it, synced, renamed.
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace comity {

/// Whether a file of this name may be replaced.
enum class Overwrite { no, yes };

/// Throws Error when a file can never be written here, whether or not it may be replaced: at a folder, FIFO, socket or device (or
/// a link to one), at a name of an open file (`/dev/stdout`, `/proc/self/fd/1`) and at `-`, which is no name of standard output.
void check_output(const std::filesystem::path& target);

/// Throws Error when one of a command's outputs is one of its inputs, or two of them are the same file, by whatever names: links
/// of both kinds are seen through.
void check_outputs(std::span<const std::filesystem::path> outputs,
                   std::span<const std::filesystem::path> inputs);

/// The name a file gets and the one it has until then. Removes what is half-written when it goes out of
/// scope.
class SafeFile {
 public:
  /// Creates the folder if needed; throws Error when it cannot be written, a file can never be there (`check_output`) or
  /// `target` exists and must not be replaced.
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
