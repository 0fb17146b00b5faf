#include "phases/choose.h"

#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace comity {
namespace {

std::size_t at(Instrument instrument) { return static_cast<std::size_t>(instrument); }

Menu full_menu(double assistance, double agreement, double order, double voluntary) {
  Menu menu;
  menu.available.fill(true);
  menu.utility[at(Instrument::assistance)] = assistance;
  menu.utility[at(Instrument::agreement)] = agreement;
  menu.utility[at(Instrument::order)] = order;
  menu.utility[at(Instrument::voluntary)] = voluntary;
  return menu;
}

double sum(const std::array<double, kChoices>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(Choose, NeverTakesWhatTheLawDoesNotAllow) {
  Menu menu = full_menu(5.0, 5.0, 5.0, 5.0);
  menu.available.fill(false);
  const auto shares = choice_probabilities(menu, ChooseParameters{});
  EXPECT_EQ(shares[kInstruments], 1.0);
  EXPECT_EQ(sum(shares), 1.0);
}

TEST(Choose, SurvivesExtremePrecision) {
  ChooseParameters parameters;
  parameters.precision = 100.0;
  parameters.dissimilarity = 0.05;
  const auto shares = choice_probabilities(full_menu(0.9, 0.1, -50.0, 0.95), parameters);
  EXPECT_NEAR(sum(shares), 1.0, 1e-12);
  EXPECT_GT(shares[at(Instrument::voluntary)], 0.99);
}

TEST(Choose, LosesValueWithDelay) {
  const ChooseParameters parameters;
  const double soon = instrument_utility(parameters, 0.8, 0.0, 0.1);
  const double late = instrument_utility(parameters, 0.8, kDaysPerYear, 0.1);
  EXPECT_DOUBLE_EQ(soon, 0.7);
  EXPECT_NEAR(late, 0.8 * std::exp(-0.5) - 0.1, 1e-14);
}

TEST(Choose, AnOrderAbroadCostsLessAsRelationsSour) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);  // Alba asks Alpha for content stored in Borea
  const LegalView view = judge_situation(small.world, small.context, demand);
  ASSERT_NE(view.order, Certainty::no);
  small.world.relations.goodwill(0, 1) = 1.0;
  const double friends = make_menu(small.world, small.context, demand, view).utility[at(Instrument::order)];
  small.world.relations.goodwill(0, 1) = 0.0;
  const double rivals = make_menu(small.world, small.context, demand, view).utility[at(Instrument::order)];
  EXPECT_NEAR(rivals - friends, small.config.parameters.choose.diplomatic_cost, 1e-12);
}

TEST(Choose, DoesNotRepeatATriedInstrument) {
  test::SmallWorld small;
  Demand demand = small.demand(0, 0, 1);
  demand.tried = 1U << static_cast<unsigned>(Instrument::order);
  const LegalView view = judge_situation(small.world, small.context, demand);
  EXPECT_FALSE(make_menu(small.world, small.context, demand, view).available[at(Instrument::order)]);
}

TEST(Choose, ServesAFocalDemandAsAnOrder) {
  test::SmallWorld small;
  Demand demand = small.demand(0, 0, 1);
  demand.focal = 0;
  small.world.arrivals = {demand};
  small.world.views = {judge_situation(small.world, small.context, demand)};
  choose(small.world, small.context);
  ASSERT_EQ(small.world.chosen.size(), 1U);
  EXPECT_EQ(small.world.chosen[0], static_cast<std::uint8_t>(Instrument::order));
}

}  // namespace
}  // namespace comity
