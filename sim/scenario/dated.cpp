#include "scenario/dated.h"

#include "random/elementary.h"

#include <algorithm>

namespace comity {

namespace {

// The plain value takes its place among the dated ones, which are in order.
template <class Entry, class Dated>
std::vector<DatedValue> with_plain(const Entry& entry, std::optional<double> Dated::* dated,
                                   const DatedValue& plain) {
  std::vector<DatedValue> points;
  for (const Dated& one : entry.dated) {
    if (one.*dated) points.push_back({one.date, *(one.*dated)});
  }
  const auto later =
      std::ranges::find_if(points, [&](const DatedValue& point) { return point.date > plain.date; });
  points.insert(later, plain);
  return points;
}

template <class Entry>
Day day_of_plain(const Entry& entry, Day start) {
  return entry.as_of == kNever ? start : entry.as_of;
}

}  // namespace

double value_on(std::span<const DatedValue> points, double day) {
  const auto after = std::ranges::find_if(points, [&](const DatedValue& point) { return point.date > day; });
  if (after == points.begin()) return points.front().value;
  if (after == points.end()) return points.back().value;
  const DatedValue& before = *std::prev(after);
  return before.value + (after->value - before.value) * (day - before.date) / (after->date - before.date);
}

std::vector<DatedValue> dated_values(const StateConfig& state, double StateConfig::* plain,
                                     std::optional<double> DatedState::* dated, Day start) {
  return with_plain(state, dated, {day_of_plain(state, start), state.*plain});
}

std::vector<DatedValue> dated_values(const ProviderConfig& provider, Day start) {
  return with_plain(provider, &DatedProvider::size, {day_of_plain(provider, start), provider.size});
}

double demands_on(const StateConfig& state, Day start, double day) {
  const auto grown = [&](const DatedValue& from) {
    return from.value * exp_same(state.growth * ((day - from.date) / kDaysPerYear));
  };
  if (state.dated.empty()) return grown({day_of_plain(state, start), state.demands});
  const auto points = dated_values(state, &StateConfig::demands, &DatedState::demands, start);
  if (day >= points.back().date) return grown(points.back());
  return day < points.front().date ? grown(points.front()) : value_on(points, day);
}

double capacity_on(const StateConfig& state, Day start, double day) {
  if (state.dated.empty()) return state.assistance_capacity;
  return value_on(
      dated_values(state, &StateConfig::assistance_capacity, &DatedState::assistance_capacity, start), day);
}

}  // namespace comity
