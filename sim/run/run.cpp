#include "run/run.h"

#include "error.h"
#include "phases/memos.h"
#include "run/make_world.h"
#include "run/step.h"
#include "scenario/worlds.h"
#include "world/invariants.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace comity {

namespace {

int steps_per_record(const RunParameters& run) {
  return std::max(1, static_cast<int>(std::ceil(run.record_days / run.step_days)));
}

int steps_of(const RunParameters& run) {
  return std::max(1, static_cast<int>(std::ceil((run.end - run.start) / run.step_days)));
}

constexpr std::uint64_t kPrime = 0x100000001B3ULL;

constexpr std::array<std::uint64_t, 9> powers_of_prime() {
  std::array<std::uint64_t, 9> powers{1};
  for (std::size_t power = 1; power < powers.size(); ++power) powers[power] = powers[power - 1] * kPrime;
  return powers;
}
constexpr std::array kPowers = powers_of_prime();

std::uint64_t hash_values(std::uint64_t hash, std::span<const double> values) {
  for (const double value : values) {
    std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
    if (std::isnan(value)) bits = 0x7FF8000000000000ULL;  // one NaN for all compilers
    // Zero bytes only multiply: all at once, as most values are zero or small whole numbers, whose low bytes are.
    const int zeros = bits == 0 ? 8 : std::countr_zero(bits) / 8;
    hash *= kPowers[static_cast<std::size_t>(zeros)];
    for (int byte = zeros; byte < 8; ++byte) hash = (hash ^ (bits >> (8 * byte) & 0xFFU)) * kPrime;
  }
  return hash;
}

}  // namespace

int warm_up_steps(const RunParameters& run) {
  return static_cast<int>(std::ceil(run.warm_up_years * kDaysPerYear / run.step_days));
}

int step_count(const Parameters& parameters) { return steps_of(parameters.run); }

bool is_recorded(int step, const RunParameters& run) {
  return (step + 1) % steps_per_record(run) == 0 || step + 1 == steps_of(run);
}

std::vector<double> record_times(const Parameters& parameters) {
  std::vector<double> times;
  for (int step = 0; step < step_count(parameters); ++step) {
    if (is_recorded(step, parameters.run))
      times.push_back(parameters.run.start + (step + 1) * parameters.run.step_days);
  }
  return times;
}

RunResult run_replicate(const Config& config, const Setup& setup, std::uint32_t replicate,
                        law::LawCache& laws) {
  if (has_worlds(config)) return run_replicate(in_world(config, replicate), setup, replicate, laws);
  Memos memos(setup);
  const RandomKey key{static_cast<std::uint32_t>(config.parameters.run.seed), replicate};
  const Context context{config, setup, key, laws, memos};
  World world = make_world(context);
  world.series.reserve(record_times(config.parameters).size() * world.tally.layout.size());
  const int steps = step_count(config.parameters);
  while (world.clock.step < steps) step(world, context);
  const std::vector<std::string> violations = find_violations(world, context);
  if (!violations.empty()) throw std::logic_error("invariant broken: " + violations.front());
  return {std::move(world.series), std::move(world.events), world.arisen};
}

std::uint64_t hash_of(const RunResult& result) {
  std::uint64_t hash = hash_values(0xCBF29CE484222325ULL, result.series);
  for (const std::vector<double>& rows : result.events.rows) hash = hash_values(hash, rows);
  return hash;
}

}  // namespace comity
