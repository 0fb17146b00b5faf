// The values of one factor: a range, a list, or named sets of settings.
#include "scenario/sweep_factors.h"

#include "random/elementary.h"
#include "scenario/entries.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity {

namespace {

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
  Value prior_low = {};  // the ends of a prior, where the entry asks for it
  Value prior_high = {};
};

/// What else is wrong with the range of a factor.
std::string wrong_factor(const FactorEntry& entry) {
  const Value& low = *entry.low;
  const Value& high = *entry.high;
  if (as_number(low) >= as_number(high)) {
    return fmt::format(".high = {} (must be more than low = {}).", in_words(high), in_words(low));
  }
  if (entry.log && (low.kind == Value::Kind::date || low.number <= 0.0)) {
    return fmt::format(".low = {} (must be a number above 0 on a logarithmic scale).", in_words(low));
  }
  return entry.steps == 1 ? ".steps = 1 (must be 2 or more; 0: any value of the range)." : "";
}

/// Values that a range with steps is cut into.
std::vector<double> cut(const Factor& factor, int steps) {
  std::vector<double> values;
  for (int i = 0; i < steps; ++i) {
    const double share = static_cast<double>(i) / (steps - 1);
    const double inner = factor.logarithmic ? factor.low * pow_same(factor.high / factor.low, share)
                                            : factor.low + share * (factor.high - factor.low);
    const double value = i == 0 ? factor.low : i + 1 == steps ? factor.high : inner;
    const double kept = factor.kind == FactorKind::real ? value : std::floor(value + 0.5);
    if (values.empty() || values.back() != kept) values.push_back(kept);
  }
  return values;
}

/// Numbers or dates one by one.
void take_numbers(Factor& factor, const std::vector<Value>& values) {
  for (const auto& value : values) factor.values.push_back(as_number(value));
  const auto [low, high] = std::minmax_element(factor.values.begin(), factor.values.end());
  factor.low = *low;
  factor.high = *high;
}

/// Complains at a value; the message goes on behind `sweep.factors.NAME`.
void complain_about(const FactorPlace& place, const Value& at, const std::string& message) {
  complain(place.trial.reading.complaints, at.spot,
           fmt::format("sweep.factors.{}{}", place.setting.name, message));
}

/// Whether a value can be an end of a range: a number that is finite, or a date.
bool is_end(const Value& value) {
  const bool number = value.kind == Value::Kind::number || value.kind == Value::Kind::whole;
  return (number && std::isfinite(value.number)) || value.kind == Value::Kind::date;
}

/// What is wrong with two ends of a range; empty when nothing is.
std::string wrong_range(const Value& low, const Value& high) {
  if (!is_end(low)) return fmt::format(".low is {} (must be a number or date).", in_words(low));
  if (!is_end(high)) return fmt::format(".high is {} (must be a number or date).", in_words(high));
  if ((low.kind == Value::Kind::date) == (high.kind == Value::Kind::date)) return {};
  return fmt::format(" goes from {} to {} (both must be numbers or both dates).", in_words(low),
                     in_words(high));
}

/// Tries one value of the factor, with what is linked to it at its low or high end; says whether nothing is wrong.
bool try_value(const FactorPlace& place, const Value& value, bool high) {
  std::vector<Setting> settings = {{place.setting.name, value}};
  settings.back().value.key_spot = place.setting.value.key_spot;
  for (const auto& linked : place.linked) {
    const Value* own = high ? linked.high : linked.low;
    settings.push_back({linked.name, own == nullptr ? value : *own});
    settings.back().value.key_spot = linked.spot;
  }
  return try_settings(place.trial, settings);
}

/// `range = "prior"`: the ends and the scale of the parameter's prior, as if they had been written; says whether there is one.
bool take_prior(FactorPlace& place) {
  const Value& range = *place.entry.range;
  const std::string& name = place.setting.name;
  if (range.kind != Value::Kind::text || range.text != "prior") {
    complain_about(place, range,
                   fmt::format(".range is {} (must be \"prior\"; or give low and high).", in_words(range)));
    return false;
  }
  const ParameterRow* row = parameter_named(name);
  if (row == nullptr || row->prior.shape == Prior::Shape::fixed) {
    complain_about(place, range,
                   fmt::format(" has no prior ({}; comity list parameters shows them). Give low and high.",
                               row == nullptr ? "only parameters have one" : "it is fixed"));
    return false;
  }
  const auto end = [&](double number) {
    Value value = range;
    value.kind = is_whole(*row) ? Value::Kind::whole : Value::Kind::number;
    value.number = number;
    return value;
  };
  place.prior_low = end(row->prior.low);
  place.prior_high = end(row->prior.high);
  place.entry.low = &place.prior_low;
  place.entry.high = &place.prior_high;
  place.entry.log = row->prior.shape == Prior::Shape::log_uniform;
  return true;
}

/// Fills the factor from `low` and `high`, and tries both.
void take_range(const FactorPlace& place, Factor& factor) {
  const FactorEntry& entry = place.entry;
  if (entry.low == nullptr || entry.high == nullptr) {
    return complain_about(
        place, place.setting.value,
        fmt::format(" has no {} (must have low and high, or range = \"prior\", or values, or sets).",
                    entry.low == nullptr ? "low" : "high"));
  }
  std::string wrong = wrong_range(*entry.low, *entry.high);
  if (wrong.empty()) wrong = wrong_factor(entry);
  if (!wrong.empty()) return complain_about(place, *entry.high, wrong);
  try_value(place, *entry.low, false);
  try_value(place, *entry.high, true);
  const std::vector<Value> ends = {*entry.low, *entry.high};
  factor.kind = kind_of(place.trial, factor.name, ends);
  for (const auto& linked : place.linked) {  // what takes its values as they are may take whole ones alone
    const bool same = linked.low == nullptr && factor.kind == FactorKind::real;
    if (same && kind_of(place.trial, linked.name, ends) == FactorKind::integer)
      factor.kind = FactorKind::integer;
  }
  factor.low = as_number(ends[0]);
  factor.high = as_number(ends[1]);
  factor.logarithmic = entry.log;
  if (entry.steps > 1) factor.values = cut(factor, entry.steps);
}

/// Fills the factor from a list of values, and tries each.
void take_values(const FactorPlace& place, const Value& list, Factor& factor) {
  if (list.kind != Value::Kind::list || list.items.size() < 2) {
    return complain_about(
        place, list,
        fmt::format(" is {} (must be a list of two or more values, or a table with low and high).",
                    list.kind == Value::Kind::list ? "a list of fewer than two" : in_words(list)));
  }
  factor.kind = kind_of(place.trial, factor.name, list.items);
  const bool words = factor.kind == FactorKind::boolean || factor.kind == FactorKind::category;
  std::vector<std::string> seen;
  for (const auto& value : list.items) {
    try_value(place, value, &value == &list.items.back());
    const std::string word = word_of(place.trial, {factor.name, value});
    if (std::find(seen.begin(), seen.end(), word) != seen.end()) {
      complain_about(place, value, fmt::format(" lists {} twice.", word));
    }
    seen.push_back(word);
  }
  if (words) {
    factor.levels = seen;
  } else {
    take_numbers(factor, list.items);
  }
}

/// Fills the factor from named sets, and tries what they hold.
void take_sets(const FactorPlace& place, const Value& sets, Factor& factor) {
  factor.kind = FactorKind::category;
  if (sets.kind != Value::Kind::table || sets.items.size() < 2) {
    return complain_about(place, sets, ".sets must be a table of two or more named sets.");
  }
  for (const auto& set : sets.items) {
    if (set.kind != Value::Kind::table) {
      complain_about(
          place, set,
          fmt::format(".sets.{} is {} (must be a table of names and values).", set.key, in_words(set)));
      continue;
    }
    const auto settings = leaves_of(set, [](const Value&) { return false; });
    try_settings(place.trial, settings);
    factor.levels.push_back(set.key);
    factor.packages.emplace_back();
    for (const auto& one : settings) {
      factor.packages.back().push_back(one.name + "=" + word_of(place.trial, one));
    }
  }
}

}  // namespace

// [sweep.factors]: what varies.

namespace {

/// Whether a table says how one factor varies, and is no group of names.
bool is_entry(const Value& table) {
  static const std::vector<Key<FactorEntry>> keys = factor_keys();
  return std::any_of(table.items.begin(), table.items.end(), [](const Value& item) {
    return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key.name == item.key; });
  });
}

void take_own_range(FactorPlace& place, const Setting& leaf) {
  const Value* low = find_item(leaf.value, "low");
  const Value* high = find_item(leaf.value, "high");
  const bool both = low != nullptr && high != nullptr && leaf.value.items.size() == 2;
  const std::string wrong = both ? wrong_range(*low, *high) : " must be a table { low = …, high = … }.";
  if (!wrong.empty()) return complain_about(place, leaf.value, fmt::format(".with.{}{}", leaf.name, wrong));
  place.linked.push_back({leaf.name, leaf.value.key_spot, low, high});
}

/// `with`: names that take the factor's value, or go along ranges of their own.
void take_linked(FactorPlace& place, const std::vector<Setting>& tables) {
  const Value& with = *place.entry.with;
  for (const auto& leaf : tables) take_own_range(place, leaf);
  if (with.kind == Value::Kind::table) return;
  if (with.kind != Value::Kind::list) {
    return complain_about(place, with,
                          fmt::format(".with is {} (must be a list of names, or a table of names and "
                                      "their ranges).",
                                      in_words(with)));
  }
  for (const auto& item : with.items) {
    if (item.kind == Value::Kind::text) {
      place.linked.push_back({item.text, item.spot, nullptr, nullptr});
    } else {
      complain_about(place, item,
                     fmt::format(".with names {} (must be a name as of --set).", in_words(item)));
    }
  }
}

void keep_linked(const FactorPlace& place, Factor& factor) {
  for (const auto& [name, spot, low, high] : place.linked) {
    LinkedName linked{name, low == nullptr, 0.0, 0.0, FactorKind::real};
    if (low != nullptr) {
      linked.kind = kind_of(place.trial, name, std::vector<Value>{*low, *high});
      linked.low = as_number(*low);
      linked.high = as_number(*high);
      if (!factor.levels.empty())
        complain_about(place, *low, " has words for values, with which no range can go.");
    }
    factor.linked.push_back(linked);
  }
}

/// `base`, or what the factor is in the scenario.
void take_base(const FactorPlace& place, Factor& factor) {
  if (place.entry.base == nullptr) {
    factor.base = find_base(place.trial, factor, place.setting.value.key_spot);
    return;
  }
  const Value& base = *place.entry.base;
  if (factor.packages.empty() && !try_value(place, base, false)) return;
  const bool words = !factor.levels.empty();
  if (words) {
    const std::size_t known = factor.levels.size();
    const std::size_t level = take_level(factor, word_of(place.trial, {factor.name, base}));
    factor.base = static_cast<double>(level);
    if (level < known || factor.packages.empty()) return;
    complain_about(place, base, fmt::format(".base is {} (must be one of its sets).", in_words(base)));
  } else if (!is_end(base)) {
    complain_about(place, base, fmt::format(".base is {} (must be a number or date).", in_words(base)));
  } else {
    factor.base = as_number(base);
  }
}

/// Complains about keys that say nothing beside others.
void check_entry(const FactorPlace& place) {
  const Value& table = place.setting.value;
  const bool sets = place.entry.sets != nullptr;
  const bool values = place.entry.values != nullptr;
  if (!sets && !values && place.entry.range == nullptr) return;
  const std::vector<std::string_view> others = {"low", "high", "log", "range", "steps", "values", "with"};
  for (const auto& key : std::span(others).first(sets ? 7 : values ? 5 : 3)) {
    const Value* item = find_item(table, key);
    if (item == nullptr) continue;
    complain(place.trial.reading.complaints, item->key_spot,
             fmt::format("sweep.factors.{0}.{1} says nothing beside {2} (either {1} or {2}).",
                         place.setting.name, key,
                         sets     ? "sets"
                         : values ? "values"
                                  : "range"));
  }
}

Factor read_factor(const Trial& trial, const Setting& setting, DesignKind kind) {
  Factor factor;
  factor.name = setting.name;
  FactorPlace place{trial, setting, {}, {}};
  const std::size_t before = trial.reading.complaints.wrongs.size();
  std::vector<Setting> ranges;
  bool ranged = true;
  if (setting.value.kind == Value::Kind::table) {
    const std::string path = "sweep.factors." + setting.name;
    read_table(trial.reading, {path, setting.value}, place.entry, factor_keys());
    check_entry(place);
    if (place.entry.range != nullptr && place.entry.sets == nullptr && place.entry.values == nullptr)
      ranged = take_prior(place);
    const auto has_end = [](const Value& value) {
      return find_item(value, "low") || find_item(value, "high");
    };
    const Value* with = place.entry.with;
    if (with != nullptr && with->kind == Value::Kind::table) ranges = leaves_of(*with, has_end);
    if (with != nullptr) take_linked(place, ranges);
  }
  if (place.entry.sets != nullptr) {
    take_sets(place, *place.entry.sets, factor);
  } else if (setting.value.kind != Value::Kind::table || place.entry.values != nullptr) {
    take_values(place, place.entry.values != nullptr ? *place.entry.values : setting.value, factor);
  } else if (ranged) {
    take_range(place, factor);
  }
  keep_linked(place, factor);
  const bool sound = trial.reading.complaints.wrongs.size() == before;
  if (sound && kind == DesignKind::one_at_a_time) take_base(place, factor);
  return factor;
}

/// No name may be set by two factors, and the number of replicates is the same for all points.
void check_names(const Trial& trial, const std::vector<Factor>& factors, const std::vector<Setting>& leaves) {
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const Spot& at = leaves[i].value.key_spot;
    for (const auto& name : names_set(factors[i])) {
      if (name == "run.replicates") {
        complain(trial.reading.complaints, at,
                 "run.replicates is the same for every point. Set it under [run].");
      }
      if (std::find(taken.begin(), taken.end(), name) != taken.end()) {
        complain(trial.reading.complaints, at, fmt::format("{} is set by two factors.", name));
      }
    }
    for (auto& name : names_set(factors[i])) taken.push_back(std::move(name));
  }
}

}  // namespace

std::vector<Factor> read_factors(const Trial& trial, const Value& sweep, DesignKind kind) {
  std::vector<Factor> factors;
  const Value* table = find_item(sweep, "factors");
  if (table == nullptr) return factors;
  if (table->kind != Value::Kind::table || table->items.empty()) {
    complain(trial.reading.complaints, table->spot,
             fmt::format(
                 "sweep.factors is {} (must be a table of names as of --set, e.g. assist.load = [0.5, 1.5]).",
                 table->kind == Value::Kind::table ? "empty" : in_words(*table)));
    return factors;
  }
  const auto leaves = leaves_of(*table, is_entry);
  for (const auto& leaf : leaves) factors.push_back(read_factor(trial, leaf, kind));
  check_names(trial, factors, leaves);
  return factors;
}

}  // namespace comity
