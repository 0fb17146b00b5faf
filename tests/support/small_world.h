/// A world of two states, two providers and two open questions, for tests.
#pragma once

#include "phases/memos.h"
#include "phases/occur.h"
#include "world/context.h"

#include <functional>
#include <string>

namespace comity::test {

// States: Alba (0) and Borea (1), two years from 2013-01-01, a treaty of assistance between them.
// Law of Alba ("al"): an order for content with a judge's approval compels a provider established there. Question 0,
// "reach-abroad", arguable .5, accepted: no reach for content stored abroad. Foreign orders for content are forbidden; a
// treaty request is assisted. "al-reach" amends it and settles question 0: orders reach abroad. "al-plea" lets the
// provider plead that another state forbids: log-odds -1, -2 for serious offences.
// Law of Borea ("bo"): the same, with the same question 0; question 1, "old-mail", arguable .3, accepted: subscriber data
// that are stored long can be had by order (otherwise not): accepting it helps the government.
// Providers: Alpha (0), home Alba, storage options Alba and Borea, a stable location; Beta (1), home Borea, the same
// sites, data moved by software. Both are established in both states.
// Courts of Alba: 6 first-instance courts under 3 appellate ones, magistrates, en banc, certiorari; of Borea: 2 under 1.

/// The scenario above.
Config small_config();

/// Adds a rule file to the law that the scenario knows; states have it only where their `law` says so.
void add_law(Config& config, const std::string& file, const std::string& text);

/// A world made from it, after `adjust` has changed the scenario. Stays where it is, for its context refers to it.
struct SmallWorld {
  explicit SmallWorld(const std::function<void(Config&)>& adjust = {}, RandomKey key = {});
  SmallWorld(const SmallWorld&) = delete;
  SmallWorld& operator=(const SmallWorld&) = delete;

  /// A demand of `forum` for content of one of its residents at `provider`, stored in `site`; serial numbers count up.
  Demand demand(int forum, int provider, int site);
  /// Puts a regime into force in a state now.
  void enact(int state, const char* regime);
  /// Moves the clock to the next step without running anything.
  void advance();

  Config config;
  Setup setup;
  law::LawCache laws;
  Memos memos;
  Context context;
  World world;
  std::uint32_t serial = 0;
};

/// What a step begins with, as a phase.
inline void clear_step(World& world, const Context&) { clear_step_accumulators(world); }

/// So many steps of a week with these phases alone.
template <class... Phase>
void run_weeks(SmallWorld& small, int weeks, Phase... phase) {
  for (int week = 0; week < weeks; ++week) {
    (phase(small.world, small.context), ...);
    small.advance();
  }
}

}  // namespace comity::test
