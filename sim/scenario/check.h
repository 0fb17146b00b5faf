/// What must hold among the parts of a scenario.
#pragma once

#include "scenario/keys.h"

#include <string>

namespace comity {

/// Complains when a date lies outside the simulated period, run.warm_up_years before run.start to run.end: what happens then would never be simulated.
void check_within_run(Reading& reading, const std::string& path, const Value* date);

/// What must hold among the parts of a scenario once all are read: period, shares, markets, law in force.
void check_scenario(Reading& reading, const Value& root);

}  // namespace comity
