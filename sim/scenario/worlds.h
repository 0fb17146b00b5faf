/// Plausible worlds: [worlds] names a CSV file of parameter vectors, each of which agrees with what is known, as `comity calibrate`
/// writes it. Replicate r takes vector r mod N, so that intervals over replicates hold chance and ignorance, and arms, which
/// share their draws replicate by replicate, share the world too.
///
/// A vector takes the place of what files say of a parameter. What is set for a run wins over it: by --set, by a factor, by an arm, or by
/// the scenario itself where the worlds are those of a file that it includes. With use = false the file is not read, and need not be named.
#pragma once

#include "scenario/keys.h"

#include <cstdint>
#include <string>
#include <vector>

namespace comity {

/// What [worlds] says.
struct WorldsEntry {
  const Value* file = nullptr;
  bool use = true;
};

/// The rows behind its keys.
std::vector<Key<WorldsEntry>> worlds_keys();

/// Whether a name, or a setting NAME=VALUE, names another file of worlds.
bool names_worlds_file(const std::string& setting);

/// Reads [worlds] after everything else. Reads the file too unless `reading.config.worlds` holds it already. Complains about columns that
/// are no parameter or belong to [run], about values out of range and about vectors that make no sound scenario.
void read_worlds(Reading& reading, const Value& root);

/// Whether replicates take worlds.
bool has_worlds(const Config& config);

/// The scenario of one replicate: the parameters of its world, and no further worlds.
Config in_world(Config config, std::uint32_t replicate);

}  // namespace comity
