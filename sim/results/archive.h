/// The texts behind a scenario, as they are kept beside results.
#pragma once

#include "scenario/config.h"

#include <filesystem>
#include <vector>

namespace comity {

/// The texts a scenario was made from, its own first, then what it includes, then law, then its plausible worlds; paths as seen from its folder,
/// so that they do not depend on where the user stood. `load_scenario` takes them.
std::vector<InputText> archive_of(const Config& config);

/// A file's path in the archive. One that comes with the program, found by its name where that is installed, is `scenarios/NAME`,
/// as if it stood beside the scenario: where the program stands says nothing about the results.
std::string path_in_archive(const Config& config, const std::filesystem::path& path);

/// Where the files of an archive are, given the scenario's path.
std::vector<std::filesystem::path> places_of(const std::vector<InputText>& archive,
                                             const std::filesystem::path& scenario);

}  // namespace comity
