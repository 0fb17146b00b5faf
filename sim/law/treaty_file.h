/// Files of treaties: their keys and reading them. Internal to sim/law.
#pragma once

#include "law/loading.h"

#include <vector>

namespace comity::law {

/// Reads the treaties of a file that has nothing else.
void read_treaties(Loader& loader, std::uint32_t file);

/// Adds the keys of treaties to a list of keys.
void document_treaties(std::vector<KeyDocument>& documents);

}  // namespace comity::law
