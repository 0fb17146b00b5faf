#include "results/run_table.h"

#include <algorithm>
#include <array>

namespace comity {
namespace {

constexpr hsize_t kRunsPerBlock = 4096;

// A thousand messages tell what is wrong as well as a million.
constexpr std::size_t kMostMessages = 1000;

}  // namespace

RunTable::RunTable(const ResultsPlan& plan, hid_t file)
    : group_(hdf5::create_group(file, "runs")), replicates_(plan.replicates) {
  point_ = hdf5::make_bare_dimension(group_.id(), "point", 1);
  replicate_ = hdf5::make_bare_dimension(group_.id(), "replicate", replicates_);
  failed_ = create_column("failed", hdf5::int_type(), "whether the run failed; its series are missing");
  hdf5::write_attribute(failed_.id(), "flag_values", std::array<std::int32_t, 2>{0, 1});
  hdf5::write_attribute(failed_.id(), "flag_meanings", "no yes");
  demands_ = create_column("demands", hdf5::long_type(), "simulated demands");
  hdf5::write_attribute(demands_.id(), "units", "1");
}

hdf5::Handle RunTable::create_column(const std::string& name, hid_t type, std::string_view meaning) {
  const hsize_t chunk = std::clamp<hsize_t>(replicates_, 1, kRunsPerBlock);
  hdf5::Handle column = hdf5::create_dataset(group_.id(), name, type, {{1, replicates_}, {}, {1, chunk}});
  hdf5::write_attribute(column.id(), "long_name", meaning);
  hdf5::attach_scale(column, point_, 0);
  hdf5::attach_scale(column, replicate_, 1);
  return column;
}

void RunTable::append(std::uint64_t demands, const std::string& failure) {
  if (!failure.empty() && messages_.size() < kMostMessages) {
    failed_replicates_.push_back(static_cast<std::int32_t>(written_ + held_failed_.size()));
    messages_.push_back(failure);
  }
  held_failed_.push_back(failure.empty() ? 0 : 1);
  held_demands_.push_back(static_cast<std::int64_t>(demands));
  const hsize_t taken = written_ + held_failed_.size();
  if (held_failed_.size() == kRunsPerBlock || taken == replicates_) {
    const hdf5::Block block{{0, written_}, {1, held_failed_.size()}};
    hdf5::write(failed_, block, held_failed_);
    hdf5::write(demands_, block, held_demands_);
    written_ = taken;
    held_failed_.clear();
    held_demands_.clear();
  }
  if (taken == replicates_) write_failures();
}

void RunTable::write_failures() {
  if (messages_.empty()) return;
  const hdf5::Handle group = hdf5::create_group(group_.id(), "failures");
  const hdf5::Handle failure = hdf5::make_bare_dimension(group.id(), "failure", messages_.size());
  const hdf5::Handle replicate =
      hdf5::create_dataset(group.id(), "replicate", hdf5::int_type(), {{messages_.size()}, {}, {}});
  hdf5::write_attribute(replicate.id(), "long_name", "replicate that failed");
  hdf5::write(replicate, failed_replicates_);
  hdf5::attach_scale(replicate, failure, 0);
  const hdf5::Handle message = hdf5::write_texts(group.id(), "message", messages_);
  hdf5::write_attribute(message.id(), "long_name", "what went wrong");
  hdf5::attach_scale(message, failure, 0);
}

}  // namespace comity
