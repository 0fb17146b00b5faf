/// The command line of `comity calibrate`.
#pragma once

#include "cli/options.h"
#include "experiment/sweep_folder.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::cli {

inline constexpr std::int64_t kAnyYear = 9999;

/// What the command line of `comity calibrate` asks for.
struct CalibrateRequest {
  std::string scenario;
  std::vector<std::string> evidence;
  std::vector<std::string> parameters;  // none: all that have a prior
  std::vector<std::string> overrides;
  std::filesystem::path out;
  std::int64_t until = kAnyYear;
  std::size_t points = 0;
  std::size_t waves = 0;
  std::size_t replicates = 0;
  std::size_t keep = 0;
  std::size_t recover = 0;  // points of the first wave that stand for the truth
  std::uint32_t seed = 1;
  int threads = 1;
  Shard shard;  // of each wave's runs; the first one lays out waves and writes the vectors
  bool force = false;
  bool quiet = false;
  bool emit = false;
  std::uint32_t tasks = 16;
};

/// What `comity calibrate --help` says.
Usage calibrate_usage();

/// Reads the options, and the share from the environment. Throws Error.
CalibrateRequest read_calibrate_request(const Usage& usage,
                                        const boost::program_options::variables_map& values);

}  // namespace comity::cli
