// Adoption of readings over time.
#include "analysis/spread.h"

#include "analysis/sample.h"
#include "index.h"
#include "missing.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

// The rulings of one run on one question, court by court and from early to late, and where each court's begin.
class Docket {
 public:
  explicit Docket(std::size_t courts) : of_court_(courts) {}

  void add(const OpenRuling& ruling) {
    auto& list = of_court_[index(ruling.court)];
    if (list.empty()) courts_.push_back(ruling.court);
    list.push_back(&ruling);
  }

  void clear() {
    for (const int court : courts_) of_court_[index(court)].clear();
    courts_.clear();
  }

  const std::vector<int>& courts() const { return courts_; }
  const std::vector<const OpenRuling*>& of(int court) const { return of_court_[index(court)]; }

  // The court's latest ruling that stands on that day.
  const OpenRuling* latest(int court, double day) const {
    const auto& list = of(court);
    for (auto ruling = list.rbegin(); ruling != list.rend(); ++ruling) {
      if ((*ruling)->time <= day && (*ruling)->until > day) return *ruling;
    }
    return nullptr;
  }

 private:
  std::vector<std::vector<const OpenRuling*>> of_court_;
  std::vector<int> courts_;
};

// What a court holds on a day, itself or by what binds it.
const OpenRuling* ruling_held(const Docket& docket, const CourtTable& courts, int court, double day) {
  const OpenRuling* own = docket.latest(court, day);
  const int above = courts.above[index(court)];
  const OpenRuling* binding = above < 0 ? nullptr : ruling_held(docket, courts, above, day);
  if (binding == nullptr) return own;
  return own != nullptr && own->distinguished && own->time > binding->time ? own : binding;
}

// Counts courts into the curve of one run.
struct Counter {
  const Spread& spread;
  QuestionReading reading;
  Held held;

  bool holds(const Docket& docket, int court, double day) const {
    if (held == Held::ever) {
      return std::ranges::any_of(docket.of(court), [&](const OpenRuling* one) {
        return one->time <= day && one->accepted == reading.accepted;
      });
    }
    const OpenRuling* ruling =
        held == Held::own ? docket.latest(court, day) : ruling_held(docket, spread.courts, court, day);
    return ruling != nullptr && ruling->accepted == reading.accepted;
  }

  // Days on which what the court holds may change.
  std::vector<double> changes(const Docket& docket, int court) const {
    std::vector<double> days;
    for (int place = court; place >= 0; place = spread.courts.above[index(place)]) {
      for (const OpenRuling* ruling : docket.of(place)) {
        days.push_back(ruling->time);
        if (ruling->until < kStands) days.push_back(ruling->until);
      }
      if (held != Held::binding) break;
    }
    std::ranges::sort(days);
    days.push_back(kStands);
    return days;
  }

  void count(const Docket& docket, int court, std::span<double> curve) const {
    const std::vector<double> days = changes(docket, court);
    for (std::size_t i = 0; i + 1 < days.size(); ++i) {
      if (days[i] == days[i + 1] || !holds(docket, court, days[i])) continue;
      const auto from = std::ranges::lower_bound(spread.times, days[i]) - spread.times.begin();
      const auto until = std::ranges::lower_bound(spread.times, days[i + 1]) - spread.times.begin();
      for (auto time = from; time < until; ++time) curve[static_cast<std::size_t>(time)] += 1.0;
    }
  }
};

// The courts below (and with) those that ruled, if they count; ascending.
std::vector<int> courts_to_count(const Docket& docket, const CourtTable& courts,
                                 const std::vector<bool>& counts, Held held) {
  std::vector<int> list;
  if (held != Held::binding) {
    for (const int court : docket.courts()) {
      if (counts[index(court)]) list.push_back(court);
    }
    return list;
  }
  for (std::size_t court = 0; court < counts.size(); ++court) {
    if (!counts[court]) continue;
    int place = static_cast<int>(court);
    while (place >= 0 && docket.of(place).empty()) place = courts.above[index(place)];
    if (place >= 0) list.push_back(static_cast<int>(court));
  }
  return list;
}

std::vector<bool> courts_of(const Spread& spread, const std::vector<int>& states) {
  std::vector<bool> counts;
  for (const int state : spread.courts.state)
    counts.push_back(std::ranges::find(states, state) != states.end());
  return counts;
}

}  // namespace

std::vector<int> states_with_rulings(const Spread& spread, int question) {
  std::vector<bool> found(spread.states.size());
  for (const OpenRuling& ruling : spread.rulings) {
    if (ruling.question == question) found[index(spread.courts.state[index(ruling.court)])] = true;
  }
  std::vector<int> states;
  for (std::size_t state = 0; state < found.size(); ++state) {
    if (found[state]) states.push_back(static_cast<int>(state));
  }
  return states;
}

Adoption adoption_of(const Spread& spread, const QuestionReading& reading, int state, Held held) {
  const std::vector<bool> counts =
      courts_of(spread, state >= 0 ? std::vector<int>{state} : states_with_rulings(spread, reading.question));
  Adoption adoption;
  adoption.courts = static_cast<std::size_t>(std::ranges::count(counts, true));
  if (adoption.courts == 0) return adoption;
  const std::size_t times = spread.times.size();
  adoption.shares.assign(spread.runs.size() * times, 0.0);
  const Counter counter{spread, reading, held};
  Docket docket(spread.courts.name.size());
  for (auto first = spread.rulings.begin(); first != spread.rulings.end();) {
    auto last = first;
    for (; last != spread.rulings.end() && last->run == first->run; ++last) {
      if (last->question == reading.question) docket.add(*last);
    }
    const std::span<double> curve(adoption.shares.data() + first->run * times, times);
    for (const int court : courts_to_count(docket, spread.courts, counts, held))
      counter.count(docket, court, curve);
    for (double& share : curve) share /= static_cast<double>(adoption.courts);
    docket.clear();
    first = last;
  }
  return adoption;
}

double quantile_of(std::span<double> values, double probability) {
  std::ranges::sort(values);
  return quantile(values, probability);
}

Band band_of(const Adoption& adoption, std::size_t times, double level) {
  Band band;
  const std::size_t runs = times == 0 ? 0 : adoption.shares.size() / times;
  std::vector<double> at(runs);
  for (std::size_t time = 0; time < times && runs > 0; ++time) {
    double sum = 0.0;
    for (std::size_t run = 0; run < runs; ++run) sum += at[run] = adoption.shares[run * times + time];
    band.mean.push_back(sum / static_cast<double>(runs));
    band.low.push_back(quantile_of(at, (1.0 - level) / 2.0));
    band.high.push_back(quantile_of(at, (1.0 + level) / 2.0));
  }
  return band;
}

}  // namespace comity::analysis
