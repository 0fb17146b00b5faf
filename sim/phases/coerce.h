/// Kernels of the phase `coerce`: what a state can do to a provider that refuses an order, and what the provider may expect.
#pragma once

#include "random/distributions.h"
#include "world/context.h"

#include <array>
#include <vector>

namespace comity {

struct Stakes;

/// A provider's answers to a step: those of Defiance that are its own.
inline constexpr int kDefiances = 4;

/// What of the provider a state can get hold of.
struct Hold {
  bool establishment = false;
  bool users = false;
};

/// Whether the step can be taken against a provider of which the state has this.
bool reaches(const CoercionStep& step, const Hold& hold);

/// A state's ladder as one provider faces it.
struct Ladder {
  const std::vector<CoercionStep>& steps;
  const CoerceParameters& coerce;
  bool serious = false;  // the offence
  Hold hold;
  bool at_home = false;   // a provider never leaves its home
  double comply = 0.0;    // what complying costs it [value]
  double business = 0.0;  // what withdrawing costs it [value]

  /// The first step from this one on that reaches the provider; -1: none.
  int next_from(int step) const;
  /// Rate at which the state takes the step once it may [1/day].
  double climb_rate(int step) const;
  /// Rate at which it gives up [1/day].
  double give_up_rate() const;
};

/// Where the two stand.
struct Rung {
  int next = 0;        // first step that has not been taken
  double day = 0.0;    // since the refusal
  double daily = 0.0;  // what steps taken cost it [value/day]
};

/// Until a state takes a step or gives up, whichever comes first: the one after `wait` and an exponential time with rate
/// `climb`, the other after an exponential time with rate `give_up`.
struct Race {
  double chance = 0.0;  // of the step
  double days = 0.0;    // mean time until either
};
Race race(double wait, double climb, double give_up);

/// Utilities of complying, refusing, withdrawing and leaving when this step is taken [value]; minus infinity where the answer is
/// not open. Withdrawing and leaving are open where no step from this one on could then reach the provider.
std::array<double, kDefiances> defiance_utilities(const Ladder& ladder, int step, const Rung& rung);

/// What refusing is expected to cost a provider that will answer each step as is best then [value].
double cost_of_refusing(const Ladder& ladder, const Rung& rung);

/// The answer: leaving or withdrawing is drawn per real demand, for it ends all of them.
Defiance draw_defiance(Stream& stream, const std::array<double, kDefiances>& utilities, double precision,
                       double real);

/// Whether the state has steps to take against a provider that refuses; otherwise refusing costs its sanction, once.
bool has_ladder(const Context& context, int state);

/// The ladder that the demand's provider faces, with these stakes. The state must have one.
Ladder ladder_for(const World& world, const Context& context, const Demand& demand, const Stakes& stakes);

/// The provider has refused an order of a state that has a ladder on this day: the state takes a step or gives up later.
void begin_coercion(World& world, const Context& context, const Demand& demand, double time);

/// Whether a provider that has lost in court for good refuses to obey: never where the state has no ladder.
bool defies_ruling(const World& world, const Context& context, const Demand& demand);

}  // namespace comity
