/// The texts behind a scenario, as they are kept beside results.
#pragma once

#include "scenario/config.h"

#include <filesystem>
#include <vector>

namespace comity {

/// The texts a scenario was made from, its own first, then what it includes, then law; paths as seen from its folder,
/// so that they do not depend on where the user stood. `load_scenario` takes them.
std::vector<InputText> archive_of(const Config& config);

/// Where the files of an archive are, given the scenario's path.
std::vector<std::filesystem::path> places_of(const std::vector<InputText>& archive,
                                             const std::filesystem::path& scenario);

}  // namespace comity
