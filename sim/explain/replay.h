/// One replicate run again with a diary, and compared with what the results file holds of it.
#pragma once

#include "phases/notes.h"
#include "results/read_results.h"
#include "run/run.h"

#include <optional>
#include <string>

namespace comity::explain {

/// A replicate run again.
struct Replay {
  RunResult result;
  Diary diary;
  Courts courts;  // of this replicate: their judges are drawn
};

/// Runs a replicate and notes what happens to the demand. The result is that of `run_replicate`.
Replay replay(const Config& config, const Setup& setup, std::uint32_t replicate, const DemandName& name);

/// How far a repeated run equals its record; what the record lacks or has beyond this version is left out.
struct Comparison {
  std::size_t rows = 0;                // event rows compared
  std::size_t numbers = 0;             // numbers of series compared
  std::optional<std::string> departs;  // where they first differ, in words; nothing: nowhere
};
Comparison compare(const RecordedRun& record, const RunResult& repeated, const Config& config);

}  // namespace comity::explain
