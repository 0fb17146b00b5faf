// V15: under constant public fights g and disclosures b, trust settles at (kap T0 + e+ g) / (kap + e+ g + e- b).
#include "phases/occur.h"
#include "phases/phases.h"
#include "phases/trust.h"
#include "report.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

void plain_trust(Config& config) {
  TrustParameters& trust = config.parameters.trust;
  trust.initial = 0.7;
  trust.restoring = 0.3;
  trust.fight = 0.03;
  trust.disclosure = 0.09;
  trust.publicity = 0.05;
}

TEST(V15Trust, SettlesAtItsFixedPointInThePhase) {
  SmallWorld small(plain_trust);
  for (int week = 0; week < 52 * 60; ++week) {
    clear_step_accumulators(small.world);
    small.world.market.fights(0, 1) = 2.0 * small.world.clock.years;
    small.world.market.disclosures(0, 1) = 1000.0 * small.world.clock.years;
    trust(small.world, small.context);
    small.advance();
  }
  const double b = 0.05 * std::log(1001.0);
  // The yearly average of weekly disclosures is 1 % above their rate.
  report("V15", "trust under 2 fights and 1000 disclosures a year",
         {small.world.market.trust(0, 1), (0.3 * 0.7 + 0.03 * 2.0) / (0.3 + 0.03 * 2.0 + 0.09 * b), 1e-4});
  report("V15", "trust elsewhere", {small.world.market.trust(1, 1), 0.7, 1e-12});
}

TEST(V15Trust, FormulaAndDynamicsShareTheFixedPoint) {
  TrustParameters parameters;
  parameters.initial = 0.6;
  parameters.restoring = 0.5;
  const Conduct conduct{3.0, 20.0};
  report("V15", "trust in the long run over its fixed point",
         {next_trust(parameters, 0.1, conduct, 200.0) / settled_trust(parameters, conduct), 1.0, 1e-12});
}

}  // namespace
}  // namespace comity
