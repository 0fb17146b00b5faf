#include "phases/reciprocate.h"

#include "phases/phases.h"
#include "random/elementary.h"

#include <algorithm>

namespace comity {

double next_stance(const ReciprocateParameters& reciprocate, double stance, double yearly_affronts,
                   double years) {
  const double loss = reciprocate.affront * log1p_same(yearly_affronts);
  const double rate = reciprocate.restoring;
  if (rate <= 0.0) return std::clamp(stance - loss * years, 0.0, 1.0);
  const double settled = reciprocate.baseline - loss / rate;
  return std::clamp(settled + (stance - settled) * exp_same(-rate * years), 0.0, 1.0);
}

void reciprocate(World& world, const Context& context) {
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

}  // namespace comity
