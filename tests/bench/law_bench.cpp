// How fast law is loaded, compiled and asked. Rule files: scenarios/law of the source tree.
#include "law/compile.h"
#include "law/conflicts.h"
#include "law/decide.h"
#include "law/jurisdiction.h"
#include "law/library.h"
#include "law/load.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>

namespace comity::law {
namespace {

std::vector<std::filesystem::path> rule_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/scenarios/law")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const Library& all_files() {
  static const Library library = load(rule_files());
  return library;
}

/// The regime with the most rules, with those it amends: the heaviest real law.
std::vector<InForce> largest(const Library& library) {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].rules.size() > library.regimes[best].rules.size()) best = i;
  }
  std::vector<InForce> regimes;
  for (const std::uint32_t regime : with_amended(library, best)) regimes.push_back({regime, 0});
  return regimes;
}

CompiledLaw largest_law() {
  const Library& library = all_files();
  return compile(library, rules_in_force(library, largest(library), day_of(2014, 4, 25)));
}

/// Situations in no order a predictor could learn.
std::vector<FactSet> situations() {
  std::vector<FactSet> facts(4096);
  std::uint32_t state = 12345;
  for (auto& situation : facts) situation = (state = state * 1664525U + 1013904223U) >> 10U;
  return facts;
}

void ask_every_effect(benchmark::State& state) {
  const CompiledLaw law = largest_law();
  const auto facts = situations();
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(ask(law, facts[++i & 4095U]));
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(enum_count<Effect>));  // an item: one effect
}
BENCHMARK(ask_every_effect);

void ask_under_readings(benchmark::State& state) {
  const CompiledLaw law = largest_law();
  const auto facts = situations();
  std::size_t i = 0;
  for (auto _ : state) {
    ++i;
    benchmark::DoNotOptimize(ask(law, facts[i & 4095U], facts[(i + 1) & 4095U]));
  }
  state.SetItemsProcessed(state.iterations() *
                          static_cast<std::int64_t>(enum_count<Effect>));  // an item: one effect
}
BENCHMARK(ask_under_readings);

void chance_of_one_effect(benchmark::State& state) {
  const CompiledLaw law = largest_law();
  const auto facts = situations();
  std::size_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(chance(all_files(), law, Effect::compels, facts[++i & 4095U]));
}
BENCHMARK(chance_of_one_effect);

void find_law_in_cache(benchmark::State& state) {
  const auto regimes = largest(all_files());
  LawCache cache(all_files());
  for (auto _ : state) benchmark::DoNotOptimize(&cache.law(regimes, day_of(2014, 4, 25)));
}
BENCHMARK(find_law_in_cache);

void load_all_files(benchmark::State& state) {
  const auto files = rule_files();
  for (auto _ : state) benchmark::DoNotOptimize(load(files));
  state.counters["files"] = static_cast<double>(files.size());
}
BENCHMARK(load_all_files)->Unit(benchmark::kMillisecond);

void compile_largest_law(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(largest_law());
}
BENCHMARK(compile_largest_law)->Unit(benchmark::kMillisecond);

/// Every regime on top of those it amends, on every day on which something changes.
void compile_every_epoch(benchmark::State& state) {
  const Library& library = all_files();
  std::size_t laws = 0;
  for (auto _ : state) {
    LawCache cache(library);
    for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
      std::vector<InForce> regimes;
      for (const std::uint32_t regime : with_amended(library, i)) regimes.push_back({regime, 0});
      for (Day day = kAlways; day < kNever; day = next_change(library, regimes, day)) {
        benchmark::DoNotOptimize(&cache.law(regimes, day));
      }
    }
    laws = cache.size();
  }
  state.counters["laws"] = static_cast<double>(laws);
}
BENCHMARK(compile_every_epoch)->Unit(benchmark::kMillisecond);

/// What a reader of this file would call the obvious way: each rule's condition walked, for one effect.
void walk_the_conditions(benchmark::State& state) {
  const Library& library = all_files();
  const CompiledLaw law = largest_law();
  const auto facts = situations();
  std::size_t i = 0;
  for (auto _ : state) {
    bool compelled = false;
    const FactSet situation = facts[++i & 4095U];
    for (const std::uint32_t id : law.rules) {
      const Rule& rule = library.rules[id];
      if (rule.effect == Effect::compels)
        compelled =
            compelled || (holds(rule.when, situation) && !(rule.has_unless && holds(rule.unless, situation)));
    }
    benchmark::DoNotOptimize(compelled);
  }
}
BENCHMARK(walk_the_conditions);

void decide_step_by_step(benchmark::State& state) {
  const CompiledLaw law = largest_law();
  const auto facts = situations();
  std::size_t i = 0;
  for (auto _ : state) {
    ++i;
    benchmark::DoNotOptimize(decide(all_files(), law.rules, facts[i & 4095U], facts[(i + 1) & 4095U]));
  }
}
BENCHMARK(decide_step_by_step);

/// Reads all files and compiles the law of every state and union on one day.
void load_and_compile_all(benchmark::State& state) {
  const auto files = rule_files();
  for (auto _ : state) {
    const Library library = load(files);
    LawCache cache(library);
    for (const Jurisdiction& one : jurisdictions(library))
      benchmark::DoNotOptimize(&cache.law(one.regimes, day_of(2026, 9, 1)));
  }
  state.counters["files"] = static_cast<double>(files.size());
}
BENCHMARK(load_and_compile_all)->Unit(benchmark::kMillisecond);

/// All ordered pairs of states with counts and examples, the laws compiled anew.
void conflicts_of_all_states(benchmark::State& state) {
  const Library& library = all_files();
  std::size_t pairs = 0;
  for (auto _ : state) {
    Comparison comparison(library, day_of(2026, 9, 1));
    std::vector<StateLaw> laws;
    for (const Jurisdiction& one : chosen_jurisdictions(library, {})) laws.push_back(comparison.law_of(one));
    pairs = 0;
    for (const StateLaw& demanding : laws) {
      for (const StateLaw& other : laws) {
        if (&demanding == &other) continue;
        benchmark::DoNotOptimize(comparison.conflict(comparison.pair_of(demanding, other)));
        ++pairs;
      }
    }
  }
  state.counters["pairs"] = static_cast<double>(pairs);
}
BENCHMARK(conflicts_of_all_states)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity::law
