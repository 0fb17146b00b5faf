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
    : group_(hdf5::create_group(file, "runs")), points_(plan.points), replicates_(plan.replicates) {
  point_ = hdf5::make_bare_dimension(group_.id(), "point", points_);
  replicate_ = hdf5::make_bare_dimension(group_.id(), "replicate", replicates_);
  failed_ = create_column("failed", hdf5::int_type(), "whether the run failed; its series are missing");
  hdf5::write_attribute(failed_.id(), "flag_values", std::array<std::int32_t, 2>{0, 1});
  hdf5::write_attribute(failed_.id(), "flag_meanings", "no yes");
  demands_ = create_column("demands", hdf5::long_type(), "simulated demands");
  hdf5::write_attribute(demands_.id(), "units", "1");
}

hdf5::Handle RunTable::create_column(const std::string& name, hid_t type, std::string_view meaning) {
  const hsize_t rows = std::clamp<hsize_t>(replicates_, 1, kRunsPerBlock);
  const hsize_t points = std::clamp<hsize_t>(kRunsPerBlock / rows, 1, points_);
  hdf5::Handle column =
      hdf5::create_dataset(group_.id(), name, type, {{points_, replicates_}, {}, {points, rows}});
  hdf5::write_attribute(column.id(), "long_name", meaning);
  hdf5::attach_scale(column, point_, 0);
  hdf5::attach_scale(column, replicate_, 1);
  return column;
}

void RunTable::append(std::uint64_t demands, const std::string& failure) {
  const hsize_t run = written_ + held_failed_.size();
  if (!failure.empty() && messages_.size() < kMostMessages) {
    failed_points_.push_back(static_cast<std::int32_t>(run / replicates_));
    failed_replicates_.push_back(static_cast<std::int32_t>(run % replicates_));
    messages_.push_back(failure);
  }
  held_failed_.push_back(failure.empty() ? 0 : 1);
  held_demands_.push_back(static_cast<std::int64_t>(demands));
  flush_whole_rows();
  if (run + 1 == points_ * replicates_) write_failures();
}

// Writes what makes whole rows of points, or a part of one row.
void RunTable::flush_whole_rows() {
  const hsize_t held = held_failed_.size();
  const bool end_of_point = (written_ + held) % replicates_ == 0;
  const bool end = written_ + held == points_ * replicates_;
  const bool many = held >= kRunsPerBlock && (replicates_ > kRunsPerBlock || end_of_point);
  if (!end && !many && !(replicates_ > kRunsPerBlock && end_of_point)) return;
  const hsize_t points = std::max<hsize_t>(held / replicates_, 1);
  const hdf5::Block block{{written_ / replicates_, written_ % replicates_}, {points, held / points}};
  hdf5::write(failed_, block, held_failed_);
  hdf5::write(demands_, block, held_demands_);
  written_ += held;
  held_failed_.clear();
  held_demands_.clear();
}

void RunTable::write_failures() {
  if (messages_.empty()) return;
  const hdf5::Handle group = hdf5::create_group(group_.id(), "failures");
  const hdf5::Handle failure = hdf5::make_bare_dimension(group.id(), "failure", messages_.size());
  const auto write_place = [&](const std::string& name, const std::vector<std::int32_t>& places) {
    const hdf5::Handle column =
        hdf5::create_dataset(group.id(), name, hdf5::int_type(), {{places.size()}, {}, {}});
    hdf5::write_attribute(column.id(), "long_name", name + " that failed");
    hdf5::write(column, places);
    hdf5::attach_scale(column, failure, 0);
  };
  if (points_ > 1) write_place("point", failed_points_);
  write_place("replicate", failed_replicates_);
  const hdf5::Handle message = hdf5::write_texts(group.id(), "message", messages_);
  hdf5::write_attribute(message.id(), "long_name", "what went wrong");
  hdf5::attach_scale(message, failure, 0);
}

}  // namespace comity
