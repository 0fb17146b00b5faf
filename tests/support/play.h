/// A scenario ready to be stepped, and ways to look at its world.
#pragma once

#include "phases/memos.h"
#include "run/run.h"
#include "world/context.h"

#include <cstdint>
#include <string>
#include <vector>

namespace comity::test {

/// A scenario with all a run needs. Stays where it is, for its context refers to it.
struct Play {
  explicit Play(Config scenario, RandomKey key = {});
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;
  void step();
  /// Makes this many steps.
  void steps(int count);

  Config config;
  Setup setup;
  law::LawCache laws;
  Memos memos;
  Context context;
  World world;
};

/// A number for everything that changes in a world; equal worlds have equal numbers. What it cannot see: the names and
/// judges of courts, which stay as they are.
std::uint64_t fingerprint(const World& world);

/// A part of the world with its own fingerprint, to say where two worlds differ.
struct Part {
  std::string name;
  std::uint64_t fingerprint = 0;
};
std::vector<Part> parts_of(const World& world);

/// Names of the parts in which two worlds differ, for messages; empty when they are equal.
std::string differences(const World& one, const World& other);

/// A whole run of a scenario with a law cache of its own.
RunResult run_once(const Config& config, std::uint32_t replicate);

/// Sum of a counter over recorded points and groups.
double sum_of(const RunResult& result, const Config& config, Metric metric);

/// Mean of a gauge over recorded points and groups.
double mean_of(const RunResult& result, const Config& config, Metric metric);

}  // namespace comity::test
