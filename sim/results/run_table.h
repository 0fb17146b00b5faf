/// What became of each run: /runs/failed and /runs/demands [point, replicate], and the messages of the failed
/// ones.
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace comity {

class RunTable {
 public:
  RunTable(const ResultsPlan& plan, hid_t file);

  /// Takes the next run, point by point and replicate by replicate; `failure` is empty when it succeeded. The last one is followed by the failures'
  /// messages.
  void append(std::uint64_t demands, const std::string& failure);

 private:
  hdf5::Handle create_column(const std::string& name, hid_t type, std::string_view meaning);
  void flush_whole_rows();
  void write_failures();

  hdf5::Handle group_;
  hdf5::Handle point_;
  hdf5::Handle replicate_;
  hdf5::Handle failed_;
  hdf5::Handle demands_;
  hsize_t points_;
  hsize_t replicates_;
  hsize_t written_ = 0;
  std::vector<std::int32_t> held_failed_;
  std::vector<std::int64_t> held_demands_;
  std::vector<std::int32_t> failed_points_;
  std::vector<std::int32_t> failed_replicates_;
  std::vector<std::string> messages_;
};

}  // namespace comity
