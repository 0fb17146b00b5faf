// V16: a precedent loses 1 - exp(-19 delta) of its weight between its 1st and 20th year, delta = ln 2 / half-life.
#include "phases/precedent.h"
#include "report.h"
#include "support/disputes.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

TEST(V16Precedent, LosesWeightAtItsRate) {
  for (const double half_life : {7.0, 9.0, 11.5}) {
    test::SmallWorld small([&](Config& config) { config.parameters.litigate.half_life = half_life; });
    enter_ruling(small.world, small.context, test::ruling_of(small, 6, true));
    const auto weight_after = [&](double years) {
      const double time = small.world.clock.begin + years * kDaysPerYear;
      return weigh_precedents(small.world, small.context, {6, test::kQuestion, true, -1, time}).own;
    };
    const double lost = 1.0 - weight_after(20.0) / weight_after(1.0);
    const char* const quantity = half_life == 7.0   ? "weight lost, half-life 7 years"
                                 : half_life == 9.0 ? "weight lost, half-life 9 years"
                                                    : "weight lost, half-life 11.5 years";
    test::report("V16", quantity, {lost, 1.0 - std::exp(-19.0 * std::log(2.0) / half_life), 1e-12});
  }
}

}  // namespace
}  // namespace comity
