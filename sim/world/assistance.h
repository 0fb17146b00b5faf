/// Central authorities and their queues of assistance requests (Erlang-A: Garnett, Mandelbaum and Reiman 2002).
#pragma once

#include "world/demand.h"

#include <cstdint>
#include <vector>

namespace comity {

/// A request that waits.
struct WaitingRequest {
  Demand demand;
  double arrived = 0.0;       // [day]
  double gives_up = 0.0;      // [day] when the requesting authority's patience ends
  std::uint8_t priority = 1;  // 0 served first, 2 last
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
  std::vector<WaitingRequest> waiting;   // in order of arrival
  std::vector<ServedRequest> serving;    // at most `servers`
};

}  // namespace comity
