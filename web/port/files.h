/// The texts that stand for files, under the names that they have in the source, e.g. `scenarios/two-states.toml`.
#pragma once

#include <map>
#include <string>

namespace comity::web {

/// All of them; a page puts them there before it asks anything.
std::map<std::string, std::string>& files();

}  // namespace comity::web
