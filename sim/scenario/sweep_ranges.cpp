// The values of one factor: a range, a list, or named sets of settings.
#include "random/elementary.h"
#include "scenario/sweep_place.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity {
namespace {

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

}  // namespace

void complain_about(const FactorPlace& place, const Value& at, const std::string& message) {
  complain(place.trial.reading.complaints, at.spot,
           fmt::format("sweep.factors.{}{}", place.setting.name, message));
}

bool is_end(const Value& value) {
  const bool number = value.kind == Value::Kind::number || value.kind == Value::Kind::whole;
  return (number && std::isfinite(value.number)) || value.kind == Value::Kind::date;
}

std::string wrong_range(const Value& low, const Value& high) {
  if (!is_end(low)) return fmt::format(".low is {} (must be a number or date).", in_words(low));
  if (!is_end(high)) return fmt::format(".high is {} (must be a number or date).", in_words(high));
  if ((low.kind == Value::Kind::date) == (high.kind == Value::Kind::date)) return {};
  return fmt::format(" goes from {} to {} (both must be numbers or both dates).", in_words(low),
                     in_words(high));
}

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

void take_range(const FactorPlace& place, Factor& factor) {
  const FactorEntry& entry = place.entry;
  if (entry.low == nullptr || entry.high == nullptr) {
    return complain_about(place, place.setting.value,
                          fmt::format(" has no {} (must have low and high, or values, or sets).",
                                      entry.low == nullptr ? "low" : "high"));
  }
  std::string wrong = wrong_range(*entry.low, *entry.high);
  if (wrong.empty()) wrong = wrong_factor(entry);
  if (!wrong.empty()) return complain_about(place, *entry.high, wrong);
  try_value(place, *entry.low, false);
  try_value(place, *entry.high, true);
  const std::vector<Value> ends = {*entry.low, *entry.high};
  factor.kind = kind_of(place.trial, factor.name, ends);
  factor.low = as_number(ends[0]);
  factor.high = as_number(ends[1]);
  factor.logarithmic = entry.log;
  if (entry.steps > 1) factor.values = cut(factor, entry.steps);
}

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

}  // namespace comity
