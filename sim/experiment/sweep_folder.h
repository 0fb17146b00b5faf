/// The folder of a sweep: manifest, design, blocks of finished runs, journal and locks.
#pragma once

#include "experiment/block.h"
#include "experiment/manifest.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace comity {

/// Share `number` (1 …) of `count` of a sweep's runs.
struct Shard {
  std::uint32_t number = 1;
  std::uint32_t count = 1;
};

/// `shard-2-of-4`.
std::string shard_name(const Shard& shard);

/// Whether a run belongs to a share: whole points where there are enough of them, single runs otherwise.
bool is_of_shard(const Shard& shard, RunId run, const Manifest& manifest);

/// Where things stand in a sweep's folder.
struct SweepFolder {
  std::filesystem::path path;
  std::filesystem::path manifest() const { return path / "manifest.json"; }
  std::filesystem::path design() const { return path / "design.csv"; }
  std::filesystem::path blocks() const { return path / "blocks"; }
};

/// A lock on a file, held until it goes out of scope or the process ends.
class FileLock {
 public:
  FileLock() = default;  // holds nothing

  /// Waits for the lock, or gives up at once. Throws Error when the file cannot be made or is no regular file. A file system
  /// without locks gives every lock to everybody: see `why_no_locks`.
  static FileLock wait(const std::filesystem::path& path);
  static std::optional<FileLock> attempt(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(const std::filesystem::path& path);
  int descriptor_ = -1;
};

/// Why the folder's file system gives no locks ("No locks available"); empty: it does. The folder must be settled.
std::string why_no_locks(const SweepFolder& folder);

/// Makes the folder or continues it: `manifest` and `design` are stored, or compared with what is stored. More points or
/// replicates are taken over; points keep their ids. Throws Error saying what changed when it is another sweep, or has fewer
/// runs.
void settle(const SweepFolder& folder, Manifest& manifest, Design& design);

/// The design a folder holds.
Design stored_design(const SweepFolder& folder, const Manifest& manifest);

/// Adds a line with the time to the journal of a writer (`shard-2-of-4`), for people.
void note_in_journal(const SweepFolder& folder, const std::string& writer, const std::string& line);

/// Where the record of each run is.
class RunIndex {
 public:
  /// Reads what the blocks say. Blocks that are cut off or of another model are left out and named in `damaged`.
  RunIndex(const SweepFolder& folder, const Manifest& manifest);

  bool done(RunId run) const { return places_[place_of(run)] != 0; }
  bool failed(RunId run) const { return (places_[place_of(run)] & kFailed) != 0; }
  std::uint64_t count() const { return places_.size(); }
  std::uint64_t missing() const { return missing_; }
  std::uint64_t failures() const { return failures_; }
  std::uint32_t replicates() const { return replicates_; }
  RunId run_at(std::uint64_t place) const;
  const std::vector<std::filesystem::path>& damaged() const { return damaged_; }

  /// The block of a run and its number within.
  std::pair<std::size_t, std::size_t> find(RunId run) const;
  const std::filesystem::path& block(std::size_t number) const { return blocks_[number]; }

 private:
  static constexpr std::uint64_t kFailed = 1ULL << 63U;
  std::uint64_t place_of(RunId run) const { return std::uint64_t{run.point} * replicates_ + run.replicate; }
  void add(const BlockEntry& entry, std::uint64_t place);

  std::uint32_t points_;
  std::uint32_t replicates_;
  std::uint64_t missing_ = 0;
  std::uint64_t failures_ = 0;
  std::vector<std::uint64_t>
      places_;  // 0: not done; else failed, block + 1 (31 bits), number within (32 bits)
  std::vector<std::filesystem::path> blocks_;
  std::vector<std::filesystem::path> damaged_;
};

}  // namespace comity
