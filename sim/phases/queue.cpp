#include "phases/queue.h"

#include "day.h"

#include <algorithm>
#include <array>
#include <limits>

namespace comity {

namespace {

// Order of the heap of requests being served; the names of the demands settle ties.
bool is_done_later(const ServedRequest& a, const ServedRequest& b) {
  if (a.done != b.done) return a.done > b.done;
  if (a.demand.step != b.demand.step) return a.demand.step > b.demand.step;
  if (a.demand.forum != b.demand.forum) return a.demand.forum > b.demand.forum;
  if (a.demand.serial != b.demand.serial) return a.demand.serial > b.demand.serial;
  return a.demand.part > b.demand.part;
}

// How far the lines have been called up.
using Called = std::array<std::size_t, kPriorities>;

void start(Authority& authority, const WaitingRequest& request, double time) {
  const double done = time + request.work * service_days(authority);
  authority.serving.push_back({request.demand, request.arrived, time, done});
  std::push_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
}

Departure give_up(const WaitingRequest& request) {
  return {request.demand, request.arrived, request.gives_up, request.gives_up - request.arrived, false};
}

// Calls the first who still waits; those before whose patience has ended depart.
void call_next(Authority& authority, Called& called, double time, std::vector<Departure>& departures) {
  for (std::size_t priority = 0; priority < kPriorities; ++priority) {
    const auto& line = authority.waiting[priority];
    while (called[priority] < line.size()) {
      const WaitingRequest& request = line[called[priority]++];
      if (request.gives_up > time) {
        start(authority, request, time);
        return;
      }
      departures.push_back(give_up(request));
    }
  }
}

Departure finish_first(Authority& authority) {
  std::pop_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
  const ServedRequest& request = authority.serving.back();
  const Departure departure{request.demand, request.arrived, request.done, request.started - request.arrived,
                            true};
  authority.serving.pop_back();
  return departure;
}

// Takes out of a line those who were called and those whose patience has ended.
void clear_line(std::vector<WaitingRequest>& line, std::size_t called, double until,
                std::vector<Departure>& departures) {
  std::size_t kept = 0;
  for (std::size_t place = called; place < line.size(); ++place) {
    if (line[place].gives_up < until) {
      departures.push_back(give_up(line[place]));
    } else {
      if (kept != place) line[kept] = line[place];
      ++kept;
    }
  }
  line.resize(kept);
}

}  // namespace

double service_days(const Authority& authority) {
  return authority.servers / authority.capacity * kDaysPerYear;
}

std::vector<Departure> advance_queue(Authority& authority, double until) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  auto& arriving = authority.arriving;
  std::stable_sort(arriving.begin(), arriving.end(),
                   [](const auto& a, const auto& b) { return a.arrived < b.arrived; });
  Called called{};
  std::vector<Departure> departures;
  std::size_t next = 0;
  while (true) {
    const double arrival = next < arriving.size() ? arriving[next].arrived : kNone;
    const double done = authority.serving.empty() ? kNone : authority.serving.front().done;
    if (std::min(arrival, done) >= until) break;
    if (done <= arrival) {
      departures.push_back(finish_first(authority));
      call_next(authority, called, done, departures);
    } else if (static_cast<int>(authority.serving.size()) < authority.servers) {
      start(authority, arriving[next++], arrival);
    } else {
      authority.waiting[arriving[next].priority].push_back(arriving[next]);
      ++next;
    }
  }
  arriving.erase(arriving.begin(), arriving.begin() + static_cast<std::ptrdiff_t>(next));
  for (std::size_t priority = 0; priority < kPriorities; ++priority) {
    clear_line(authority.waiting[priority], called[priority], until, departures);
  }
  return departures;
}

}  // namespace comity
