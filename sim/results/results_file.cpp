#include "results/results_file.h"

#include "results/design_group.h"
#include "results/event_columns.h"
#include "results/provenance.h"
#include "results/run_table.h"
#include "results/series.h"
#include "results/worlds_group.h"

#include <optional>
#include <utility>

namespace comity {

// The file comes first, so that it is closed after everything in it.
struct ResultsFile::Parts {
  hdf5::Handle file;
  std::optional<SeriesWriter> totals;
  std::optional<SeriesWriter> series;
  std::optional<EventWriter> events;
  std::optional<RunTable> runs;
};

ResultsFile::ResultsFile(const std::filesystem::path& target, Overwrite overwrite)
    : file_(target, overwrite), parts_(std::make_unique<Parts>()) {
  parts_->file = hdf5::create_file(file_.temporary());
}

// Delegates, so that the destructor cleans up when the disk is full already.
ResultsFile::ResultsFile(const ResultsPlan& plan, const std::filesystem::path& target, Overwrite overwrite)
    : ResultsFile(target, overwrite) {
  const hid_t file = parts_->file.id();
  if (plan.design != nullptr) {
    write_design(plan, file);
    parts_->totals.emplace(plan, file, SeriesKind::totals);
  }
  if (plan.keep != Keep::summary) parts_->series.emplace(plan, file);
  if (plan.keep == Keep::all) parts_->events.emplace(plan, file);
  parts_->runs.emplace(plan, file);
  write_configuration(plan, file);
  write_provenance(plan, file);
  write_worlds(plan, file);
}

// What is not finished is not wanted; emptied first, the library can still close the file when the disk is
// full.
ResultsFile::~ResultsFile() {
  if (parts_) file_.empty();
}

void ResultsFile::append(const RunRecord& record) {
  if (parts_->totals) parts_->totals->append(record.totals);
  if (parts_->series) parts_->series->append(record.series);
  if (parts_->events) parts_->events->append(record.events);
  parts_->runs->append(record.demands, record.failure);
}

void ResultsFile::append(const RunResult& result) {
  parts_->series->append(result.series);
  parts_->events->append(result.events);
  parts_->runs->append(result.demands, {});
}

void ResultsFile::append_failure(const std::string& message) {
  parts_->series->append({});
  parts_->events->append({});
  parts_->runs->append(0, message.empty() ? "unknown reason" : message);
}

void ResultsFile::finish(std::uint64_t results_hash) {
  if (parts_->totals) parts_->totals->flush();
  if (parts_->series) parts_->series->flush();
  if (parts_->events) parts_->events->flush();
  const hid_t file = parts_->file.id();
  write_results_hash(results_hash, file);
  hdf5::check(H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0, file, "flushing");
  parts_->totals.reset();
  parts_->series.reset();
  parts_->events.reset();
  parts_->runs.reset();
  hdf5::check(parts_->file.close(), -1, "closing");
  parts_.reset();
  file_.keep();
}

}  // namespace comity
