/// The events of all runs: /events/<table>/<column>, one dataset per column, besides `point` and `replicate`.
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"
#include "tables/events.h"

#include <string>
#include <utility>
#include <vector>

namespace comity {

/// Writes event tables in blocks of rows, in the order in which the runs come.
class EventWriter {
 public:
  EventWriter(const ResultsPlan& plan, hid_t file);

  /// Takes the events of the next run, point by point and replicate by replicate (none after a failed run).
  void append(const Events& events);

  /// Writes what is still held back.
  void flush();

 private:
  struct Column {
    hdf5::Handle handle;
    bool real = false;
    std::vector<double> held;  // every value is exact as a double
  };
  struct Table {
    hdf5::Handle group;
    hdf5::Handle row;             // the unlimited dimension
    std::vector<Column> columns;  // point, replicate, then the table's own
    hsize_t written = 0;
  };

  Table create_table(EventTable table);
  void create_labels(const ResultsPlan& plan);
  void flush(Table& table);

  hdf5::Handle group_;
  std::vector<Table> tables_;
  std::uint32_t replicates_;
  std::uint64_t run_ = 0;
};

}  // namespace comity
