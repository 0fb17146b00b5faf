/// A results file back to the scenario, worlds, laws and design it was made from, as files that give the same file again.
#pragma once

#include "results/read_results.h"
#include "scenario/config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// What goes into a folder: texts under paths that stay inside it, as they stood to each other.
struct Parcel {
  std::vector<InputText> files;  // the scenario first
  std::vector<InputText> texts;  // the same as the results file names them, from the scenario's folder
  std::vector<std::string> overrides;
  std::string keep;        // of a sweep, as behind --keep; empty: a run
  std::string definition;  // of its design
  std::uint32_t points = 0;
};

/// The parcel of a results file. Throws Error when the file holds no texts (it is older than these), a text is not the one of its
/// SHA-256, or a name is none of a file.
Parcel parcel_of(const ResultsReader& file);

/// Where in the folder, which holds the parcel's files, the command has to be called so that the same file comes out.
struct Rerun {
  std::filesystem::path inside;    // as seen from the folder; "." is the folder itself
  std::vector<std::string> words;  // comity run SCENARIO --set …; without --out
  std::string problem;             // why nothing makes the same file again; empty: this does
};

/// Reads the files in the folder as the command would, and compares what it would store with the parcel. Changes the working folder
/// of the process while it looks.
Rerun rerun_of(const Parcel& parcel, const std::filesystem::path& folder);

}  // namespace comity
