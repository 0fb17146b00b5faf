/// Results files as tables that any program reads: tidy CSV with a dictionary, and the network of precedent as GraphML.
#pragma once

#include "results/safe_file.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace comity::analysis {

/// What to write where.
struct ExportRequest {
  std::filesystem::path results;
  std::filesystem::path folder;      // made if needed
  std::vector<std::string> tables;   // names as `metrics`, `rulings`; empty: all that the file has
  std::vector<std::string> metrics;  // of metrics and summary; empty: all
  bool whole = false;                // without both: the series of all metrics too
  bool stata = false;                // names of columns that Stata takes
  Overwrite overwrite = Overwrite::no;
};

/// How large an export is going to be [byte], about.
struct ExportSize {
  double bytes = 0.0;
  double left_out = 0.0;  // of series that are written only on request
};

/// A file written.
struct ExportedFile {
  std::filesystem::path path;
  std::size_t rows = 0;  // without the line of names; of the network its citing pairs
};

/// Writes the tables asked for and `dictionary.csv`, which says what each column means. Holds some megabytes in memory, however
/// many runs there are. `tell` is called before the first of them is written. All files appear when the last one is whole; none when anything goes wrong. Throws Error for
/// unknown tables and metrics, files that exist already and places that cannot be written.
std::vector<ExportedFile> export_results(const ExportRequest& request,
                                         const std::function<void(const ExportSize&)>& tell = {});

}  // namespace comity::analysis
