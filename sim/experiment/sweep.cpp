#include "experiment/sweep.h"

#include "error.h"
#include "experiment/block_writer.h"
#include "experiment/executor.h"
#include "experiment/sweep_tracker.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

namespace comity {
namespace {

// Enough pieces that all threads end together, large enough that handing them over costs nothing.
std::size_t runs_per_piece(std::size_t runs, int threads) {
  constexpr std::size_t kPiecesPerThread = 64;
  return std::clamp<std::size_t>(runs / (kPiecesPerThread * static_cast<std::size_t>(threads)), 1, 16);
}

// Threads of all ranks.
int threads_in_all(const SweepOptions& options) {
  return options.threads * (options.ranks == nullptr ? 1 : static_cast<int>(options.ranks->count()));
}

// Under which name this process writes blocks and journal.
std::string writer_name(const SweepOptions& options) {
  if (options.ranks == nullptr) return shard_name(options.shard);
  return fmt::format("rank-{}-of-{}", options.ranks->number() + 1, options.ranks->count());
}

struct EncodedRun {
  RunId run;
  std::string failure;
  std::string bytes;
};

FileLock lock_share(const SweepFolder& folder, const Shard& shard) {
  auto lock = FileLock::attempt(folder.path / (shard_name(shard) + ".lock"));
  if (lock) return std::move(*lock);
  throw Error(
      fmt::format("{}: another comity is working on {} of this sweep. Wait for it, or give this one another "
                  "share with --shard.",
                  folder.path.string(),
                  shard.count == 1 ? "all" : fmt::format("share {} of {}", shard.number, shard.count)));
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

// Blocks that were cut off are kept under another name, for people to look at.
void set_aside(const std::vector<std::filesystem::path>& damaged) {
  for (const std::filesystem::path& block : damaged) {
    std::error_code ignored;
    std::filesystem::rename(block, block.string() + ".damaged", ignored);
  }
}

// Runs over the threads; each piece fills its slot with encoded records. Ranks take one piece after the other from a shared
// count, until there is none; those that come too late leave their slot empty.
class Pieces {
 public:
  Pieces(const Sweep& sweep, const std::vector<RunId>& todo, const SweepOptions& options)
      : todo_(todo),
        ranks_(options.ranks),
        size_(runs_per_piece(todo.size(), threads_in_all(options))),
        slots_(slots_for(options.threads)) {
    for (int thread = 0; thread < options.threads; ++thread) runners_.emplace_back(sweep.base);
  }

  std::uint32_t count() const { return static_cast<std::uint32_t>((todo_.size() + size_ - 1) / size_); }

  void make(int thread, std::uint32_t piece, std::size_t slot) {
    const std::size_t claimed = ranks_ == nullptr ? piece : ranks_->add(SharedCount::claimed, 1);
    const std::size_t begin = claimed * size_;
    const std::size_t end = std::min(begin + size_, todo_.size());
    for (std::size_t i = begin; i < end && !stopping_; ++i) {
      RunRecord record = runners_[static_cast<std::size_t>(thread)].run(todo_[i]);
      std::string bytes = encode(record);
      slots_[slot].push_back({todo_[i], std::move(record.failure), std::move(bytes)});
    }
  }

  template <class Take>
  void take(std::size_t slot, Take take) {
    for (const EncodedRun& run : slots_[slot]) take(run);
    slots_[slot].clear();
  }

  template <class Take>
  void take_rest(Take take_one) {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) take(slot, take_one);
  }

  void stop() { stopping_ = true; }

 private:
  const std::vector<RunId>& todo_;
  Ranks* ranks_;
  std::size_t size_;
  std::vector<std::vector<EncodedRun>> slots_;
  std::vector<PointRunner> runners_;
  std::atomic<bool> stopping_ = false;
};

void make_runs(const Sweep& sweep, const SweepOptions& options, const std::vector<RunId>& todo,
               SweepReport& report) {
  BlockWriter writer(sweep.folder, writer_name(options), model_of(sweep.manifest));
  SweepTracker tracker(report, options);
  Pieces pieces(sweep, todo, options);
  const auto keep = [&](const EncodedRun& run) {
    writer.add(run.run, !run.failure.empty(), run.bytes);
    tracker.count(run.run, run.failure);
  };
  const auto write_now = [&] {
    if (writer.write_when_due(options.save_seconds))
      note_in_journal(sweep.folder, writer_name(options),
                      fmt::format("block: {} of {} runs", report.progress.done, todo.size()));
  };
  const auto keep_going = [&] {
    write_now();
    if (tracker.fine() && options.keep_going && !options.keep_going(report.progress)) {
      report.ending = SweepEnding::stopped;
      tracker.hear_of_ending();
    }
    if (report.ending != SweepEnding::finished) pieces.stop();
    return report.ending == SweepEnding::finished;
  };
  const auto deliver = [&](std::uint32_t, std::size_t slot) { pieces.take(slot, keep); };
  const auto work = [&](int thread, std::uint32_t piece, std::size_t slot) {
    pieces.make(thread, piece, slot);
  };
  execute_in_order({pieces.count(), options.threads, work, deliver, keep_going});
  pieces.take_rest(keep);
  writer.write();
  tracker.fine();
  if (options.ranks == nullptr) return;
  options.ranks->wait_for_all();
  tracker.fine();
}

std::string_view ending_words(SweepEnding ending) {
  switch (ending) {
    case SweepEnding::finished:
      return "finished";
    case SweepEnding::stopped:
      return "stopped";
    case SweepEnding::too_many_failures:
      return "too many failures";
    case SweepEnding::all_alike:
      return "all runs failed alike";
  }
  return "";
}

}  // namespace

std::vector<RunId> runs_to_do(const RunIndex& index, const Manifest& manifest, const SweepOptions& options) {
  std::vector<RunId> todo;
  for (std::uint64_t place = 0; place < index.count(); ++place) {
    const RunId run = index.run_at(place);
    if (!is_of_shard(options.shard, run, manifest)) continue;
    if (!index.done(run) || (options.retry_failed && index.failed(run))) todo.push_back(run);
  }
  return todo;
}

SweepReport run_sweep(const Sweep& sweep, const SweepOptions& options) {
  const bool first = options.ranks == nullptr || options.ranks->first();
  const FileLock lock = first ? lock_share(sweep.folder, options.shard) : FileLock();
  SweepReport report;
  std::vector<RunId> todo;
  const auto look = [&] {
    const RunIndex index(sweep.folder, sweep.manifest);
    report.damaged = index.damaged();
    todo = runs_to_do(index, sweep.manifest, options);
  };
  if (first) {
    look();
    set_aside(report.damaged);
  }
  if (options.ranks != nullptr) {
    // All ranks have to count the same runs: none starts before every one has looked.
    options.ranks->wait_for_all();
    if (!first) look();
    options.ranks->wait_for_all();
  }
  report.progress.todo = todo.size();
  if (todo.empty()) return report;
  const auto note = [&](const std::string& line) {
    note_in_journal(sweep.folder, writer_name(options), line);
  };
  note(fmt::format("start: {} runs, {} threads, process {} on {}", todo.size(), options.threads, ::getpid(),
                   host_name()));
  make_runs(sweep, options, todo, report);
  note(fmt::format("{}: {} of {} runs, {} failed, {} made here", ending_words(report.ending),
                   report.progress.done, todo.size(), report.progress.failed, report.own));
  return report;
}

}  // namespace comity
