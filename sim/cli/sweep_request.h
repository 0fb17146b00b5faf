/// The command line of `comity sweep`.
#pragma once

#include "cli/options.h"
#include "experiment/sweep.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::cli {

/// What the command line of `comity sweep` asks for.
struct SweepRequest {
  std::string scenario;
  std::vector<std::string> overrides;
  std::filesystem::path out;
  Keep keep = Keep::summary;
  SweepOptions options;
  bool sharded = false;  // shares merge when they are told to
  bool ranks = false;    // started by mpirun or srun with others; without MPI the last of them merges
  bool force = false;
  bool quiet = false;
  bool dry_run = false;
  bool emit = false;
  std::uint32_t tasks = 16;
  std::uint64_t time_limit = 0;  // [s]; 0: none
};

/// What `comity sweep --help` says.
Usage sweep_usage();

/// Reads the options, and the share from the environment. Throws Error.
SweepRequest read_sweep_request(const Usage& usage, const boost::program_options::variables_map& values);

}  // namespace comity::cli
