#include "analysis/network.h"

#include "day.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>
#include <vector>

namespace comity::analysis {
namespace {

CourtNetwork network(std::size_t courts, std::vector<CourtEdge> edges) { return {courts, std::move(edges)}; }

void expect_near(const std::vector<double>& values, const std::vector<double>& expected) {
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], expected[i], 1e-9) << i;
}

TEST(Hits, StarHasOneAuthorityAndEqualHubs) {
  const Standing star = standing_of(network(4, {{1, 0, 1.0, 0.0}, {2, 0, 1.0, 0.0}, {3, 0, 1.0, 0.0}}));
  expect_near(star.authority, {1.0, 0.0, 0.0, 0.0});
  expect_near(star.hub, {0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0});
  expect_near(star.in_degree, {3.0, 0.0, 0.0, 0.0});
  expect_near(star.out_degree, {0.0, 1.0, 1.0, 1.0});
}

// 0 cites 2 and 3, 1 cites 3: authorities are the first eigenvector of [[1, 1], [1, 2]], hubs of [[2, 1], [1, 1]].
TEST(Hits, TwoHubsGiveTheGoldenSection) {
  const Standing standing = standing_of(network(4, {{0, 2, 1.0, 0.0}, {0, 3, 1.0, 0.0}, {1, 3, 1.0, 0.0}}));
  const double golden = std::numbers::phi;
  expect_near(standing.authority, {0.0, 0.0, 1.0 / (1.0 + golden), golden / (1.0 + golden)});
  expect_near(standing.hub, {golden / (1.0 + golden), 1.0 / (1.0 + golden), 0.0, 0.0});
}

TEST(Hits, WeightsCountAsMultiplicities) {
  // One hub citing two courts: authorities in proportion to the weights.
  const Standing standing = standing_of(network(3, {{0, 1, 3.0, 0.0}, {0, 2, 1.0, 0.0}}));
  expect_near(standing.authority, {0.0, 0.75, 0.25});
}

TEST(Hits, TiedPartsKeepWhatEqualStartsGiveThem) {
  const Standing standing = standing_of(network(4, {{0, 1, 1.0, 0.0}, {2, 3, 1.0, 0.0}}));
  expect_near(standing.authority, {0.0, 0.5, 0.0, 0.5});
  expect_near(standing.hub, {0.5, 0.0, 0.5, 0.0});
}

TEST(Hits, CourtsCitingThemselvesGainNothing) {
  const Standing standing = standing_of(network(2, {{0, 0, 9.0, 0.0}, {0, 1, 1.0, 0.0}}));
  expect_near(standing.authority, {0.0, 1.0});
  expect_near(standing_of(network(2, {{0, 0, 9.0, 0.0}})).authority, {0.0, 0.0});
}

Citation citation(std::uint32_t run, std::pair<int, int> courts, double age) {
  Citation one;
  one.run = run;
  std::tie(one.court, one.cited_court) = courts;
  one.time = 20000.0;
  one.cited_time = 20000.0 - age * kDaysPerYear;
  one.agrees = true;
  return one;
}

Spread make_spread() {
  Spread spread;
  spread.states = {"US", "IE"};
  spread.questions = {"reach"};
  spread.courts = {{"A", "B", "Dublin"}, {0, 0, 1}, {0, 0, 0}, {-1, -1, -1}};
  spread.runs.resize(2);
  spread.citations = {citation(0, {0, 1}, 1.0), citation(0, {0, 1}, 2.0), citation(0, {2, 1}, 4.0),
                      citation(1, {0, 1}, 3.0), citation(1, {1, 1}, 9.0)};
  spread.citations[1].agrees = false;
  return spread;
}

TEST(Network, AddsUpPairsOfCourtsPerRun) {
  const CourtNetwork network = network_of(make_spread());
  ASSERT_EQ(network.edges.size(), 3U);
  EXPECT_EQ(network.edges[0].from, 0);
  EXPECT_EQ(network.edges[0].to, 1);
  EXPECT_EQ(network.edges[0].weight, 1.5);
  EXPECT_EQ(network.edges[0].agreeing, 1.0);
  EXPECT_EQ(network.edges[1].from, 1);
  EXPECT_EQ(network.edges[2].from, 2);
  EXPECT_TRUE(network_of(make_spread(), 1).edges.empty());
}

TEST(Network, CourtsOfACircuitCountTogetherAndNoneByItself) {
  const CourtNetwork joined = join_courts(
      network(4, {{0, 0, 9.0, 9.0}, {0, 1, 1.0, 1.0}, {0, 2, 2.0, 0.5}, {1, 2, 3.0, 0.5}, {2, 0, 4.0, 4.0}}),
      std::vector<int>{1, 1, 2, 3});
  ASSERT_EQ(joined.edges.size(), 3U);
  const auto told = [&](std::size_t i) {
    const CourtEdge& edge = joined.edges[i];
    return std::tuple(edge.from, edge.to, edge.weight, edge.agreeing);
  };
  EXPECT_EQ(told(0), std::tuple(1, 1, 1.0, 1.0));  // 0 cites the court above it, not what it cites of its own
  EXPECT_EQ(told(1), std::tuple(1, 2, 5.0, 1.0));
  EXPECT_EQ(told(2), std::tuple(2, 1, 4.0, 4.0));
}

TEST(Network, CitationsAbroadAreAShareOfAll) {
  EXPECT_EQ(share_abroad(make_spread(), 0.95).value, 0.2);
  Spread silent = make_spread();
  silent.citations.clear();
  EXPECT_TRUE(std::isnan(share_abroad(silent, 0.95).value));
}

TEST(Network, HalfOfAllCitationsAreYoungerThanTheHalfLife) {
  EXPECT_NEAR(citation_half_life(make_spread()).value, 3.0, 1e-12);
  Spread silent = make_spread();
  silent.citations.clear();
  EXPECT_TRUE(std::isnan(citation_half_life(silent).value));
}

// Ages 1, 2, …, 100 years, one per run: the error of the share below the median is 0.05, so the interval are the quantiles at
// 0.5 -+ 1.96 x 0.05 (but for the factor 100/99 of the variance).
TEST(Network, HalfLifeHasWoodruffsInterval) {
  Spread spread = make_spread();
  spread.runs.resize(100);
  spread.citations.clear();
  for (std::uint32_t run = 0; run < 100; ++run) spread.citations.push_back(citation(run, {0, 1}, run + 1.0));
  const Bounded life = citation_half_life(spread);
  const double half = 99.0 * 1.984217 * 0.05 * std::sqrt(100.0 / 99.0);  // Student's t, 99 degrees of freedom
  EXPECT_NEAR(life.value, 50.5, 1e-9);
  EXPECT_NEAR(life.low, 50.5 - half, 1e-4);
  EXPECT_NEAR(life.high, 50.5 + half, 1e-4);
}

TEST(Network, StandingIsBoundedByLeavingOutRuns) {
  const StandingBounds bounds = bound_standing(make_spread(), 0.95);
  EXPECT_EQ(bounds.in_degree[1].value, 2.0);  // 3 citations in one run, 1 in the other
  EXPECT_EQ(bounds.in_degree[1].low, 0.0);    // Student's 2 - 12.7
  EXPECT_NEAR(bounds.in_degree[1].high, 2.0 + 12.7062047, 1e-6);
  EXPECT_NEAR(bounds.authority[1].value, 1.0, 1e-12);
  EXPECT_TRUE(std::isnan(bounds.authority[1].low));  // the same in every run
}

}  // namespace
}  // namespace comity::analysis
