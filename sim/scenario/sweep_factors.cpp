// [sweep.factors]: what varies.
#include "scenario/entries.h"
#include "scenario/sweep_place.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
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
  if (!sets && place.entry.values == nullptr) return;
  const std::vector<std::string_view> others = {"low", "high", "log", "steps", "values", "with"};
  for (const auto& key : std::span(others).first(sets ? 6 : 4)) {
    const Value* item = find_item(table, key);
    if (item == nullptr) continue;
    complain(place.trial.reading.complaints, item->key_spot,
             fmt::format("sweep.factors.{0}.{1} says nothing beside {2} (either {1} or {2}).",
                         place.setting.name, key, sets ? "sets" : "values"));
  }
}

Factor read_factor(const Trial& trial, const Setting& setting, DesignKind kind) {
  Factor factor;
  factor.name = setting.name;
  FactorPlace place{trial, setting, {}, {}};
  const std::size_t before = trial.reading.complaints.wrongs.size();
  std::vector<Setting> ranges;
  if (setting.value.kind == Value::Kind::table) {
    const std::string path = "sweep.factors." + setting.name;
    read_table(trial.reading, {path, setting.value}, place.entry, factor_keys());
    check_entry(place);
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
  } else {
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
