// Requests for assistance arriving at one central authority.
#pragma once

#include "day.h"
#include "phases/queue.h"
#include "random/distributions.h"

#include <limits>

namespace comity::test {

/// Requests arriving at a constant yearly rate; patience in years, infinite when not positive.
struct Inflow {
  double rate = 0.0;
  double patience = 0.0;
  int count = 0;
  std::uint32_t replicate = 0;
};

/// An authority before which these requests will come.
inline Authority make_authority(double capacity, int servers, const Inflow& inflow) {
  Authority authority;
  authority.capacity = capacity;
  authority.servers = servers;
  Stream stream({7, inflow.replicate}, Purpose::wait_assistance, 0);
  double time = 0.0;
  for (int number = 0; number < inflow.count; ++number) {
    // A stream holds 262140 words: a fresh one now and then.
    if (number % 10000 == 0) {
      stream = Stream({7, inflow.replicate}, Purpose::wait_assistance, static_cast<std::uint32_t>(number));
    }
    time += draw_exponential(stream, kDaysPerYear / inflow.rate);
    WaitingRequest request;
    request.demand.serial = static_cast<std::uint32_t>(number);
    request.arrived = request.rank = time;
    request.gives_up = inflow.patience > 0.0 ? time + draw_exponential(stream, inflow.patience * kDaysPerYear)
                                             : std::numeric_limits<double>::infinity();
    request.work = draw_exponential(stream, 1.0);
    authority.arriving.push_back(request);
  }
  return authority;
}

/// Mean wait of those who left [year].
inline double mean_wait(const std::vector<Departure>& departures) {
  double sum = 0.0;
  for (const Departure& departure : departures) sum += departure.waited / kDaysPerYear;
  return sum / static_cast<double>(departures.size());
}

}  // namespace comity::test
