/// The texts behind a scenario, as they are kept beside results.
#pragma once

#include "scenario/config.h"

#include <vector>

namespace comity {

/// The texts a scenario was made from, its own first, then what it includes, then law; paths as seen from its folder,
/// so that they do not depend on where the user stood. `load_scenario` takes them.
std::vector<InputText> archive_of(const Config& config);

}  // namespace comity
