/// A queue with parallel servers and impatience (Erlang-A: Garnett, Mandelbaum and Reiman 2002,
/// doi:10.1287/msom.4.3.208.7753) that calls by rank, a day as in queues by due date (Jackson 1960,
/// doi:10.1002/nav.3800070306), moved exactly from event to event.
#pragma once

#include "world/assistance.h"

#include <vector>

namespace comity {

/// A request that left an authority: served, or withdrawn while it waited.
struct Departure {
  Demand demand;
  double arrived = 0.0;  // [day]
  double left = 0.0;     // [day]
  double waited = 0.0;   // before service began or the request was withdrawn [day]
  bool served = false;
};

/// Mean days of work on one request, so that `servers` busy ones serve `capacity` requests a year.
double service_days(const Authority& authority);

/// Moves the queue to `until` [day]: takes in what arrives before, calls the lowest rank, ties by name,
/// and lets go whose patience ends. Cutting the time into pieces changes nothing.
std::vector<Departure> advance_queue(Authority& authority, double until);

}  // namespace comity
