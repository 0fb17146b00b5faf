/// Results files read back: where a run comes from and what it recorded.
#pragma once

#include "results/results_reader.h"
#include "run/run.h"
#include "scenario/config.h"
#include "tables/tally.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// What /provenance says.
struct Origin {
  std::string version;
  std::string commit;
  std::int64_t seed = 0;
  std::vector<InputText> texts;  // the scenario first, then what it includes, then law
  std::vector<std::string> overrides;
  std::uint32_t replicates = 0;
  std::uint32_t points = 0;
};

/// Reads it. Throws Error when something of it is missing.
Origin read_origin(const ResultsReader& file);

/// What a file holds of a run. An older file may lack metrics, event tables or columns of this version, a newer one may have more:
/// both are named by their place, e.g. `metrics/trust`, `events/splits`, `events/challenges/part`.
struct RecordedRun {
  RunResult result;  // events and series as `run_replicate` gives them; what the file lacks is kMissing
  std::vector<std::string> missing;
  std::vector<std::string> unknown;
};

/// An open results file as the runs it holds.
class RecordedRuns {
 public:
  /// Throws Error when the file cannot be read or is no results file of comity.
  explicit RecordedRuns(const std::filesystem::path& path);

  const Origin& origin() const { return origin_; }

  /// What point `point` of a sweep sets, as behind --set; nothing where there is no design.
  std::vector<std::string> settings(std::uint32_t point) const;

  /// Whether the run failed, so that it left nothing.
  bool failed(std::uint32_t point, std::uint32_t replicate) const;

  /// What the file holds of a run. Throws Error when the sweep did not keep its events.
  RecordedRun record_of(std::uint32_t point, std::uint32_t replicate, const Config& config) const;

 private:
  ResultsReader file_;
  Origin origin_;
};

}  // namespace comity
