#include "cli/shard_option.h"

#include "error.h"
#include "text/number.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace comity::cli {
namespace {

constexpr std::uint32_t kMostShards = 100'000;

std::optional<std::uint32_t> read_number(const Environment& environment, const std::string& name) {
  const auto text = environment(name);
  return text ? parse_number<std::uint32_t>(*text) : std::nullopt;
}

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto number = parse_number<std::uint32_t>(std::string_view(text).substr(0, slash));
  const auto count = parse_number<std::uint32_t>(std::string_view(text).substr(slash + 1));
  if (!number || !count || *number < 1 || *number > *count || *count > kMostShards) return std::nullopt;
  return Shard{*number, *count};
}

std::optional<Shard> shard_of_array(const Environment& environment) {
  const auto task = read_number(environment, "SLURM_ARRAY_TASK_ID");
  const auto first = read_number(environment, "SLURM_ARRAY_TASK_MIN");
  const auto last = read_number(environment, "SLURM_ARRAY_TASK_MAX");
  const auto count = read_number(environment, "SLURM_ARRAY_TASK_COUNT");
  if (!task || !first || !last || !count || *count == 0 || *task < *first) return std::nullopt;
  const std::uint32_t step = *count == 1 ? 1 : (*last - *first) / (*count - 1);
  if (step == 0 || (*last - *first) != step * (*count - 1) || (*task - *first) % step != 0) {
    throw Error(
        fmt::format("comity: the job array has {} tasks between {} and {} (with gaps, so that they "
                    "share the work in no obvious "
                    "way). Give --shard k/n, e.g. --shard $((SLURM_ARRAY_TASK_ID + 1))/16.",
                    *count, *first, *last));
  }
  return Shard{(*task - *first) / step + 1, *count};
}

std::optional<Shard> shard_of_rank(const Environment& environment) {
  constexpr std::array kNames = {std::pair{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                 std::pair{"PMI_RANK", "PMI_SIZE"},
                                 std::pair{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}};
  for (const auto& [rank_name, size_name] : kNames) {
    const auto rank = read_number(environment, rank_name);
    const auto size = read_number(environment, size_name);
    if (rank && size && *rank < *size && *size > 1) return Shard{*rank + 1, *size};
  }
  return std::nullopt;
}

std::optional<std::string> environment_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

std::optional<Shard> shard_of(const Usage& usage, const boost::program_options::variables_map& values) {
  if (!values.contains("shard")) {
    const auto shard = shard_of_rank(environment_variable);
    return shard ? shard : shard_of_array(environment_variable);
  }
  const std::string text = values["shard"].as<std::string>();
  const auto shard = parse_shard(text);
  if (!shard)
    throw Error(
        fmt::format("{}: --shard {} (must be K/N with 1 <= K <= N <= 100000, e.g. 2/4). See {} --help.",
                    usage.command, text, usage.command));
  return shard;
}

bool asks_for_slurm(const Usage& usage, const boost::program_options::variables_map& values) {
  if (!values.contains("emit")) return false;
  const std::vector<std::string> known = {"slurm"};
  check_word(usage, "--emit", values["emit"].as<std::string>(), known);
  return true;
}

}  // namespace comity::cli
