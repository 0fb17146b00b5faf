#include "phases/reciprocate.h"

#include "phases/periods.h"
#include "phases/phases.h"
#include "random/distributions.h"
#include "random/elementary.h"

#include <algorithm>

namespace comity {

namespace {

// reciprocate.structure, in the order of the parameter's levels.
enum class Structure : std::uint8_t { restoring, reactive };

void restore_stances(World& world, const Context& context) {
  const auto& parameters = context.parameters().reciprocate;
  for (int other = 0; other < context.setup.states; ++other) {
    for (int state = 0; state < context.setup.states; ++state) {
      if (state == other) continue;
      double& stance = world.relations.stance(state, other);
      const double affronts = world.clock.rate_before(world.relations.affront_rate(state, other));
      stance = next_stance(parameters, stance, affronts, world.clock.years);
    }
  }
}

// All states move at once: each answers the other's last move, and takes more affronts than it tolerates for a defection.
void make_moves(World& world, const Context& context, int period) {
  const auto& parameters = context.parameters().reciprocate;
  const double tolerated = parameters.tolerance * parameters.period_days / kDaysPerYear;
  const Eigen::ArrayXXd last = world.relations.stance;
  for (int other = 0; other < context.setup.states; ++other) {
    for (int state = 0; state < context.setup.states; ++state) {
      if (state == other) continue;
      const bool wronged = world.relations.affronts_since(state, other) > tolerated;
      const double chance = cooperation_probability(parameters, last(other, state) > 0.5 && !wronged);
      Stream stream(context.key, Purpose::make_move, static_cast<std::uint32_t>(period),
                    static_cast<std::uint32_t>(state), static_cast<std::uint32_t>(other));
      world.relations.stance(state, other) = draw_bernoulli(stream, chance) ? 1.0 : 0.0;
    }
  }
  world.relations.affronts_since.setZero();
}

// Moves are made at the end of the step in which their period ends.
void react(World& world, const Context& context) {
  const double days = context.parameters().reciprocate.period_days;
  const Day start = context.parameters().run.start;
  const int moved = periods_since(start, world.clock.begin, days);
  const int due = periods_ending(world.clock, start, days);
  world.relations.affronts_since += world.relations.affronts;
  for (int period = moved; period < moved + due; ++period) make_moves(world, context, period);
}

// What each state's stance is worth to the other after its affronts.
void set_goodwill(World& world, const Context& context) {
  const double licence = context.parameters().reciprocate.licence;
  Relations& relations = world.relations;
  relations.goodwill = relations.stance;
  if (licence <= 0.0) return;
  for (int other = 0; other < context.setup.states; ++other) {
    for (int state = 0; state < context.setup.states; ++state) {
      const double affronts = world.clock.rate_before(relations.affront_rate(state, other));
      if (affronts > 0.0) relations.goodwill(state, other) *= exp_same(-licence * log1p_same(affronts));
    }
  }
}

}  // namespace

double next_stance(const ReciprocateParameters& reciprocate, double stance, double yearly_affronts,
                   double years) {
  const double loss = reciprocate.affront * log1p_same(yearly_affronts);
  const double rate = reciprocate.restoring;
  if (rate <= 0.0) return std::clamp(stance - loss * years, 0.0, 1.0);
  const double settled = reciprocate.baseline - loss / rate;
  return std::clamp(settled + (stance - settled) * exp_same(-rate * years), 0.0, 1.0);
}

bool is_reactive(const ReciprocateParameters& reciprocate) {
  return reciprocate.structure == static_cast<int>(Structure::reactive);
}

double cooperation_probability(const ReciprocateParameters& reciprocate, bool cooperated) {
  const double meant = cooperated ? 1.0 : reciprocate.generosity;
  return meant * (1.0 - reciprocate.error) + (1.0 - meant) * reciprocate.error;
}

void reciprocate(World& world, const Context& context) {
  if (is_reactive(context.parameters().reciprocate)) {
    react(world, context);
  } else {
    restore_stances(world, context);
  }
  set_goodwill(world, context);
}

}  // namespace comity
