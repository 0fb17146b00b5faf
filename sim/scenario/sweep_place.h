/// One factor of [sweep.factors] while it is read: for sweep_factors.cpp and sweep_ranges.cpp alone.
#pragma once

#include "scenario/sweep_reading.h"

#include <string>
#include <vector>

namespace comity {

/// A name of `with` and, where it has a range of its own, the ends.
struct LinkedEntry {
  std::string name;
  Spot spot;
  const Value* low = nullptr;  // null: takes the factor's value
  const Value* high = nullptr;
};

/// One factor while it is read.
struct FactorPlace {
  const Trial& trial;
  const Setting& setting;  // its name and what stands behind it
  FactorEntry entry;
  std::vector<LinkedEntry> linked;
};

/// Complains at a value; the message goes on behind `sweep.factors.NAME`.
void complain_about(const FactorPlace& place, const Value& at, const std::string& message);

/// Whether a value can be an end of a range: a number that is finite, or a date.
bool is_end(const Value& value);

/// What is wrong with two ends of a range; empty when nothing is.
std::string wrong_range(const Value& low, const Value& high);

/// Tries one value of the factor, with what is linked to it at its low or high end; says whether nothing is wrong.
bool try_value(const FactorPlace& place, const Value& value, bool high);

/// Fill the factor from `low` and `high`, from a list of values, or from named sets, and try what they hold.
void take_range(const FactorPlace& place, Factor& factor);
void take_values(const FactorPlace& place, const Value& list, Factor& factor);
void take_sets(const FactorPlace& place, const Value& sets, Factor& factor);

}  // namespace comity
