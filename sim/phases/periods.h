/// Calendars that do not depend on the length of a step.
#pragma once

#include "world/world.h"

#include <cmath>

namespace comity {

/// Average length of a month [day].
inline constexpr double kDaysPerMonth = kDaysPerYear / 12.0;

/// Number of whole periods of `days` since `start` that have passed by `time` [day].
inline int periods_since(Day start, double time, double days) {
  // The tiny advance forgives the rounding of fractional steps.
  return static_cast<int>(std::floor((time - start) / days + 1e-9));
}

/// Periods of `days` since `start` that end within the step (begin, end]: what is done once a period is done
/// then.
inline int periods_ending(const Clock& clock, Day start, double days) {
  return periods_since(start, clock.end, days) - periods_since(start, clock.begin, days);
}

/// Whether something dated `time` [day] is due in this step.
inline bool falls_due(const Clock& clock, double time) { return time >= clock.begin && time < clock.end; }

}  // namespace comity
