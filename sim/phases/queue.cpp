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
  return a.demand.serial > b.demand.serial;
}

// Positions in `waiting` by priority, each line in order of arrival; `gone` marks those called to a server.
struct Lines {
  std::array<std::vector<std::uint32_t>, kPriorities> line;
  std::array<std::size_t, kPriorities> next{};
  std::vector<std::uint8_t> gone;
};

void join(Lines& lines, const WaitingRequest& request) {
  lines.line[request.priority].push_back(static_cast<std::uint32_t>(lines.gone.size()));
  lines.gone.push_back(0);
}

void start(Authority& authority, const WaitingRequest& request, double time) {
  const double done = time + request.work * service_days(authority);
  authority.serving.push_back({request.demand, request.arrived, time, done});
  std::push_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
}

void call_next(Authority& authority, Lines& lines, double time) {
  for (std::size_t priority = 0; priority < kPriorities; ++priority) {
    const auto& line = lines.line[priority];
    std::size_t& next = lines.next[priority];
    while (next < line.size()) {
      const std::uint32_t place = line[next++];
      const WaitingRequest& request = authority.waiting[place];
      if (request.gives_up <= time) continue;
      lines.gone[place] = 1;
      start(authority, request, time);
      return;
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

// Takes out of the waiting those who were called and those whose patience has ended.
void clear_waiting(Authority& authority, const Lines& lines, double until,
                   std::vector<Departure>& departures) {
  std::size_t kept = 0;
  for (std::size_t place = 0; place < authority.waiting.size(); ++place) {
    const WaitingRequest& request = authority.waiting[place];
    if (lines.gone[place] != 0) continue;
    if (request.gives_up < until) {
      departures.push_back(
          {request.demand, request.arrived, request.gives_up, request.gives_up - request.arrived, false});
    } else {
      if (kept != place) authority.waiting[kept] = request;
      ++kept;
    }
  }
  authority.waiting.resize(kept);
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
  Lines lines;
  for (const WaitingRequest& request : authority.waiting) join(lines, request);
  std::vector<Departure> departures;
  std::size_t next = 0;
  while (true) {
    const double arrival = next < arriving.size() ? arriving[next].arrived : kNone;
    const double done = authority.serving.empty() ? kNone : authority.serving.front().done;
    if (std::min(arrival, done) >= until) break;
    if (done <= arrival) {
      departures.push_back(finish_first(authority));
      call_next(authority, lines, done);
    } else if (static_cast<int>(authority.serving.size()) < authority.servers) {
      start(authority, arriving[next++], arrival);
    } else {
      join(lines, arriving[next]);
      authority.waiting.push_back(arriving[next++]);
    }
  }
  arriving.erase(arriving.begin(), arriving.begin() + static_cast<std::ptrdiff_t>(next));
  clear_waiting(authority, lines, until, departures);
  return departures;
}

}  // namespace comity
