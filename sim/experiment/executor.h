/// Runs spread over threads, delivered one by one in the order of replicates.
#pragma once

#include "run/run.h"

#include <cstdint>
#include <functional>
#include <string>

namespace comity {

/// What one run came to.
struct Outcome {
  std::uint32_t replicate = 0;
  RunResult result;
  std::string failure;  // why it failed; empty when it did not
};

/// What to execute.
struct Execution {
  std::uint32_t replicates = 1;
  int threads = 1;
  std::function<RunResult(int thread, std::uint32_t replicate)>
      run;                                // called in the threads 0 .. threads - 1
  std::function<void(Outcome&)> deliver;  // called in the calling thread, replicate 0 first
  std::function<bool()> keep_going;       // called there too, several times a second; false: stop early
};

/// Items of work spread over threads and delivered in their order. An item leaves what it made in its slot, which is
/// its own from its start until it is delivered.
struct OrderedWork {
  std::uint32_t items = 0;
  int threads = 1;
  std::function<void(int thread, std::uint32_t item, std::size_t slot)> work;  // called in the threads
  std::function<void(std::uint32_t item, std::size_t slot)>
      deliver;                       // called in the calling thread, item 0 first
  std::function<bool()> keep_going;  // called there too, several times a second; false: stop early
};

/// Number of slots that the work of so many threads takes.
std::size_t slots_for(int threads);

/// Does all items. Whatever `work` or `deliver` throw stops everything and is thrown again. Returns false when stopped early;
/// items under way are finished then, but not delivered.
bool execute_in_order(const OrderedWork& ordered);

/// Executes all runs. A run that throws is delivered as failed and does not stop the others; running out of
/// memory and whatever `deliver` throws stop everything. At most a few runs per thread wait to be delivered.
/// Returns false when stopped early.
bool execute(const Execution& execution);

}  // namespace comity
