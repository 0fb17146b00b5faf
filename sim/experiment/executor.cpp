#include "experiment/executor.h"

#include "error.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace comity {
namespace {

constexpr std::chrono::milliseconds kPatience{100};

// What the threads share; everything is guarded by the mutex.
struct Exchange {
  std::mutex mutex;
  std::condition_variable produced;
  std::condition_variable room;
  std::vector<std::optional<Outcome>> slots;  // replicate r waits in slot r modulo the size
  std::uint32_t next_claim = 0;
  std::uint32_t next_delivery = 0;
  bool stopping = false;
  std::exception_ptr fatal;
};

void stop(Exchange& exchange) {
  const std::lock_guard lock(exchange.mutex);
  exchange.stopping = true;
  exchange.room.notify_all();
}

// The next replicate to run, once there is room for its outcome; nothing when there is no more to do.
std::optional<std::uint32_t> claim(Exchange& exchange, std::uint32_t replicates) {
  std::unique_lock lock(exchange.mutex);
  exchange.room.wait(lock, [&] {
    return exchange.stopping || exchange.next_claim >= replicates ||
           exchange.next_claim - exchange.next_delivery < exchange.slots.size();
  });
  if (exchange.stopping || exchange.next_claim >= replicates) return std::nullopt;
  return exchange.next_claim++;
}

Outcome make_outcome(const Execution& execution, int thread, std::uint32_t replicate) {
  Outcome outcome;
  outcome.replicate = replicate;
  try {
    outcome.result = execution.run(thread, replicate);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    outcome.failure = *error.what() == '\0' ? "unknown reason" : error.what();
  }
  return outcome;
}

void work(Exchange& exchange, const Execution& execution, int thread) {
  try {
    while (const auto replicate = claim(exchange, execution.replicates)) {
      Outcome outcome = make_outcome(execution, thread, *replicate);
      const std::lock_guard lock(exchange.mutex);
      exchange.slots[*replicate % exchange.slots.size()] = std::move(outcome);
      exchange.produced.notify_one();
    }
  } catch (...) {
    const std::lock_guard lock(exchange.mutex);
    exchange.fatal = std::current_exception();
    exchange.produced.notify_one();
  }
}

// Waits a little for the outcome that is due; nothing when it is not there yet.
std::optional<Outcome> take(Exchange& exchange) {
  std::unique_lock lock(exchange.mutex);
  auto& slot = exchange.slots[exchange.next_delivery % exchange.slots.size()];
  exchange.produced.wait_for(lock, kPatience, [&] { return slot.has_value() || exchange.fatal; });
  if (exchange.fatal) std::rethrow_exception(exchange.fatal);
  if (!slot) return std::nullopt;
  std::optional<Outcome> outcome = std::exchange(slot, std::nullopt);
  ++exchange.next_delivery;
  exchange.room.notify_all();
  return outcome;
}

// Ends the threads on every way out, so that they can be joined.
struct StopAtEnd {
  Exchange& exchange;
  ~StopAtEnd() { stop(exchange); }
};

}  // namespace

bool execute(const Execution& execution) {
  COMITY_EXPECT(execution.threads >= 1);
  Exchange exchange;
  exchange.slots.resize(2 * static_cast<std::size_t>(execution.threads) + 2);
  std::vector<std::jthread> threads;
  const StopAtEnd stop_at_end{exchange};
  for (int i = 0; i < execution.threads; ++i) {
    threads.emplace_back([&, i] { work(exchange, execution, i); });
  }
  std::uint32_t delivered = 0;
  while (delivered < execution.replicates) {
    if (!execution.keep_going()) return false;
    std::optional<Outcome> outcome = take(exchange);
    if (!outcome) continue;
    execution.deliver(*outcome);
    ++delivered;
  }
  return true;
}

}  // namespace comity
