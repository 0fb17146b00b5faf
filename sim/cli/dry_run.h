/// `comity sweep --dry-run`: what a sweep would be, without writing anything.
#pragma once

#include "experiment/point_runner.h"
#include "experiment/sweep_folder.h"

#include <string>

namespace comity::cli {

/// Points, runs, the first points, and time and size estimated from a few runs made now (for about a second).
std::string dry_run_text(const SweepBase& base, const Manifest& manifest, int threads);

}  // namespace comity::cli
