// The keys of [sweep] and of one factor, and which design each belongs to.
#include "scenario/entries.h"
#include "scenario/key_makers.h"
#include "scenario/sweep_reading.h"

#include <algorithm>
#include <array>

namespace comity {
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
               fmt::format("sweep has no {} (design = \"{}\" needs it: {}).{}", key, word, row->text.form,
                           explain_key({{}, {}, row->text.meaning, {}})));
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
  if (const Value* sweep = find_item(trial.root, "sweep")) {
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
