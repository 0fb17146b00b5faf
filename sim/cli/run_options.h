/// Options that `comity run` and `comity sweep` share.
#pragma once

#include "cli/options.h"
#include "scenario/config.h"

#include <string>
#include <vector>

namespace comity::cli {

/// `--set`, `--replicates` and `--seed` as overrides of the scenario. Throws Error.
std::vector<std::string> overrides_of(const Usage& usage,
                                      const boost::program_options::variables_map& values);

/// `--threads`; without it all processors this process may use. Throws Error.
int read_threads(const Usage& usage, const boost::program_options::variables_map& values);

/// Says on stderr which law files were compared with their sources only up to a day before the run's end.
void warn_of_unchecked_law(const Config& config);

}  // namespace comity::cli
