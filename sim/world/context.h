/// What a phase may look at besides the world: the scenario, the tables derived from it, and the random key.
#pragma once

#include "law/compile.h"
#include "scenario/config.h"
#include "world/setup.h"
#include "world/world.h"

namespace comity {

struct Memos;
struct Diary;

/// Read-only surroundings of a run. Cache and memos are pure: they change speed, never results.
struct Context {
  const Config& config;
  const Setup& setup;
  RandomKey key;
  law::LawCache& laws;
  Memos& memos;
  Diary* diary = nullptr;  // of the demand to watch (phases/notes.h); none in ordinary runs

  const Parameters& parameters() const { return config.parameters; }
  bool on(PhaseName phase) const { return config.phases[static_cast<std::size_t>(phase)]; }
};

}  // namespace comity
