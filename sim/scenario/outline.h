/// A scenario in lines that can be compared: what it says, not how it is written.
#pragma once

#include "scenario/config.h"

#include <span>
#include <string>
#include <vector>

namespace comity {

/// One line per value a scenario sets (`choose.precision = 4`), after its includes and overrides; without what only tells how
/// many runs a sweep makes (`sweep`, `arms`, `run.replicates`). Sorted. The texts are those of `load_scenario`. Throws Error.
std::vector<std::string> outline_of(std::span<const InputText> texts, std::span<const std::string> overrides);

}  // namespace comity
