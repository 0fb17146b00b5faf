/// Results files as tables that any program reads: tidy CSV with a dictionary, and the network of precedent as GraphML.
#pragma once

#include "results/safe_file.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::analysis {

/// What to write where.
struct ExportRequest {
  std::filesystem::path results;
  std::filesystem::path folder;      // made if needed
  std::vector<std::string> tables;   // names as `metrics`, `rulings`; empty: all that the file has
  std::vector<std::string> metrics;  // of metrics and summary; empty: all
  bool stata = false;                // names of columns that Stata takes
  Overwrite overwrite = Overwrite::no;
};

/// A file written.
struct ExportedFile {
  std::filesystem::path path;
  std::size_t rows = 0;  // without the line of names; of the network its citing pairs
};

/// Writes the tables asked for and `dictionary.csv`, which says what each column means. Holds some megabytes in memory, however
/// many runs there are. All files appear when the last one is whole; none when anything goes wrong. Throws Error for
/// unknown tables and metrics, files that exist already and places that cannot be written.
std::vector<ExportedFile> export_results(const ExportRequest& request);

}  // namespace comity::analysis
