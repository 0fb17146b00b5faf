/// The model's own tables: parameters, keys, metrics, events, phases, purposes, facts.
#pragma once

#include "text/table.h"

#include <string>
#include <vector>

namespace comity::cli {

/// Names of the tables there are.
std::vector<std::string> listing_names();

/// The table of this name, one of `listing_names`.
Table make_listing(const std::string& name);

}  // namespace comity::cli
