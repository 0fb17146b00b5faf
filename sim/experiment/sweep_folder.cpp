#include "experiment/sweep_folder.h"

#include "design/design_file.h"
#include "error.h"
#include "results/safe_file.h"
#include "text/input.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostChanges = 10;

[[noreturn]] void refuse(const SweepFolder& folder, std::vector<std::string> changes) {
  const std::size_t count = changes.size();
  if (count > kMostChanges) changes.resize(kMostChanges);
  throw Error(
      fmt::format("{}: holds another sweep (a changed model would mix up its runs). What changed:\n  "
                  "{}{}\nChoose another place with "
                  "--out, or remove the folder.",
                  folder.path.string(), fmt::join(changes, "\n  "),
                  count > kMostChanges ? fmt::format("\n  and {} more", count - kMostChanges) : ""));
}

// The design asked for with the points of the stored one first, so that they keep their ids.
Design extend_stored(const SweepFolder& folder, const Manifest& before, Design design) {
  try {
    return extend_design(stored_design(folder, before), std::move(design));
  } catch (const Error& error) {
    refuse(folder, {error.what()});
  }
}

void store(const SweepFolder& folder, const Manifest& manifest, const Design& design) {
  write_text_file(folder.design(), design_table(design));
  write_manifest(folder.manifest(), manifest);
}

void make_folders(const SweepFolder& folder) {
  std::error_code error;
  fs::create_directories(folder.blocks(), error);
  if (error)
    throw Error(fmt::format("{}: the folder cannot be made ({}). Choose another place with --out.",
                            folder.path.string(), error.message()));
}

}  // namespace

std::string shard_name(const Shard& shard) {
  return fmt::format("shard-{}-of-{}", shard.number, shard.count);
}

bool is_of_shard(const Shard& shard, RunId run, const Manifest& manifest) {
  const std::uint64_t place = manifest.points >= shard.count
                                  ? run.point
                                  : std::uint64_t{run.point} * manifest.replicates + run.replicate;
  return place % shard.count == shard.number - 1;
}

FileLock::FileLock(const fs::path& path) {
  check_output(path);
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0)
    throw Error(fmt::format("{}: cannot be made ({}). Choose another place with --out.", path.string(),
                            std::strerror(errno)));
}

FileLock FileLock::wait(const fs::path& path) {
  FileLock lock(path);
  while (::flock(lock.descriptor_, LOCK_EX) != 0 && errno == EINTR) {
  }
  return lock;
}

std::optional<FileLock> FileLock::attempt(const fs::path& path) {
  FileLock lock(path);
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return std::nullopt;
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string why_no_locks(const SweepFolder& folder) {
  const int descriptor = ::open((folder.path / "manifest.lock").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return std::strerror(errno);
  const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno == EWOULDBLOCK;
  const std::string reason = locked ? "" : std::strerror(errno);
  ::close(descriptor);
  return reason;
}

Design stored_design(const SweepFolder& folder, const Manifest& manifest) {
  return read_design_table(folder.design(), read_text_file(folder.design()),
                           {read_design_definition(manifest.definition), manifest.points});
}

void settle(const SweepFolder& folder, Manifest& manifest, Design& design) {
  make_folders(folder);
  const auto lock = FileLock::wait(folder.path / "manifest.lock");
  if (!fs::exists(folder.manifest())) return store(folder, manifest, design);
  const Manifest before = read_manifest(folder.manifest());
  std::vector<std::string> changes = differences(before, manifest);
  if (manifest.replicates < before.replicates)
    changes.push_back(fmt::format("replicates: was {}, is {} (a sweep can only grow)", before.replicates,
                                  manifest.replicates));
  if (!changes.empty()) refuse(folder, changes);
  design = extend_stored(folder, before, std::move(design));
  manifest.points = static_cast<std::uint32_t>(design.points.size());
  if (manifest.replicates == before.replicates && manifest.points == before.points) {
    manifest = before;
  } else {
    store(folder, manifest, design);
  }
}

void note_in_journal(const SweepFolder& folder, const std::string& writer, const std::string& line) {
  const fs::path path = folder.path / fmt::format("journal-{}.log", writer);
  if (!kind_of_special(path).empty()) return;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0) return;
  const std::string text = fmt::format("{:%Y-%m-%dT%H:%M:%SZ} {}\n", fmt::gmtime(std::time(nullptr)), line);
  const ssize_t written = ::write(descriptor, text.data(), text.size());
  if (written < 0) ::fsync(descriptor);  // a journal is for people; a full disk shows at the next block
  ::close(descriptor);
}

RunIndex::RunIndex(const SweepFolder& folder, const Manifest& manifest)
    : points_(manifest.points),
      replicates_(manifest.replicates),
      missing_(std::uint64_t{points_} * replicates_),
      places_(missing_, 0) {
  const std::uint64_t model = model_of(manifest);
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder.blocks()))
    if (entry.path().extension() == ".block") names.push_back(entry.path());
  std::ranges::sort(names);
  for (const fs::path& name : names) {
    const BlockIndex index = read_block_index(name, model);
    if (!index.whole) {
      damaged_.push_back(name);
      continue;
    }
    blocks_.push_back(name);
    for (std::size_t i = 0; i < index.entries.size(); ++i)
      add(index.entries[i], (std::uint64_t{blocks_.size()} << 32U) | i);
  }
}

// A run that succeeded counts before one that failed, the first of equals before the others.
void RunIndex::add(const BlockEntry& entry, std::uint64_t place) {
  if (entry.run.point >= points_ || entry.run.replicate >= replicates_) return;
  std::uint64_t& known = places_[place_of(entry.run)];
  const bool failed = entry.failed != 0;
  if (known != 0 && ((known & kFailed) == 0 || failed)) return;
  if (known == 0) --missing_;
  if (known != 0) --failures_;
  if (failed) ++failures_;
  known = place | (failed ? kFailed : 0);
}

RunId RunIndex::run_at(std::uint64_t place) const {
  return {static_cast<std::uint32_t>(place / replicates_), static_cast<std::uint32_t>(place % replicates_)};
}

std::pair<std::size_t, std::size_t> RunIndex::find(RunId run) const {
  const std::uint64_t place = places_[place_of(run)] & ~kFailed;
  return {static_cast<std::size_t>((place >> 32U) - 1), static_cast<std::size_t>(place & 0xffffffffU)};
}

}  // namespace comity
