#include "phases/votes.h"

#include "phases/selection.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

VoteDraws draws(std::uint32_t number) {
  return {Stream({}, Purpose::vote, number), Stream({}, Purpose::distinguish, number)};
}

// Share of `trials` votes of this bench won by the government.
double share_won(const Ballot& ballot, const std::vector<double>& bench, int trials) {
  int won = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const Votes votes = cast_votes({}, ballot, bench, draws(static_cast<std::uint32_t>(trial)));
    won += votes.government > votes.provider ? 1 : 0;
  }
  return static_cast<double>(won) / trials;
}

TEST(Votes, MajorityOfAnUnevenBenchAgreesWithEnumeration) {
  const std::vector<double> yes = {0.1, 0.35, 0.5, 0.62, 0.9, 0.77, 0.2, 0.55, 0.44};
  double sum = 0.0;
  for (unsigned pattern = 0; pattern < 512; ++pattern) {
    double chance = 1.0;
    int ayes = 0;
    for (std::size_t judge = 0; judge < yes.size(); ++judge) {
      const bool aye = (pattern >> judge & 1U) != 0;
      chance *= aye ? yes[judge] : 1.0 - yes[judge];
      ayes += aye ? 1 : 0;
    }
    if (ayes >= 5) sum += chance;
  }
  EXPECT_NEAR(majority_probability(yes), sum, 1e-14);
}

TEST(Votes, ATieIsNoMajority) {
  EXPECT_NEAR(majority_probability(std::vector{0.5, 0.5}), 0.25, 1e-15);
  EXPECT_EQ(majority_probability(std::vector<double>{}), 0.0);
}

TEST(Votes, InfiniteBindingDecidesEveryVote) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(share_won({{3.0, -infinity}}, {1.0, 1.0, 1.0}, 200), 0.0);
  EXPECT_EQ(share_won({{-3.0, infinity}}, {-1.0, -1.0, -1.0}, 200), 1.0);
}

TEST(Votes, PrecedentPullSaturates) {
  EXPECT_NEAR(precedent_pull(1.0, 2.5), 2.5 * std::tanh(1.0), 1e-12);
  EXPECT_NEAR(precedent_pull(-40.0, 2.5), -2.5, 1e-12);
  EXPECT_EQ(precedent_pull(0.0, 2.5), 0.0);
}

TEST(Votes, HalfOfTheJudgesDistinguishAtTheThreshold) {
  const LitigateParameters litigate;
  EXPECT_NEAR(distinguish_probability(litigate, litigate.distinguish_gap), 0.5, 1e-12);
  EXPECT_GT(distinguish_probability(litigate, 0.95), distinguish_probability(litigate, 0.6));
}

TEST(Votes, OnlyAnUnwelcomePrecedentIsDistinguished) {
  const std::vector<double> bench(9, 0.0);
  int welcome = 0;
  int unwelcome = 0;
  int not_allowed = 0;
  for (std::uint32_t trial = 0; trial < 500; ++trial) {
    welcome += cast_votes({}, {{3.0, 4.0}, true}, bench, draws(trial)).distinguishing;
    unwelcome += cast_votes({}, {{3.0, -4.0}, true}, bench, draws(trial)).distinguishing;
    not_allowed += cast_votes({}, {{3.0, -4.0}, false}, bench, draws(trial)).distinguishing;
  }
  EXPECT_EQ(welcome, 0);
  EXPECT_EQ(not_allowed, 0);
  // The gap is logistic(3); the judge then votes for the government with the same chance.
  const double gap = 1.0 / (1.0 + std::exp(-3.0));
  const double expected = 4500 * gap / (1.0 + std::exp(-(gap - 0.8) / 0.3));
  EXPECT_NEAR(unwelcome, expected, 5 * std::sqrt(4500.0) / 2);
}

TEST(Votes, PendingLawWeakensTheReadingItWouldUndo) {
  Pull pull{-2.0};
  const double before = vote_probability(pull, 0.0);
  pull.undone_provider = 1.0;
  EXPECT_NEAR(vote_probability(pull, 0.0), 0.5, 1e-12);
  EXPECT_LT(before, 0.2);
  pull.free = 2.0;
  EXPECT_NEAR(vote_probability(pull, 0.0), 1.0 / (1.0 + std::exp(-2.0)), 1e-12);
}

TEST(Votes, CertiorariRisesWithTheChanceOfReversal) {
  EXPECT_NEAR(certiorari_probability(0.10, 0.5, 3.0), 0.10, 1e-12);
  EXPECT_NEAR(certiorari_probability(0.10, 1.0, 3.0), 0.80, 1e-12);
  EXPECT_EQ(certiorari_probability(0.0, 1.0, 3.0), 0.0);
  EXPECT_EQ(certiorari_probability(0.5, 1.0, 3.0), 1.0);
}

TEST(Selection, NormalDistributionHasItsTabulatedValues) {
  EXPECT_NEAR(normal_cumulative(0.0), 0.5, 1e-7);
  EXPECT_NEAR(normal_cumulative(1.0), 0.8413447461, 1e-7);
  EXPECT_NEAR(normal_cumulative(-1.959963985), 0.025, 1e-7);
  EXPECT_NEAR(normal_cumulative(-6.0), 9.8659e-10, 1e-11);
}

TEST(Selection, AnOptimisticClaimantGoesToTrial) {
  EXPECT_TRUE(goes_to_trial(lpg_beliefs({2.0, -2.0}, 0.0, 0.9), 0.3333));
  EXPECT_FALSE(goes_to_trial(lpg_beliefs({-2.0, 2.0}, 0.0, 0.9), 0.3333));
}

}  // namespace
}  // namespace comity
