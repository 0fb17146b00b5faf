/// What a phase may look at besides the world: the scenario, tables derived from it once, and the random key.
#pragma once

#include "law/compile.h"
#include "random/distributions.h"
#include "scenario/config.h"
#include "world/world.h"

#include <string>
#include <vector>

namespace comity {

/// One place and arrangement in which a provider can store; index within the provider.
struct StorageOption {
  int site = 0;  // state
  Control control = Control::own;
  Day from = 0;
  double cost = 0.0;
};

/// Tables that follow from the scenario and never change; shared by all replicates.
struct Setup {
  int states = 0;
  int unions = 0;
  int providers = 0;
  int questions = 0;
  std::vector<std::vector<StorageOption>> options;  // [P] at least one each
  std::vector<std::vector<int>> unions_of;  // [S] jurisdictions (S + u) of the unions a state belongs to
  std::vector<std::vector<int>> members;    // [J] the state itself, or the union's members
  std::vector<std::vector<std::uint8_t>> within;       // [J][S] 1: the state is among these
  std::vector<std::vector<std::uint8_t>> established;  // [P][S]
  std::vector<std::vector<double>> size;               // [P][S] attractiveness per market, 0: not offered
  std::vector<AliasTable> market_alias;                // [S] other markets by users, for subjects abroad
  std::vector<double> users;                           // [S] million
};

struct Memos;
struct Diary;

Setup make_setup(const Config& config);

/// Read-only surroundings of a run. Cache and memos are pure: they change speed, never results.
struct Context {
  const Config& config;
  const Setup& setup;
  RandomKey key;
  law::LawCache& laws;
  Memos& memos;
  Diary* diary = nullptr;  // of the demand to watch (explain/diary.h); none in ordinary runs

  const Parameters& parameters() const { return config.parameters; }
  bool on(PhaseName phase) const { return config.phases[static_cast<std::size_t>(phase)]; }
};

/// Makes the world of the first day: courts and judges drawn, shares solved, law compiled.
World make_world(const Context& context);

/// Checks what must always hold (shares sum to 1, 0 <= stance, trust <= 1, every demand counted once, queues bounded,
/// dates ordered); returns a sentence per violation, none when all is well.
std::vector<std::string> find_violations(const World& world, const Context& context);

}  // namespace comity
