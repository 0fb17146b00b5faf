/// How [sweep] and [arms] are read: names, values and trials that all of it shares.
#pragma once

#include "scenario/keys.h"
#include "scenario/sweep.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity {

/// A scenario on which values are tried, and the complaints about them.
struct Trial {
  Reading& reading;
  const Value& root;
  std::size_t known = 0;  // complaints about the scenario itself, the first ones: each trial finds them again
};

/// A name and the value that stands behind it; complaints point at the value, or at the name where that is wrong.
struct Setting {
  std::string name;
  Value value;
};

/// Complains about what would be wrong with the scenario if it had these settings; says whether nothing is.
bool try_settings(const Trial& trial, std::span<const Setting> settings);

/// The leaves of a table of names in the order of the text: `assist.load = 1`, `"assist.load" = 1` and
/// `assist = { load = 1 }` are the same. `is_leaf` says which tables are values themselves.
std::vector<Setting> leaves_of(const Value& table, bool (*is_leaf)(const Value&));

/// Whether a name, or a setting NAME=VALUE, is about law files.
bool names_law(const std::string& setting);

/// A value as it stands behind the = of --set; paths of law files as seen from the scenario's folder.
std::string word_of(const Trial& trial, const Setting& setting);

/// Reads everything except the law files, which `reading.config.library` must hold (loader.cpp, whose order it is).
void read_all_but_law(Reading& reading, const Value& root);

/// Reads [sweep] and [arms]; complains about what is wrong with them.
SweepPlan read_sweep(const Trial& trial);

/// What kind of factor takes these values; numbers are whole when the scenario takes no others there.
FactorKind kind_of(const Trial& trial, const std::string& name, std::span<const Value> values);

/// Numbers and dates as a factor holds them.
double as_number(const Value& value);

/// The position of a word among a factor's levels; it is added when it is not there.
std::size_t take_level(Factor& factor, const std::string& word);

/// Every name that a factor sets.
std::vector<std::string> names_set(const Factor& factor);

/// Reads every [arms.NAME]; an arm may set nothing that a factor sets.
std::vector<Arm> read_arms(const Trial& trial, std::span<const Factor> factors);

/// What a factor is in the scenario as it stands; complains when that cannot be said or is none of its values.
double find_base(const Trial& trial, Factor& factor, const Spot& at);

/// What [sweep.factors] says of one factor, as it stands there.
struct FactorEntry {
  const Value* low = nullptr;
  const Value* high = nullptr;
  const Value* range = nullptr;
  const Value* values = nullptr;
  const Value* sets = nullptr;
  const Value* with = nullptr;
  const Value* base = nullptr;
  int steps = 0;
  bool log = false;
};

/// The rows behind the keys of [sweep] and of one factor.
std::vector<Key<SweepPlan>> sweep_keys();
std::vector<Key<FactorEntry>> factor_keys();

}  // namespace comity
