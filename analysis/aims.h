/// What a model is tuned to: observed values with their uncertainty, read from a TOML file.
#pragma once

#include "text/keys.h"

#include <filesystem>
#include <string>
#include <vector>

namespace comity::analysis {

/// One observed value. A metric is a formula (expression.h) of each run (values.h).
struct Aim {
  std::string metric;
  double value = 0.0;
  double deviation = 0.0;    // standard deviation of the observation, in the unit of the metric
  double discrepancy = 0.0;  // standard deviation of what the model leaves out, in the same unit
  std::string source;
};

/// A file of [[aim]] tables.
struct Aims {
  std::string file;
  std::string title;
  std::vector<Aim> aims;
};

/// Reads and checks such a file; metrics are looked up when a results file is at hand. Throws Error with the place of everything
/// wrong.
Aims read_aims(const std::filesystem::path& path);

/// The keys of such files, for `comity list`.
std::vector<KeyDocument> aims_keys();

}  // namespace comity::analysis
