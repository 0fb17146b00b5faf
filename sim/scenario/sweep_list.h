/// How the points of a list design are read, from the scenario or from a CSV file.
#pragma once

#include "scenario/sweep_reading.h"

namespace comity {

/// The points of the CSV file that the key names, its text last among the files of the complaints; complains and gives nothing when
/// something is wrong with it.
std::vector<std::vector<Setting>> read_csv(Reading& reading, const KeyText& key, const Value& file);

/// Reads `list` or `file` of a list design into factors and points.
void read_list(const Trial& trial, const Value& sweep, SweepPlan& plan);

}  // namespace comity
