#include "phases/trust.h"

#include "phases/occur.h"
#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace comity {
namespace {

using test::SmallWorld;

// Round numbers, whatever the defaults are.
TrustParameters plain_trust() {
  TrustParameters trust;
  trust.initial = 0.7;
  trust.restoring = 0.3;
  trust.fight = 0.03;
  trust.disclosure = 0.09;
  trust.publicity = 0.05;
  return trust;
}

constexpr double kNotOffered = -std::numeric_limits<double>::infinity();

TEST(Trust, DoesNotDependOnTheLengthOfTheStep) {
  const TrustParameters parameters = plain_trust();
  double now = 0.3;
  for (int step = 0; step < 52; ++step) now = next_trust(parameters, now, {1.0, 50.0}, 1.0 / 52.0);
  EXPECT_NEAR(now, next_trust(parameters, 0.3, {1.0, 50.0}, 1.0), 1e-13);
}

TEST(Trust, RisesWithFightsAndFallsWithDisclosures) {
  const TrustParameters trust = plain_trust();
  EXPECT_DOUBLE_EQ(next_trust(trust, 0.7, {}, 1.0), 0.7);
  EXPECT_GT(next_trust(trust, 0.7, {1.0, 0.0}, 1.0), 0.7);
  EXPECT_LT(next_trust(trust, 0.7, {0.0, 10.0}, 1.0), 0.7);
  EXPECT_LE(next_trust(trust, 1.0, {1e6, 0.0}, 10.0), 1.0);
  EXPECT_GE(next_trust(trust, 0.0, {0.0, 1e9}, 10.0), 0.0);
}

TEST(Trust, SharesAreThePlainLogitAtDissimilarityOne) {
  const std::array utility = {0.0, 1.0, kNotOffered, -2.0};
  const std::array nest = {0, 0, 1, 2};
  std::array<double, 4> shares{};
  nested_shares(utility, nest, 1.0, shares);
  const double total = 1.0 + std::exp(1.0) + std::exp(-2.0);
  EXPECT_NEAR(shares[0], 1.0 / total, 1e-14);
  EXPECT_NEAR(shares[1], std::exp(1.0) / total, 1e-14);
  EXPECT_EQ(shares[2], 0.0);
  EXPECT_NEAR(shares[3], std::exp(-2.0) / total, 1e-14);
}

// McFadden 1978: P = P(within nest) exp(lambda I) / sum exp(lambda I), I = ln sum exp(V / lambda).
TEST(Trust, SharesAreTheNestedLogitBelowOne) {
  const std::array utility = {0.3, 0.9, 0.5};
  const std::array nest = {4, 4, 1};
  std::array<double, 3> shares{};
  nested_shares(utility, nest, 0.5, shares);
  const double inside = std::exp(0.6) + std::exp(1.8);
  const double first = std::sqrt(inside);
  const double second = std::exp(0.5);
  EXPECT_NEAR(shares[0], std::exp(0.6) / inside * first / (first + second), 1e-14);
  EXPECT_NEAR(shares[2], second / (first + second), 1e-14);
  EXPECT_NEAR(shares[0] + shares[1] + shares[2], 1.0, 1e-14);
}

TEST(Trust, SharesSurviveExtremeUtilities) {
  const std::array utility = {2000.0, -2000.0, 1999.0};
  const std::array nest = {0, 1, 2};
  std::array<double, 3> shares{};
  nested_shares(utility, nest, 0.05, shares);
  EXPECT_NEAR(shares[0] / shares[2], std::exp(1.0), 1e-9);
  EXPECT_EQ(shares[1], 0.0);
  const std::array<double, 3> none = {kNotOffered, kNotOffered, kNotOffered};
  nested_shares(none, nest, 0.7, shares);
  EXPECT_EQ(shares[0] + shares[1] + shares[2], 0.0);
}

double share_sum(const World& world, std::size_t segment, int market) {
  return world.market.share[segment].col(market).sum();
}

TEST(Trust, SettlesTheMarketAtTheFixedPointOfTheShares) {
  SmallWorld small;
  const auto before = small.world.market.share;
  test::run_weeks(small, 52, test::clear_step, trust);
  for (std::size_t segment = 0; segment < kSegments; ++segment) {
    EXPECT_LT((small.world.market.share[segment] - before[segment]).abs().maxCoeff(), 1e-12);
    for (const int market : {0, 1}) EXPECT_NEAR(share_sum(small.world, segment, market), 1.0, 1e-12);
  }
}

TEST(Trust, GivesLargerProvidersLargerShares) {
  const SmallWorld small([](Config& config) { config.providers[0].size = 3.0; });
  for (const int market : {0, 1}) EXPECT_GT(small.world.market.share[0](0, market), 0.5);
}

TEST(Trust, ServesNobodyWhereItIsNotOffered) {
  const SmallWorld small([](Config& config) {
    config.providers[0].size_in = {{1, 0.0}};
    config.providers[1].segment = {1.0, 0.0, 0.0};
  });
  const auto& share = small.world.market.share;
  EXPECT_EQ(share[0](0, 1), 0.0);
  EXPECT_EQ(share[0](1, 1), 1.0);
  EXPECT_EQ(share[1](1, 0), 0.0);
  EXPECT_EQ(share[1](1, 1), 1.0);  // the only firm there takes the segment that it does not care for
}

TEST(Trust, CustomersLeaveTheProviderTheyDistrust) {
  SmallWorld small;
  small.world.market.trust(0, 1) = 0.2;
  const double before = small.world.market.share[0](0, 1);
  test::run_weeks(small, 26, test::clear_step, trust);
  EXPECT_LT(small.world.market.share[0](0, 1), before);
  EXPECT_NEAR(share_sum(small.world, 0, 1), 1.0, 1e-12);
}

TEST(Trust, EnterprisesMoveFasterAfterARevelation) {
  const auto change = [](bool shocked) {
    SmallWorld small;
    small.world.market.trust.row(0) *= 0.7;
    if (shocked) small.world.market.last_revelation = small.world.clock.begin;
    const auto before = small.world.market.share;
    test::run_weeks(small, 26, test::clear_step, trust);
    return std::array{before[0](0, 0) - small.world.market.share[0](0, 0),
                      before[1](0, 0) - small.world.market.share[1](0, 0)};
  };
  const auto calm = change(false);
  const auto shocked = change(true);
  EXPECT_DOUBLE_EQ(calm[0], calm[1]);
  EXPECT_DOUBLE_EQ(calm[0], shocked[0]);
  EXPECT_GT(shocked[1], 2.0 * calm[1]);
}

TEST(Trust, LeaversLoseTheirCustomersAtOnce) {
  SmallWorld small;
  small.world.market.present(0, 1) = 0;
  test::run_weeks(small, 1, test::clear_step, trust);
  for (std::size_t segment = 0; segment < kSegments; ++segment) {
    EXPECT_EQ(small.world.market.share[segment](0, 1), 0.0);
    EXPECT_NEAR(share_sum(small.world, segment, 1), 1.0, 1e-12);
    EXPECT_GT(small.world.market.share[segment](0, 0), 0.0);
  }
}

// Public fights and disclosures at a constant rate: the same trust and shares for half, whole and double steps.
std::array<double, 2> state_after(double step_days, int steps) {
  SmallWorld small([&](Config& config) { config.parameters.run.step_days = step_days; });
  for (int step = 0; step < steps; ++step) {
    clear_step_accumulators(small.world);
    small.world.market.fights(0, 1) = 0.5 * small.world.clock.years;
    small.world.market.disclosures(1, 0) = 10.0 * step_days;
    trust(small.world, small.context);
    small.advance();
  }
  return {small.world.market.trust(1, 0), small.world.market.share[0](0, 0)};
}

TEST(Trust, PhaseDoesNotDependOnTheLengthOfTheStep) {
  const auto weekly = state_after(7.0, 156);
  for (const auto& [days, steps] : {std::pair{3.5, 312}, std::pair{14.0, 78}}) {
    const auto other = state_after(days, steps);
    EXPECT_NEAR(other[0], weekly[0], 5e-4);
    EXPECT_NEAR(other[1], weekly[1], 1e-4);  // disclosures become known one step later
  }
}

}  // namespace
}  // namespace comity
