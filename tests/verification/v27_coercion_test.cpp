// V27: how often and how fast a state climbs its ladder against a provider that refuses, what fines then run up to, and when a
// provider is indifferent between complying and bearing a step.
#include "phases/coerce.h"
#include "phases/phases.h"
#include "report.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

constexpr double kWait = 90.0;
constexpr int kRefusals = 20000;

// Refusals on one day against a ladder of one step that costs nothing, so that providers all but ever bear it.
struct Refusals {
  explicit Refusals(const CoercionStep& step)
      : small([&](Config& config) {
          config.states[0].coercion = {step};
          config.parameters.coerce.climb = 2.0;
          config.parameters.coerce.serious = 0.0;
          config.parameters.coerce.reluctance = 0.5;
          config.parameters.coerce.give_up = 1.0;
          config.parameters.respond.disclosure_cost = 10.0;
          config.parameters.respond.business_least = 1000.0;
          config.parameters.respond.precision = 20.0;
          config.parameters.respond.attempts = 1.0;
        }) {
    for (int number = 0; number < kRefusals; ++number) {
      small.world.arisen += 1;
      begin_coercion(small.world, small.context, small.demand(0, 0, 0), small.world.clock.begin);
    }
    constexpr int kWeeks = 1500;
    test::run_weeks(small, kWeeks, coerce);
    rows = rows_of<CoercionRow>(small.world.events);
  }
  double share(Defiance answer) const {
    double count = 0.0;
    for (const CoercionRow& row : rows) count += row.answer == answer ? 1.0 : 0.0;
    return count / kRefusals;
  }
  SmallWorld small;
  std::vector<CoercionRow> rows;
};

TEST(V27Coercion, StatesClimbOrGiveUpByTheirRates) {
  const Refusals refusals(
      {CoercionKind::contempt, kWait, 0.0, 0.0, 2.0 * std::log(2.0), CoercionNeed::either});
  // The step's cost to the state halves the rate: 1 a year, against giving up at 1 a year.
  const double chance = 0.5 * std::exp(-kWait / kDaysPerYear);
  report("V27", "share of refusals against which the state takes its step",
         {refusals.share(Defiance::refused), chance, 0.011});
  report("V27", "share that it gives up in the end", {refusals.share(Defiance::given_up), 1.0, 0.0});
  double early = 0.0;
  for (const CoercionRow& row : refusals.rows) {
    if (row.answer == Defiance::refused && row.time < row.refused + kWait) early += 1.0;
  }
  report("V27", "steps taken before their day", {early, 0.0, 0.0});
  report("V27", "chance of the step as the provider reckons",
         {race(kWait, 1.0 / kDaysPerYear, 1.0 / kDaysPerYear).chance, chance, 1e-12});
}

TEST(V27Coercion, DailyFinesRunUntilTheStateGivesUp) {
  const Refusals refusals({CoercionKind::daily_fine, 0.0, 0.0, 0.01, 0.0, CoercionNeed::either});
  // Climbs at 2 a year against 1: two thirds are fined, then for a year in the mean.
  const double fined = 2.0 / 3.0 * 0.01 * kDaysPerYear;
  report("V27", "fines per refusal [value]",
         {refusals.small.world.tally.value(Metric::fines, 0) / kRefusals, fined, 0.07});
}

Ladder plain_ladder(const std::vector<CoercionStep>& steps, const CoerceParameters& coerce) {
  return {.steps = steps, .coerce = coerce, .hold = {true, true}, .comply = 1.5, .business = 4.0};
}

TEST(V27Coercion, ProvidersWeighTheStepsToCome) {
  CoerceParameters parameters;
  constexpr double kDay = 1.0 / kDaysPerYear;
  // A cost that runs until the state gives up, after a year in the mean.
  parameters.give_up = 1.0;
  const std::vector<CoercionStep> last = {
      {CoercionKind::service_block, 0.0, 0.0, 1.5 * kDay, 0.0, CoercionNeed::either}};
  const auto utility = defiance_utilities(plain_ladder(last, parameters), 0, {});
  report("V27", "utility of bearing a last step that costs as much as complying, over complying",
         {utility[1] / utility[0], 1.0, 1e-12});
  parameters.climb = 1e12;
  const std::vector<CoercionStep> once = {{CoercionKind::contempt, 0.0, 0.4, 0.0, 0.0, CoercionNeed::either}};
  report("V27", "cost of refusing where one step is certain and at once, over the step's",
         {cost_of_refusing(plain_ladder(once, parameters), {}) / 0.4, 1.0, 1e-9});
  const std::vector<CoercionStep> harsh(
      3, {CoercionKind::staff, 0.0, 0.0, 50.0, 0.0, CoercionNeed::establishment});
  Ladder ladder = plain_ladder(harsh, parameters);
  ladder.comply = 100.0;
  report("V27", "the same where steps are harsher than leaving, over the business and the cost of leaving",
         {cost_of_refusing(ladder, {}) / (4.0 + parameters.leave_cost), 1.0, 1e-9});
  parameters.climb = 0.0;
  report("V27", "cost of refusing where no state takes a step",
         {cost_of_refusing(plain_ladder(harsh, parameters), {}), 0.0, 0.0});
}

}  // namespace
}  // namespace comity
