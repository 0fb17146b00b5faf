/// Vocabulary files, which add facts and impossible combinations to the built-in ones: their keys and reading them. Internal to
/// sim/law.
#pragma once

#include "law/loading.h"

#include <string>
#include <vector>

namespace comity::law {

/// The tables of a vocabulary file, by which it is recognised.
std::vector<std::string> vocabulary_tables();

/// Reads the facts and effects of a vocabulary file into the library.
void read_vocabulary(Loader& loader, std::uint32_t file);

/// Reads `[never]` of a vocabulary file, when the facts of all files are known.
void read_never(Loader& loader, std::uint32_t file);

/// Adds the keys of vocabulary files to a list of keys.
void document_vocabulary(std::vector<KeyDocument>& documents);

}  // namespace comity::law
