/// Where results come from: every parameter (/config) and every text, version and seed (/provenance).
#pragma once

#include "results/hdf5.h"
#include "results/plan.h"

#include <cstdint>

namespace comity {

/// Grows when the layout of results files changes so that readers must know.
inline constexpr std::int64_t kResultsFormatVersion = 1;

/// Writes the attributes that say what a parameter is: meaning, unit or words of its codes.
void describe_parameter_of(hid_t dataset, const ParameterRow& row);

/// Writes /config/<group>/<parameter>, one scalar with unit, default, range, meaning, tag and source, and
/// /config/phases.
void write_configuration(const ResultsPlan& plan, hid_t file);

/// Writes the attributes of the file and /provenance with the scenario and law texts verbatim.
void write_provenance(const ResultsPlan& plan, hid_t file);

/// Writes the hash over all runs, known when they are done, as 16 hexadecimal digits.
void write_results_hash(std::uint64_t hash, hid_t file);

}  // namespace comity
