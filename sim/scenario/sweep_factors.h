/// How [sweep.factors] is read.
#pragma once

#include "scenario/sweep_reading.h"

#include <vector>

namespace comity {

/// Reads [sweep.factors].
std::vector<Factor> read_factors(const Trial& trial, const Value& sweep, DesignKind kind);

}  // namespace comity
