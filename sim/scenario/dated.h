/// Values that a scenario dates: what a key is on a day between and beyond them.
#pragma once

#include "scenario/config.h"

#include <span>

namespace comity {

/// A value on a day.
struct DatedValue {
  Day date = 0;
  double value = 0.0;
};

/// The value on a day: linear between two dates, constant before the first and after the last. `points` are not empty, their
/// dates ascending.
double value_on(std::span<const DatedValue> points, double day);

/// A key's values, its plain one among them on `as_of` (where that is not given, on the run's first day), in order of their dates.
std::vector<DatedValue> dated_values(const StateConfig& state, double StateConfig::* plain,
                                     std::optional<double> DatedState::* dated, Day start);
std::vector<DatedValue> dated_values(const ProviderConfig& provider, Day start);

/// Demands of a state on a day [1/year]: linear between its dated values, growing from the last one on and, backwards, before the
/// first.
double demands_on(const StateConfig& state, Day start, double day);

/// Requests its central authority can serve on a day [1/year]; 0: by assist.load.
double capacity_on(const StateConfig& state, Day start, double day);

}  // namespace comity
