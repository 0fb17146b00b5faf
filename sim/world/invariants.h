/// What must hold in every world at every time.
#pragma once

#include "world/context.h"

#include <string>
#include <vector>

namespace comity {

/// Checks what must always hold (shares sum to 1, 0 <= stance, trust <= 1, every demand counted once, queues bounded,
/// dates ordered); returns a sentence per violation, none when all is well.
std::vector<std::string> find_violations(const World& world, const Context& context);

}  // namespace comity
