/// The metrics of all runs: /metrics/<name> shaped [point, replicate, time(, group)] and /summary/<name> shaped
/// [point, replicate(, group)], with their dimensions.
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"

#include <string_view>
#include <utility>
#include <vector>

namespace comity {

/// Units and calendar of every day in a results file.
inline constexpr std::string_view kDayUnits = "days since 1970-01-01";
inline constexpr std::string_view kDayCalendar = "standard";

/// What is written of the metrics: their series (/metrics), or their totals and means over time (/summary).
enum class SeriesKind : std::uint8_t { over_time, totals };

/// Writes the metrics in blocks of whole runs: one compressed chunk per metric and block.
class SeriesWriter {
 public:
  SeriesWriter(const ResultsPlan& plan, hid_t file, SeriesKind kind = SeriesKind::over_time);

  /// Takes the next run's series [times x layout.size()] or totals [layout.size()], point by point and replicate by
  /// replicate; an empty one (a failed run) leaves NaN.
  void append(const std::vector<double>& series);

  /// Writes what is still held back.
  void flush();

 private:
  struct Dataset {
    std::size_t metric;
    std::size_t groups;
    hdf5::Handle handle;
  };

  void create_scales(const ResultsPlan& plan);
  void create_dataset(const ResultsPlan& plan, std::size_t metric);
  const hdf5::Handle& scale(std::string_view name) const;
  double* place_of(const Dataset& dataset, std::size_t row);

  SeriesKind kind_;
  MetricLayout layout_;
  std::size_t times_;  // 1 for totals
  hsize_t replicates_;
  hsize_t rows_;    // replicates per block
  hsize_t points_;  // points per block; more than one only when a block holds all replicates of each
  hdf5::Handle group_;
  std::vector<std::pair<std::string_view, hdf5::Handle>> scales_;
  std::vector<Dataset> datasets_;
  std::vector<double> held_;  // not yet written, dataset by dataset; one piece of memory for all blocks
  hsize_t runs_held_ = 0;
  hsize_t written_ = 0;  // runs written
};

}  // namespace comity
