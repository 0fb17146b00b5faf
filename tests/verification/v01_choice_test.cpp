// V1: with fixed utilities choices have logit shares; the nested logit at dissimilarity 1 is the plain one.
#include "phases/choose.h"
#include "phases/phases.h"
#include "phases/reply.h"
#include "phases/trust.h"
#include "report.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace comity {
namespace {

using test::report;

std::size_t at(Instrument instrument) { return static_cast<std::size_t>(instrument); }

Menu full_menu() {
  Menu menu;
  menu.available.fill(true);
  menu.utility[at(Instrument::assistance)] = 0.1;
  menu.utility[at(Instrument::agreement)] = 0.2;
  menu.utility[at(Instrument::order)] = 0.3;
  menu.utility[at(Instrument::voluntary)] = 0.4;
  return menu;
}

TEST(V01Choice, ProsecutorsHaveLogitShares) {
  ChooseParameters plain;
  plain.structure = 1;
  plain.precision = 2.0;
  const auto shares = choice_probabilities(full_menu(), plain);
  const double total = 1.0 + std::exp(0.2) + std::exp(0.4) + std::exp(0.6) + std::exp(0.8);
  report("V1", "P(order), plain logit", {shares[at(Instrument::order)], std::exp(0.6) / total, 1e-12});
  report("V1", "P(drop), plain logit", {shares[kInstruments], 1.0 / total, 1e-12});
}

TEST(V01Choice, TheNestedLogitAtDissimilarityOneIsThePlainLogit) {
  ChooseParameters nested;
  nested.dissimilarity = 1.0;
  ChooseParameters plain;
  plain.structure = 1;
  const auto left = choice_probabilities(full_menu(), nested);
  const auto right = choice_probabilities(full_menu(), plain);
  double largest = 0.0;
  for (std::size_t k = 0; k < kChoices; ++k) largest = std::max(largest, std::abs(left[k] - right[k]));
  report("V1", "largest difference of nested logit at dissimilarity 1 from plain", {largest, 0.0, 1e-15});
}

// Equal pairs in both nests: a nest of two weighs 2^dissimilarity of one.
TEST(V01Choice, ANestOfEqualsWeighsLessThanTwo) {
  ChooseParameters nested;
  nested.precision = 3.0;
  nested.dissimilarity = 0.5;
  Menu menu = full_menu();
  menu.utility.fill(0.4);
  const double pair = std::sqrt(2.0) * std::exp(1.2);
  const auto shares = choice_probabilities(menu, nested);
  report("V1", "P(order), nested logit of equals at dissimilarity 1/2",
         {shares[at(Instrument::order)], 0.5 * pair / (1.0 + 2.0 * pair), 1e-12});
}

TEST(V01Choice, ThePhaseChoosesAsOftenAsTheLogitSays) {
  constexpr std::uint32_t kDemands = 20'000;
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 1);
  const LegalView view = judge_situation(small.world, small.context, demand);
  for (std::uint32_t number = 0; number < kDemands; ++number) {
    small.world.arrivals.push_back(demand);
    small.world.arrivals.back().serial = number;
    small.world.views.push_back(view);
  }
  choose(small.world, small.context);
  const Menu menu = make_menu(small.world, small.context, demand, view);
  const auto shares = choice_probabilities(menu, small.config.parameters.choose);
  for (const Instrument instrument : {Instrument::order, Instrument::assistance}) {
    const double expected = shares[at(instrument)];
    const double chosen = small.world.tally.value(Metric::chosen, at(instrument)) / kDemands;
    const double error = std::sqrt(expected * (1.0 - expected) / kDemands);
    report("V1",
           instrument == Instrument::order ? "share choosing an order in the phase"
                                           : "share choosing assistance in the phase",
           {chosen, expected, 4.0 * error});
  }
}

TEST(V01Choice, ProvidersAnswerByLogit) {
  Stakes stakes;
  stakes.disclosure = 0.2;
  stakes.breach = 0.1;
  stakes.success = 0.5;
  stakes.sanction = 0.5;
  stakes.challenge_cost = 0.3;
  const auto shares = reply_probabilities(stakes, 3.0);
  // Utilities -.3, -.3 - .5 * .3 = -.45, -.5.
  const double total = std::exp(-0.9) + std::exp(-1.35) + std::exp(-1.5);
  report("V1", "P(challenge), logit", {shares[1], std::exp(-1.35) / total, 1e-12});
}

TEST(V01Choice, CustomersHaveLogitSharesAtDissimilarityOne) {
  const std::array utility = {0.0, 1.0, -2.0};
  const std::array nest = {0, 0, 1};
  std::array<double, 3> shares{};
  nested_shares(utility, nest, 1.0, shares);
  const double total = 1.0 + std::exp(1.0) + std::exp(-2.0);
  report("V1", "share of a provider among customers", {shares[1], std::exp(1.0) / total, 1e-12});
}

}  // namespace
}  // namespace comity
