/// Central authorities and their queues of assistance requests (Erlang-A: Garnett, Mandelbaum and Reiman 2002).
#pragma once

#include "world/demand.h"

#include <vector>

namespace comity {

/// A request that waits.
struct WaitingRequest {
  Demand demand;
  double arrived = 0.0;   // [day]
  double gives_up = 0.0;  // [day] when the requesting authority's patience ends
  double work = 1.0;      // how long it will take, in mean service times
  double rank = 0.0;      // [day] the lowest is called first: its arrival, put back or moved to the front
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
  std::vector<WaitingRequest> waiting;   // by rank, the lowest first; ties by name
  std::vector<ServedRequest> serving;    // at most `servers`, a heap: the first is done first
};

}  // namespace comity
