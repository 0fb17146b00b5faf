// V14: states that answer each other's last move, with error: the stationary law of reactive strategies (Nowak and Sigmund
// 1992). With q = g (1 - e) + (1 - g) e the share of cooperation is q / (e + q).
#include "phases/phases.h"
#include "report.h"
#include "support/play.h"
#include "support/small_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace comity {
namespace {

using test::report;

struct Strategy14 {
  double generosity;
  double error;
  double cooperation;
  double tolerance;
};

// Twenty states, whose 190 pairs do not know of each other; nothing else is on.
Config states_that_react(double generosity, double error) {
  Config config = test::small_config();
  const StateConfig model = config.states[1];
  config.states.assign(20, model);
  config.treaties.clear();
  config.phases.fill(false);
  config.phases[static_cast<std::size_t>(PhaseName::reciprocate)] = true;
  ReciprocateParameters& reciprocate = config.parameters.reciprocate;
  reciprocate.structure = 1;  // reactive
  reciprocate.generosity = generosity;
  reciprocate.error = error;
  reciprocate.period_days = 7.0;
  return config;
}

class V14Reactive : public testing::TestWithParam<Strategy14> {};

// Moves of a pair are alike for 1 / (e + q) periods: effectively 400,000 (e + q) / 2 moves are seen.
TEST_P(V14Reactive, StatesCooperateAsTheStationaryLawSays) {
  constexpr int kPeriods = 1200;
  constexpr int kWarmUp = 200;
  const Strategy14 row = GetParam();
  test::Play play(states_that_react(row.generosity, row.error));
  const double states = play.setup.states;
  double sum = 0.0;
  for (int period = 0; period < kPeriods; ++period) {
    play.step();
    if (period >= kWarmUp) sum += play.world.relations.stance.sum() - states;
  }
  const double moves = (kPeriods - kWarmUp) * states * (states - 1.0);
  report("V14",
         fmt::format("share of cooperation, {}, error {}",
                     row.generosity > 0.0 ? "generous tit for tat" : "tit for tat", row.error),
         {sum / moves, row.cooperation, row.tolerance});
}

// Four standard errors each.
INSTANTIATE_TEST_SUITE_P(Errors, V14Reactive,
                         testing::Values(Strategy14{0.0, 0.01, 0.5, 0.025}, Strategy14{0.0, 0.05, 0.5, 0.011},
                                         Strategy14{0.0, 0.10, 0.5, 0.008},
                                         Strategy14{1.0 / 3.0, 0.01, 0.971, 0.003},
                                         Strategy14{1.0 / 3.0, 0.05, 0.875, 0.005},
                                         Strategy14{1.0 / 3.0, 0.10, 0.786, 0.005}));

}  // namespace
}  // namespace comity
