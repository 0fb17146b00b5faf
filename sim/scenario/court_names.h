/// What a state's courts are called: by the scenario, or by number.
#pragma once

#include "scenario/config.h"

#include <string>
#include <vector>

namespace comity {

/// The courts of a level: the named ones, then `Northland first-instance court 4` and so on up to the count.
std::vector<std::string> first_instance_courts(const StateConfig& state);
std::vector<std::string> appellate_courts(const StateConfig& state);

/// `Northland apex court`.
std::string apex_court(const StateConfig& state);

}  // namespace comity
