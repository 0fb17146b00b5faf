/// Central authorities and their queues of assistance requests (Erlang-A: Garnett, Mandelbaum and Reiman 2002).
#pragma once

#include "world/demand.h"

#include <array>
#include <cstdint>
#include <vector>

namespace comity {

/// Classes of priority: emergencies, then by the assisting state's stance (high, middle, low).
inline constexpr int kPriorities = 4;

/// A request that waits.
struct WaitingRequest {
  Demand demand;
  double arrived = 0.0;       // [day]
  double gives_up = 0.0;      // [day] when the requesting authority's patience ends
  double work = 1.0;          // how long it will take, in mean service times
  std::uint8_t priority = 1;  // 0 served first, kPriorities - 1 last
};

/// A request being worked on.
struct ServedRequest {
  Demand demand;
  double arrived = 0.0;
  double started = 0.0;
  double done = 0.0;  // [day]
};

/// One state's central authority.
struct Authority {
  double capacity = 0.0;                 // requests it can serve [1/year], in simulated demands
  int servers = 1;                       // requests worked on at the same time
  std::vector<WaitingRequest> arriving;  // new since the last step; written by respond
  std::array<std::vector<WaitingRequest>, kPriorities> waiting;  // a line per priority, in order of arrival
  std::vector<ServedRequest> serving;  // at most `servers`, a heap: the first is done first
};

/// Requests that wait.
inline std::size_t waiting_count(const Authority& authority) {
  std::size_t count = 0;
  for (const auto& line : authority.waiting) count += line.size();
  return count;
}

}  // namespace comity
