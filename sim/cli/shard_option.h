/// Which share of a sweep a process makes: `--shard`, or the variables of Slurm's job arrays and of mpirun.
#pragma once

#include "cli/options.h"
#include "experiment/sweep_folder.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace comity::cli {

/// Reads `2/4`; nothing when the text is no share.
std::optional<Shard> parse_shard(const std::string& text);

/// Gives the value of an environment variable, if it is set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// The share of a task of a Slurm job array; nothing outside of one. Throws Error when the numbers of the tasks have gaps, so
/// that two tasks would make the same share.
std::optional<Shard> shard_of_array(const Environment& environment);

/// The share of a rank under mpirun or srun; nothing when there is but one.
std::optional<Shard> shard_of_rank(const Environment& environment);

/// The environment of this process.
std::optional<std::string> environment_variable(const std::string& name);

/// The share of this process: what --shard says, else that of a rank, else that of a task of a job array; nothing: all by itself. Throws
/// Error when --shard is no share.
std::optional<Shard> shard_of(const Usage& usage, const boost::program_options::variables_map& values);

/// More tasks than any job array takes.
inline constexpr std::int64_t kMostTasks = 100'000;

/// Whether --emit asks for a script of Slurm. Throws Error when it asks for something else.
bool asks_for_slurm(const Usage& usage, const boost::program_options::variables_map& values);

}  // namespace comity::cli
