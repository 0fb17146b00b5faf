/// From a scenario to the world of the first day.
#pragma once

#include "world/context.h"

namespace comity {

/// Makes the world of the first day: courts and judges drawn, shares solved, law compiled.
World make_world(const Context& context);

/// The courts of a scenario. They have the same names in every replicate; only their judges differ.
Courts courts_of(const Config& config, const Setup& setup);

}  // namespace comity
