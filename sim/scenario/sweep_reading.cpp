// Names and words in [sweep] and [arms]: tables of names flattened, values as --set writes them, values tried.
#include "scenario/sweep_reading.h"

#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/groups.h"
#include "scenario/keys.h"
#include "scenario/sweep_factors.h"
#include "scenario/sweep_list.h"
#include "scenario/worlds.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity {

namespace {

void collect(std::vector<Setting>& leaves, const Value& table, const std::string& prefix,
             bool (*is_leaf)(const Value&)) {
  for (const auto& item : table.items) {
    const std::string name = prefix + item.key;
    if (item.kind == Value::Kind::table && !is_leaf(item)) {
      collect(leaves, item, name + ".", is_leaf);
    } else {
      leaves.push_back({name, item});
    }
  }
}

/// In quotation marks, as TOML has it.
std::string quoted(const std::string& text) {
  std::string word = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') word += '\\';
    if (static_cast<unsigned char>(letter) < 0x20) {
      word += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      word += letter;
    }
  }
  return word + '"';
}

/// As it may stand inside a list or table.
std::string inner_word(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return quoted(value.text);
    case Value::Kind::list:
    case Value::Kind::table: {
      std::string word;
      for (const auto& item : value.items) {
        word += word.empty() ? "" : ", ";
        word += value.kind == Value::Kind::table ? quoted(item.key) + " = " : "";
        word += inner_word(item);
      }
      return value.kind == Value::Kind::table ? "{" + word + "}" : "[" + word + "]";
    }
    case Value::Kind::number:
      return fmt::format("{}", value.number);
    default:
      return in_words(value);
  }
}

/// Whether the text without quotation marks is read as itself; words of letters are, and need no parser to tell.
bool reads_back(const std::string& text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  };
  const bool plain = !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), letter);
  if (plain) return text != "true" && text != "false" && text != "inf" && text != "nan";
  const Value value = parse_word(text, {});
  return value.kind == Value::Kind::text && value.text == text;
}

/// Paths of law files as seen from the scenario's folder, wherever they stand.
void see_from_scenario(const Complaints& complaints, Value& value) {
  const auto folder = std::filesystem::path(complaints.files[0].path).parent_path();
  if (value.kind == Value::Kind::text) {
    const auto path = beside(complaints, value);
    value.text = folder.empty() ? path.generic_string() : path.lexically_proximate(folder).generic_string();
  }
  for (auto& item : value.items) see_from_scenario(complaints, item);
}

bool same_wrong(const Wrong& one, const Wrong& other) {
  return std::tie(one.spot.file, one.spot.line, one.spot.column, one.message) ==
         std::tie(other.spot.file, other.spot.line, other.spot.column, other.message);
}

/// Drops from the complaints behind the first `before` those that are among the first `known`.
void drop_known(std::vector<Wrong>& wrongs, std::size_t known, std::size_t before) {
  const auto at = [&](std::size_t place) { return wrongs.begin() + static_cast<std::ptrdiff_t>(place); };
  const auto is_known = [&](const Wrong& one) {
    return std::any_of(wrongs.begin(), at(known), [&](const Wrong& old) { return same_wrong(old, one); });
  };
  wrongs.erase(std::remove_if(at(before), wrongs.end(), is_known), wrongs.end());
}

}  // namespace

bool names_law(const std::string& setting) {
  const std::string_view name = std::string_view(setting).substr(0, setting.find('='));
  return name == "law" || name.starts_with("law.");
}

std::vector<Setting> leaves_of(const Value& table, bool (*is_leaf)(const Value&)) {
  std::vector<Setting> leaves;
  collect(leaves, table, "", is_leaf);
  const auto rank = [](const Setting& setting) {
    const Spot& spot = setting.value.key_spot;
    return std::tuple(spot.file, spot.line, spot.column);
  };
  std::stable_sort(leaves.begin(), leaves.end(),
                   [&](const Setting& a, const Setting& b) { return rank(a) < rank(b); });
  return leaves;
}

std::string word_of(const Trial& trial, const Setting& setting) {
  Value value = setting.value;
  if (names_law(setting.name) || names_worlds_file(setting.name))
    see_from_scenario(trial.reading.complaints, value);
  return value.kind == Value::Kind::text && reads_back(value.text) ? value.text : inner_word(value);
}

bool try_settings(const Trial& trial, std::span<const Setting> settings) {
  Reading& scenario = trial.reading;
  const std::size_t wrongs_before = scenario.complaints.wrongs.size();
  const std::size_t before = wrongs_before + scenario.complaints.ready.size();
  Reading tried;
  tried.complaints = std::move(scenario.complaints);
  tried.law_known = scenario.law_known;
  Value root = trial.root;
  bool law = false;
  tried.config.worlds.sample = scenario.config.worlds.sample;
  for (const auto& setting : settings) {
    if (names_worlds_file(setting.name)) tried.config.worlds.sample = nullptr;
    law = law || names_law(setting.name);
    lay_setting(tried.complaints, root, setting.name, setting.value);
  }
  if (law) {
    tried.law_known = true;
    read_law(tried, root);
  } else {
    tried.config.library = std::move(scenario.config.library);
  }
  read_all_but_law(tried, root);
  if (!law) scenario.config.library = std::move(tried.config.library);
  scenario.complaints = std::move(tried.complaints);
  drop_known(scenario.complaints.wrongs, trial.known, wrongs_before);
  return scenario.complaints.wrongs.size() + scenario.complaints.ready.size() == before;
}

// Kinds and values of factors, their bases, and arms.

namespace {

template <class... Kinds>
bool all_are(std::span<const Value> values, Kinds... kinds) {
  return std::all_of(values.begin(), values.end(),
                     [&](const Value& value) { return ((value.kind == kinds) || ...); });
}

/// Whether the scenario takes nothing but whole numbers there: tried with the middle of two that it takes.
bool takes_only_whole(const Trial& trial, const std::string& name, std::span<const Value> values) {
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
  if (const ParameterRow* row = parameter_named(name)) return show_parameter(*row, row->standard);
  const std::string kind = name.substr(0, name.find('.'));
  std::size_t depth = 0;  // state.courts counts before state
  std::string standard;
  for (const auto& document : scenario_keys()) {
    if (document.table != kind && !document.table.starts_with(kind + ".")) continue;
    const std::string tail = document.table.substr(kind.size()) + "." + document.name;
    if (!name.ends_with(tail) || document.table.size() < depth) continue;
    depth = document.table.size();
    standard = document.text.standard;
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
  if (const ParameterRow* row = parameter_named(name))
    return is_whole(*row) ? FactorKind::integer : FactorKind::real;
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
  if (parameter_named(word) != nullptr) {  // a key whose default is a parameter
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
  if (table == nullptr || table->kind != Value::Kind::table)
    return arms;  // complained about with the scenario
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

// The keys of [sweep] and of one factor, and which design each belongs to.

namespace {

constexpr double kMost = 1e7;

/// A key that is read where it is needed: the row declares it.
template <class Entry>
Key<Entry> declared(std::string_view name, std::string_view form, std::string_view meaning) {
  return {name,
          {{}, std::string(form), std::string(meaning), {}},
          [](Reading&, const KeyText&, const Value&, Entry&) {}};
}

/// A key whose value is kept as it stands.
Key<FactorEntry> kept(std::string_view name, const Value* FactorEntry::* member, std::string_view form,
                      std::string_view meaning) {
  return {name,
          {{}, std::string(form), std::string(meaning), {}},
          [=](Reading&, const KeyText&, const Value& value, FactorEntry& entry) { entry.*member = &value; }};
}

/// A key of [sweep] that says something only about some designs.
struct KeyOfDesigns {
  std::string_view key;
  std::vector<DesignKind> designs;
  bool required;  // by each of them
};

std::vector<KeyOfDesigns> keys_of_designs() {
  using enum DesignKind;
  return {{"points", {lhs, sobol, saltelli}, true},
          {"scrambles", {sobol, saltelli}, false},
          {"second_order", {saltelli}, false},
          {"maximin", {lhs}, false},
          {"trajectories", {morris}, true},
          {"candidates", {morris}, false},
          {"levels", {morris}, false},
          {"seed", {lhs, sobol, saltelli, morris}, false},
          {"list", {list}, false},
          {"file", {list}, false},
          {"factors", {grid, lhs, sobol, saltelli, morris, one_at_a_time}, true}};
}

constexpr std::array<std::string_view, 7> kDesignWords = {"grid",     "list",   "lhs",          "sobol",
                                                          "saltelli", "morris", "one-at-a-time"};

/// A key without a default that holds for all designs.
Key<SweepPlan> no_default(Key<SweepPlan> key) {
  key.text.standard.clear();
  return key;
}

std::string words_of(const std::vector<DesignKind>& designs) {
  std::string words;
  for (std::size_t i = 0; i < designs.size(); ++i) {
    if (i > 0) words += i + 1 == designs.size() ? " and " : ", ";
    words += kDesignWords[static_cast<std::size_t>(designs[i])];
  }
  return words;
}

/// Every key that stands there belongs to the design, and every key that it needs stands there.
void check_keys(Reading& reading, const Value& sweep, const SweepPlan& plan) {
  const std::string_view word = kDesignWords[static_cast<std::size_t>(plan.kind)];
  for (const auto& [key, designs, required] : keys_of_designs()) {
    const Value* item = find_item(sweep, key);
    const bool belongs = std::find(designs.begin(), designs.end(), plan.kind) != designs.end();
    if (item != nullptr && !belongs) {
      complain(reading.complaints, item->key_spot,
               fmt::format("sweep.{} says nothing with design = \"{}\" (it belongs to {}).", key, word,
                           words_of(designs)));
    } else if (item == nullptr && belongs && required) {
      const auto keys = sweep_keys();
      const auto row = std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.name == key; });
      complain(reading.complaints, sweep.spot,
               fmt::format("sweep has no {} (design = \"{}\" needs it: {}).{}", key, word,
                           row->text.form.words, explain_key({{}, {}, row->text.meaning, {}})));
    }
  }
  if (plan.kind != DesignKind::morris) return;
  if (plan.candidates > 0 && plan.trajectories > plan.candidates) {
    complain(
        reading.complaints, spot_of(sweep, "trajectories"),
        fmt::format(
            "sweep.trajectories = {} (must be at most sweep.candidates = {}, from which they are taken).",
            plan.trajectories, plan.candidates));
  }
  if (plan.levels % 2 != 0) {
    complain(reading.complaints, spot_of(sweep, "levels"),
             fmt::format("sweep.levels = {} (must be even, so that half a grid can be stepped over).",
                         plan.levels));
  }
}

bool knows_design(const Value& sweep) {
  const Value* design = find_item(sweep, "design");
  return design == nullptr ||
         std::find(kDesignWords.begin(), kDesignWords.end(), design->text) != kDesignWords.end();
}

}  // namespace

std::vector<Key<SweepPlan>> sweep_keys() {
  return {
      choice("design", &SweepPlan::kind, {kDesignWords.begin(), kDesignWords.end()}, "which points are run"),
      declared<SweepPlan>("factors", "a table of names as of --set",
                          "what varies: behind each name a list of values or a table (sweep.factors.NAME)"),
      no_default(
          whole("points", &SweepPlan::points, {1, kMost},
                "points of lhs and sobol, base points of saltelli, in each scramble; best a power of two")),
      whole("scrambles", &SweepPlan::scrambles, {0, 1000},
            "independent Owen scrambles of sobol and saltelli, for honest intervals; 0: the bare sequence"),
      flag("second_order", &SweepPlan::second_order,
           "whether saltelli has rows for second-order indices too"),
      whole("maximin", &SweepPlan::maximin, {0, 100000},
            "random hypercubes of which lhs takes the one whose nearest points are farthest apart"),
      no_default(whole("trajectories", &SweepPlan::trajectories, {1, 100000},
                       "paths of morris, each of which moves every factor once")),
      whole("candidates", &SweepPlan::candidates, {0, 100000},
            "random paths of which morris takes those farthest from each other; 0: as drawn"),
      whole("levels", &SweepPlan::levels, {2, 1000},
            "levels p of the grid of morris; a step is p / (2 (p - 1)) of the range"),
      whole("seed", &SweepPlan::seed, {0, 2147483647}, "of the points; runs have run.seed"),
      declared<SweepPlan>("list", "a list of tables of names and values", "the points of list"),
      declared<SweepPlan>("file", "the path of a CSV file",
                          "the points of list, a row each under a row of names"),
  };
}

std::vector<Key<FactorEntry>> factor_keys() {
  return {
      kept("low", &FactorEntry::low, "a number or date", "low end of the range"),
      kept("high", &FactorEntry::high, "a number or date", "high end of the range, included"),
      kept("range", &FactorEntry::range, "\"prior\"",
           "in place of low, high and log: the parameter's prior, as in comity list parameters"),
      flag("log", &FactorEntry::log, "whether the range is even on a logarithmic scale"),
      whole("steps", &FactorEntry::steps, {0, 100000},
            "takes only this many values, evenly from low to high; 0: any"),
      kept("values", &FactorEntry::values, "a list", "the only values, in place of low and high"),
      kept("sets", &FactorEntry::sets, "a table of tables",
           "in place of values: named sets of settings, of which one is laid at a time; the factor's name is "
           "free"),
      kept("with", &FactorEntry::with, "a list of names or a table of names and {low, high}",
           "names set together with it: to the same value, or along their own ranges"),
      kept("base", &FactorEntry::base, "a value",
           "its value while others vary one-at-a-time; without it, the scenario's"),
  };
}

SweepPlan read_sweep(const Trial& trial) {
  SweepPlan plan;
  const Value* sweep = find_item(trial.root, "sweep");
  if (sweep != nullptr && sweep->kind == Value::Kind::table) {
    read_table(trial.reading, {"sweep", *sweep}, plan, sweep_keys());
    if (knows_design(*sweep)) check_keys(trial.reading, *sweep, plan);
    if (plan.kind == DesignKind::list) {
      read_list(trial, *sweep, plan);
    } else {
      plan.factors = read_factors(trial, *sweep, plan.kind);
    }
  }
  plan.arms = read_arms(trial, plan.factors);
  return plan;
}

}  // namespace comity
