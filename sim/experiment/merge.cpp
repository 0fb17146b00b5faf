#include "experiment/merge.h"

#include "error.h"
#include "experiment/experiment.h"
#include "observe/labels.h"
#include "results/results_file.h"
#include "results/results_reader.h"
#include "run/make_world.h"
#include "scenario/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <list>
#include <utility>

namespace comity {
namespace {

// Reads records from the blocks, keeping a few of these open.
class RecordReader {
 public:
  RecordReader(const RunIndex& index, std::uint64_t model) : index_(index), model_(model) {}

  RunRecord read(RunId run) {
    const auto [block, number] = index_.find(run);
    Open& open = open_block(block);
    const BlockEntry& entry = open.entries.at(number);
    std::string bytes(entry.size, '\0');
    open.file.seekg(static_cast<std::streamoff>(entry.begin));
    if (!open.file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) ||
        checksum_of(bytes) != entry.checksum) {
      throw Error(
          fmt::format("{}: the record of point {}, replicate {} is damaged (its checksum is wrong). Remove "
                      "this block and start the "
                      "sweep again: only its runs are made once more.",
                      index_.block(block).string(), run.point, run.replicate));
    }
    return decode(bytes);
  }

 private:
  static constexpr std::size_t kMostOpen = 64;
  struct Open {
    std::size_t block;
    std::ifstream file;
    std::vector<BlockEntry> entries;
  };

  // The block that was used last stands first.
  Open& open_block(std::size_t block) {
    const auto found = std::ranges::find(open_, block, &Open::block);
    if (found != open_.end()) {
      open_.splice(open_.begin(), open_, found);
      return open_.front();
    }
    if (open_.size() == kMostOpen) open_.pop_back();
    const auto& path = index_.block(block);
    open_.push_front({block, std::ifstream(path, std::ios::binary), read_block_index(path, model_).entries});
    return open_.front();
  }

  const RunIndex& index_;
  std::uint64_t model_;
  std::list<Open> open_;
};

void check_version(const SweepFolder& folder, const Manifest& manifest) {
  if (manifest.version == program_version()) return;
  throw Error(fmt::format("{}: was made by comity {}, this is {}. Merge it with that version.",
                          folder.path.string(), manifest.version, program_version()));
}

Keep keep_of(const Manifest& manifest) {
  const auto found = std::ranges::find(kKeepNames, manifest.keep);
  return static_cast<Keep>(found - kKeepNames.begin());
}

struct Source {
  const RunIndex& index;
  RecordReader& reader;
};

// Appends run after run; gives the hash over all of them.
std::uint64_t append_runs(ResultsFile& file, const Source& source, const MergeOptions& options) {
  std::uint64_t hash = kHashOfNoRuns;
  for (std::uint64_t place = 0; place < source.index.count(); ++place) {
    const RunId run = source.index.run_at(place);
    RunRecord record;
    if (source.index.done(run)) {
      record = source.reader.read(run);
    } else {
      record.failure = "the run is missing: the sweep was merged before it was made";
    }
    hash = hash_with_run(hash, record.failure.empty() ? record.hash : 0);
    file.append(record);
    if (options.show) options.show(place + 1);
  }
  return hash;
}

}  // namespace

bool may_replace(const std::filesystem::path& out, const Manifest& manifest) {
  if (!std::filesystem::exists(out)) return true;
  try {
    const ResultsReader file(out);
    return file.has("design") && file.text_attribute("provenance", "scenario") == manifest.scenario &&
           file.text_attribute("design", "model") == fmt::format("{:016x}", model_of(manifest));
  } catch (const Error&) {
    return false;
  }
}

MergeReport merge_sweep(const SweepFolder& folder, const MergeOptions& options) {
  const Manifest manifest = read_manifest(folder.manifest());
  check_version(folder, manifest);
  const RunIndex index(folder, manifest);
  MergeReport report{index.count(), index.failures(), index.missing(), false};
  if (report.missing > 0 && !options.incomplete) return report;
  const Config config = load_scenario(manifest.texts, manifest.overrides);
  const Design design = stored_design(folder, manifest);
  const Setup setup = make_setup(config);
  const Courts courts = courts_of(config, setup);
  ResultsPlan plan{config, courts, record_times(config.parameters), make_metric_layout(config),
                   manifest.replicates};
  plan.points = manifest.points;
  plan.keep = keep_of(manifest);
  plan.design = &design;
  plan.model = model_of(manifest);
  plan.texts = &manifest.texts;
  const bool own = may_replace(options.out, manifest);
  ResultsFile file(plan, options.out, own ? Overwrite::yes : options.overwrite);
  RecordReader reader(index, plan.model);
  file.finish(append_runs(file, {index, reader}, options));
  report.written = true;
  return report;
}

}  // namespace comity
