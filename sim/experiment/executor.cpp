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
  std::vector<bool> ready;  // whether the item in a slot is done; item i has slot i modulo the size
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

// The next item to do, once there is room for what it makes; nothing when there is no more to do.
std::optional<std::uint32_t> claim(Exchange& exchange, std::uint32_t items) {
  std::unique_lock lock(exchange.mutex);
  exchange.room.wait(lock, [&] {
    return exchange.stopping || exchange.next_claim >= items ||
           exchange.next_claim - exchange.next_delivery < exchange.ready.size();
  });
  if (exchange.stopping || exchange.next_claim >= items) return std::nullopt;
  return exchange.next_claim++;
}

void work(Exchange& exchange, const OrderedWork& ordered, int thread) {
  try {
    while (const auto item = claim(exchange, ordered.items)) {
      const std::size_t slot = *item % exchange.ready.size();
      ordered.work(thread, *item, slot);
      const std::lock_guard lock(exchange.mutex);
      exchange.ready[slot] = true;
      if (*item == exchange.next_delivery) exchange.produced.notify_one();
    }
  } catch (...) {
    const std::lock_guard lock(exchange.mutex);
    exchange.fatal = std::current_exception();
    exchange.produced.notify_one();
  }
}

// Waits a little for the item that is due; false when it is not there yet.
bool wait_for_next(Exchange& exchange) {
  std::unique_lock lock(exchange.mutex);
  const std::size_t slot = exchange.next_delivery % exchange.ready.size();
  exchange.produced.wait_for(lock, kPatience, [&] { return exchange.ready[slot] || exchange.fatal; });
  if (exchange.fatal) std::rethrow_exception(exchange.fatal);
  return exchange.ready[slot];
}

// Gives the slot of the delivered item to the next one.
void release(Exchange& exchange) {
  const std::lock_guard lock(exchange.mutex);
  exchange.ready[exchange.next_delivery % exchange.ready.size()] = false;
  ++exchange.next_delivery;
  exchange.room.notify_all();
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

// Ends the threads on every way out, so that they can be joined.
struct StopAtEnd {
  Exchange& exchange;
  ~StopAtEnd() { stop(exchange); }
};

}  // namespace

std::size_t slots_for(int threads) { return 2 * static_cast<std::size_t>(threads) + 2; }

bool execute_in_order(const OrderedWork& ordered) {
  COMITY_EXPECT(ordered.threads >= 1);
  Exchange exchange;
  exchange.ready.resize(slots_for(ordered.threads));
  std::vector<std::jthread> threads;
  const StopAtEnd stop_at_end{exchange};
  for (int i = 0; i < ordered.threads; ++i) {
    threads.emplace_back([&, i] { work(exchange, ordered, i); });
  }
  std::uint32_t delivered = 0;
  while (delivered < ordered.items) {
    if (!ordered.keep_going()) return false;
    if (!wait_for_next(exchange)) continue;
    ordered.deliver(delivered, delivered % exchange.ready.size());
    release(exchange);
    ++delivered;
  }
  return true;
}

bool execute(const Execution& execution) {
  std::vector<Outcome> outcomes(slots_for(execution.threads));
  OrderedWork ordered;
  ordered.items = execution.replicates;
  ordered.threads = execution.threads;
  ordered.work = [&](int thread, std::uint32_t replicate, std::size_t slot) {
    outcomes[slot] = make_outcome(execution, thread, replicate);
  };
  ordered.deliver = [&](std::uint32_t, std::size_t slot) {
    Outcome outcome = std::exchange(outcomes[slot], {});
    execution.deliver(outcome);
  };
  ordered.keep_going = execution.keep_going;
  return execute_in_order(ordered);
}

}  // namespace comity
