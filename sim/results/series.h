/// The series of all runs: /metrics/<name> shaped [point, replicate, time(, group)], with its dimensions.
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

/// Writes the series in blocks of whole replicates: one compressed chunk per metric and block.
class SeriesWriter {
 public:
  SeriesWriter(const ResultsPlan& plan, hid_t file);

  /// Takes the next replicate's series [times x layout.size()]; an empty one (a failed run) leaves NaN.
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
  std::vector<double> gather(const Dataset& dataset) const;

  MetricLayout layout_;
  std::size_t times_;
  hsize_t rows_;  // replicates per block
  hdf5::Handle group_;
  std::vector<std::pair<std::string_view, hdf5::Handle>> scales_;
  std::vector<Dataset> datasets_;
  std::vector<std::vector<double>> held_;  // series not yet written
  hsize_t written_ = 0;                    // replicates written
};

}  // namespace comity
