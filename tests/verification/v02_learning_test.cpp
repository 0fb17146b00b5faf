// V2: without decay beliefs are Beta(a + wins, b + losses), exactly.
#include "phases/phases.h"
#include "phases/precedent.h"
#include "report.h"
#include "support/disputes.h"

#include <gtest/gtest.h>

#include <limits>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

void never_forget(Config& config) {
  config.parameters.learn.half_life = std::numeric_limits<double>::infinity();
}

TEST(V02Learning, ProsecutorsCountWinsAndLosses) {
  SmallWorld small(never_forget);
  const double prior = small.config.parameters.learn.prior_count / 2.0;
  Experience& experience = small.world.experience;
  for (int step = 0; step < 10; ++step) {
    experience.new_wins(0, 3) = 2.0;
    experience.new_losses(0, 3) = 1.0;
    learn(small.world, small.context);
    small.advance();
  }
  report("V2", "prosecutors' wins after 20 more", {experience.wins(0, 3), prior + 20.0, 0.0});
  report("V2", "prosecutors' losses after 10 more", {experience.losses(0, 3), prior + 10.0, 0.0});
  report("V2", "wins of an instrument not used", {experience.wins(0, 2), prior, 0.0});
}

TEST(V02Learning, ProvidersCountRulingsOfTheirCircuit) {
  SmallWorld small(never_forget);
  for (int number = 0; number < 8; ++number) {
    enter_ruling(small.world, small.context, test::ruling_of(small, 0, number < 5));
  }
  for (int step = 0; step < 20; ++step) {
    learn(small.world, small.context);
    small.advance();
  }
  const int circuit = small.world.courts.hierarchy[0];
  const int column = circuit * small.setup.questions + test::kQuestion;
  report("V2", "providers' wins after 5 rulings", {small.world.strategy.wins(0, column), 6.0, 0.0});
  report("V2", "providers' losses after 3 rulings", {small.world.strategy.losses(0, column), 4.0, 0.0});
}

}  // namespace
}  // namespace comity
