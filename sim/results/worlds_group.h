/// Which plausible world each replicate took: /worlds of a results file.
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"

namespace comity {

/// Writes /worlds/vector [replicate], the number of the row of the file of worlds (from 0), and /worlds/<group.name> [replicate], the
/// parameters that come from it, with what /config says of them. Nothing where replicates take no worlds. What a factor or an
/// arm of a sweep sets (/design) wins over it.
void write_worlds(const ResultsPlan& plan, hid_t file);

}  // namespace comity
