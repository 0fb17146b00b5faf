/// Rule files: their keys, and reading them step by step, because regimes, definitions and rules refer to those of other files.
/// Internal to sim/law.
#pragma once

#include "law/loading.h"

#include <vector>

namespace comity::law {

/// Reads the [regime] table of a file: appends a regime.
void read_regime(Loader& loader, std::uint32_t file);

/// Finds the amended regimes; complains about unknown ones and circles.
void link_amended(Loader& loader);

/// Reads the rules of a regime.
void read_rules(Loader& loader, std::uint32_t regime);

/// Resolves `exception_to` of all rules and checks what must hold between rules.
void link_rules(Loader& loader);

/// Reads schedules, balances and decided cases of a regime.
void read_tables(Loader& loader, std::uint32_t regime);

/// Adds the keys of rule files to a list of keys.
void document_rule_files(std::vector<KeyDocument>& documents);

}  // namespace comity::law
