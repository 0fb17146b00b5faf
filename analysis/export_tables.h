/// The tables of an export: what their columns mean, and what writes their rows.
#pragma once

#include "analysis/csv_writer.h"
#include "analysis/record.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace comity::analysis {

/// A line of the dictionary. Types: integer, number, date, text.
struct ColumnWords {
  std::string name;
  std::string type;
  std::string unit;
  std::string meaning;
};

/// One file of an export.
struct ExportTable {
  std::string name;                  // metrics
  std::string file;                  // metrics.csv
  std::vector<ColumnWords> columns;  // in order; of the network its attributes
  std::vector<ColumnWords> values;   // what stands in `value`, by metric
  double bytes = 0.0;                // about so many, said before it is written
  std::function<void(CsvWriter&)> write_rows;
  std::function<std::size_t(std::ostream&)> write_file;  // of what is no CSV; gives the number of rows
};

/// `headlines` and `metrics`, if the series were kept, and `summary`, a number of each run; the latter two of these metrics only, or (none)
/// of all. Throws Error for unknown metrics. The file must outlive the tables.
std::vector<ExportTable> series_tables(const Record& runs, const std::vector<std::string>& metrics);

/// The event tables and `courts`, if they were kept.
std::vector<ExportTable> event_tables(const Record& runs);

/// `design` of a sweep, and `runs`.
std::vector<ExportTable> run_tables(const Record& runs);

/// `worlds`, if the runs took plausible worlds: the headlines of each point with both bands, chance and ignorance taken apart.
std::vector<ExportTable> world_tables(const Record& runs);

/// `network`: who cites whom, if events were kept.
std::vector<ExportTable> network_tables(const Record& runs);

/// Names of the labels that a column's codes point into.
std::vector<std::string> labels_of(const Record& runs, std::string_view list);

}  // namespace comity::analysis
