/// How the points of a list design are read, from the scenario or from a CSV file.
#pragma once

#include "scenario/sweep_reading.h"

namespace comity {

/// Reads `list` or `file` of a list design into factors and points.
void read_list(const Trial& trial, const Value& sweep, SweepPlan& plan);

}  // namespace comity
