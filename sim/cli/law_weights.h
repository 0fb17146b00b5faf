/// The demands of a simulation, by which `comity law` weighs situations.
#pragma once

#include "law/weigh.h"

#include <string>

namespace comity::cli {

/// The demands of all replicates of a results file. Throws Error when it has no table of demands.
law::DemandTable read_demands(const std::string& results);

}  // namespace comity::cli
