#include "phases/queue.h"

#include "day.h"

#include <algorithm>
#include <limits>

namespace comity {

namespace {

// Whether the first of two demands was named before the second; settles ties.
bool is_named_before(const Demand& a, const Demand& b) {
  if (a.step != b.step) return a.step < b.step;
  if (a.forum != b.forum) return a.forum < b.forum;
  if (a.serial != b.serial) return a.serial < b.serial;
  return a.part < b.part;
}

// Order of the heap of requests being served.
bool is_done_later(const ServedRequest& a, const ServedRequest& b) {
  return a.done != b.done ? a.done > b.done : is_named_before(b.demand, a.demand);
}

// Order in which requests are called; as an order of a heap, turned round.
bool is_called_before(const WaitingRequest& a, const WaitingRequest& b) {
  return a.rank != b.rank ? a.rank < b.rank : is_named_before(a.demand, b.demand);
}
bool is_called_later(const WaitingRequest& a, const WaitingRequest& b) { return is_called_before(b, a); }

// Who is to be called: those of the line from `called` on, and a heap of those who joined since the last step.
struct Line {
  std::size_t called = 0;
  std::vector<WaitingRequest> joined;
};

void start(Authority& authority, const WaitingRequest& request, double time) {
  const double done = time + request.work * service_days(authority);
  authority.serving.push_back({request.demand, request.arrived, time, done});
  std::push_heap(authority.serving.begin(), authority.serving.end(), is_done_later);
}

Departure give_up(const WaitingRequest& request) {
  return {request.demand, request.arrived, request.gives_up, request.gives_up - request.arrived, false};
}

void join(Line& line, const WaitingRequest& request) {
  line.joined.push_back(request);
  std::push_heap(line.joined.begin(), line.joined.end(), is_called_later);
}

WaitingRequest take_first(const std::vector<WaitingRequest>& waiting, Line& line) {
  const bool old = line.called < waiting.size() &&
                   (line.joined.empty() || is_called_before(waiting[line.called], line.joined.front()));
  if (old) return waiting[line.called++];
  std::pop_heap(line.joined.begin(), line.joined.end(), is_called_later);
  const WaitingRequest first = line.joined.back();
  line.joined.pop_back();
  return first;
}

// Calls the first who still waits; those before whose patience has ended depart.
void call_next(Authority& authority, Line& line, double time, std::vector<Departure>& departures) {
  while (line.called < authority.waiting.size() || !line.joined.empty()) {
    const WaitingRequest request = take_first(authority.waiting, line);
    if (request.gives_up > time) return start(authority, request, time);
    departures.push_back(give_up(request));
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

// Takes out of the line those who were called and those whose patience has ended.
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

// Puts those who joined where their rank belongs, moving only those behind them.
void merge_in(std::vector<WaitingRequest>& line, std::vector<WaitingRequest>& joined) {
  std::sort(joined.begin(), joined.end(), is_called_before);
  std::size_t old = line.size();
  std::size_t fresh = joined.size();
  line.resize(old + fresh);
  for (std::size_t place = line.size(); fresh > 0; --place) {
    const bool from_line = old > 0 && is_called_before(joined[fresh - 1], line[old - 1]);
    line[place - 1] = from_line ? line[--old] : joined[--fresh];
  }
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
  Line line;
  std::vector<Departure> departures;
  std::size_t next = 0;
  while (true) {
    const double arrival = next < arriving.size() ? arriving[next].arrived : kNone;
    const double done = authority.serving.empty() ? kNone : authority.serving.front().done;
    if (std::min(arrival, done) >= until) break;
    if (done <= arrival) {
      departures.push_back(finish_first(authority));
      call_next(authority, line, done, departures);
    } else if (static_cast<int>(authority.serving.size()) < authority.servers) {
      start(authority, arriving[next++], arrival);
    } else {
      join(line, arriving[next++]);
    }
  }
  arriving.erase(arriving.begin(), arriving.begin() + static_cast<std::ptrdiff_t>(next));
  clear_line(authority.waiting, line.called, until, departures);
  clear_line(line.joined, 0, until, departures);
  merge_in(authority.waiting, line.joined);
  return departures;
}

}  // namespace comity
