/// The design of a sweep: /design/<factor> [point] and what each point is for.
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"

namespace comity {

/// Writes /design: a column per factor (categories and flags as codes), `block`, `scramble`, and `role` and `arm` where the
/// design has them. The plan must have a design.
void write_design(const ResultsPlan& plan, hid_t file);

}  // namespace comity
