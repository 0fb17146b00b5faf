// Kinds and values of factors, their bases, and arms.
#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/groups.h"
#include "scenario/sweep_reading.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
namespace {

const ParameterRow* find_row(const std::string& name) {
  for (const auto& row : parameter_rows()) {
    if (fmt::format("{}.{}", row.group, row.name) == name) return &row;
  }
  return nullptr;
}

template <class... Kinds>
bool all_are(std::span<const Value> values, Kinds... kinds) {
  return std::all_of(values.begin(), values.end(),
                     [&](const Value& value) { return ((value.kind == kinds) || ...); });
}

/// Whether the scenario takes nothing but whole numbers there: tried with the middle of two that it takes.
bool takes_only_whole(const Trial& trial, const std::string& name, std::span<const Value> values) {
  if (const ParameterRow* row = find_row(name)) return row->type == ParameterType::Integer;
  Value middle = values.front();
  middle.kind = Value::Kind::number;
  middle.number = (values.front().number + values.back().number) / 2;
  Complaints& complaints = trial.reading.complaints;
  const std::size_t before = complaints.wrongs.size();
  const bool whole = !try_settings(trial, std::vector<Setting>{{name, middle}});
  complaints.wrongs.resize(std::min(complaints.wrongs.size(), before));
  return whole;
}

/// The default of a key that does not stand in the scenario, as a scenario writes it; empty: none.
std::string default_of(const std::string& name) {
  if (const ParameterRow* row = find_row(name)) return show_parameter(*row, row->standard);
  const std::string kind = name.substr(0, name.find('.'));
  std::size_t depth = 0;  // state.courts counts before state
  std::string standard;
  for (const auto& document : scenario_keys()) {
    if (document.table != kind && !document.table.starts_with(kind + ".")) continue;
    const std::string tail = document.table.substr(kind.size()) + "." + document.name;
    if (!name.ends_with(tail) || document.table.size() < depth) continue;
    depth = document.table.size();
    standard = document.standard;
  }
  return standard;
}

}  // namespace

double as_number(const Value& value) {
  return value.kind == Value::Kind::date ? static_cast<double>(value.date) : value.number;
}

FactorKind kind_of(const Trial& trial, const std::string& name, std::span<const Value> values) {
  using Kind = Value::Kind;
  if (all_are(values, Kind::flag)) return FactorKind::boolean;
  if (all_are(values, Kind::date)) return FactorKind::date;
  if (!all_are(values, Kind::whole, Kind::number)) return FactorKind::category;
  if (!all_are(values, Kind::whole)) return FactorKind::real;
  return takes_only_whole(trial, name, values) ? FactorKind::integer : FactorKind::real;
}

std::size_t take_level(Factor& factor, const std::string& word) {
  const auto found = std::find(factor.levels.begin(), factor.levels.end(), word);
  const auto level = static_cast<std::size_t>(found - factor.levels.begin());
  if (found == factor.levels.end()) factor.levels.push_back(word);
  return level;
}

std::vector<std::string> names_set(const Factor& factor) {
  std::vector<std::string> names;
  if (factor.packages.empty()) names.push_back(factor.name);
  for (const auto& linked : factor.linked) names.push_back(linked.name);
  for (const auto& package : factor.packages) {
    for (const auto& setting : package) {
      std::string name = setting.substr(0, setting.find('='));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  }
  return names;
}

double find_base(const Trial& trial, Factor& factor, const Spot& at) {
  if (!factor.packages.empty()) return 0.0;  // the first of its sets
  const Value* found = find_setting(trial.root, factor.name);
  std::string word = default_of(factor.name);
  if (find_row(word) != nullptr) {  // a key whose default is a parameter
    const Value* parameter = find_setting(trial.root, word);
    word = parameter == nullptr ? default_of(word) : word_of(trial, {word, *parameter});
  }
  const Value value = found == nullptr ? parse_word(word, at) : *found;
  if (!factor.levels.empty() && (found != nullptr || !word.empty())) {
    return static_cast<double>(take_level(factor, word_of(trial, {factor.name, value})));
  }
  const bool date = value.kind == Value::Kind::date;
  const bool number = value.kind == Value::Kind::number || value.kind == Value::Kind::whole;
  if (factor.levels.empty() && (date || number)) return as_number(value);
  complain(
      trial.reading.complaints, at,
      fmt::format("sweep.factors.{} has no base (the scenario does not say what it is). Add base = … to it.",
                  factor.name));
  return 0.0;
}

std::vector<Arm> read_arms(const Trial& trial, std::span<const Factor> factors) {
  std::vector<Arm> arms;
  const Value* table = find_item(trial.root, "arms");
  if (table == nullptr) return arms;
  std::vector<std::string> taken;
  for (const auto& factor : factors) {
    for (auto& name : names_set(factor)) taken.push_back(std::move(name));
  }
  Complaints& complaints = trial.reading.complaints;
  for (const auto& item : table->items) {
    if (item.kind != Value::Kind::table) {
      complain(complaints, item.spot,
               fmt::format("arms.{} is {} (must be a table). Write [arms.{}] and its settings below.",
                           item.key, in_words(item), item.key));
      continue;
    }
    Arm arm{item.key, {}};
    const auto settings = leaves_of(item, [](const Value&) { return false; });
    try_settings(trial, settings);
    for (const auto& setting : settings) {
      arm.settings.push_back(setting.name + "=" + word_of(trial, setting));
      const bool varied = std::find(taken.begin(), taken.end(), setting.name) != taken.end();
      if (!varied && setting.name != "run.replicates") continue;
      complain(complaints, setting.value.key_spot,
               varied
                   ? fmt::format("arms.{} sets {}, which is a factor of the sweep.", item.key, setting.name)
                   : "run.replicates is the same for every point. Set it under [run].");
    }
    arms.push_back(std::move(arm));
  }
  if (arms.size() == 1) {
    complain(complaints, table->items.front().key_spot,
             fmt::format("arms.{} is alone, with nothing to compare it with. Add another, e.g. an empty "
                         "[arms.as-it-is] for the scenario as it stands.",
                         arms.front().name));
  }
  return arms;
}

}  // namespace comity
