#include "analysis/arms.h"

#include "analysis/designed.h"
#include "error.h"
#include "support/dice.h"

#include <cmath>

namespace comity::analysis::testing_analysis {
namespace {

class ArmsOfASweep : public Designed {
 protected:
  void name_arms(const std::vector<std::string>& names) {
    runs_of->design.arms.clear();
    for (const std::string& name : names) runs_of->design.arms.push_back({name, {}});
  }

  /// The second arm against the first.
  static ArmDifference difference(const Record& runs, const RunValues& of) {
    const Arms arms = find_arms(runs);
    return compare_arms({runs, arms, of}, {1, 0}, 0.95);
  }
};

TEST_F(ArmsOfASweep, AreFoundByFactorPointWhateverTheirOrder) {
  name_arms({"plain", "law"});
  const Record& runs = make({under("law", {0.2}, 1), under("plain", {0.1}, 0), under("plain", {0.2}, 1),
                             under("law", {0.1}, 0), under("plain", {0.3}, 2)},
                            1);
  const Arms arms = find_arms(runs);
  EXPECT_EQ(arms.names, (std::vector<std::string>{"plain", "law"}));
  EXPECT_EQ(arms.points, (std::vector<std::vector<std::size_t>>{{2, 0}, {1, 3}}));
  EXPECT_EQ(arms.incomplete, 1U);
  EXPECT_EQ(find_arm(runs, arms, "law"), 1U);
  EXPECT_THROW(find_arm(runs, arms, "lew"), Error);
}

TEST_F(ArmsOfASweep, MustBeTwo) {
  name_arms({"plain"});
  EXPECT_THROW(find_arms(make({under("plain")}, 2)), Error);
}

TEST_F(ArmsOfASweep, DifferByThePairedDifference) {
  name_arms({"plain", "law"});
  const Record& runs = make({under("plain"), under("law")}, 4);
  const ArmDifference found = difference(runs, values({1, 2, 3, 4, 2, 4, 4, 4}));
  EXPECT_DOUBLE_EQ(found.difference.value, 1.0);  // 1 2 1 0: deviation 0.8165
  EXPECT_NEAR(found.difference.high - 1.0, 3.182446 * 0.8164966 / 2.0, 1e-6);
  EXPECT_NEAR(found.paired_size.value, 1.0 / 0.8164966, 1e-6);
  EXPECT_NEAR(found.size.value, 1.0 / std::sqrt(0.5 * (5.0 / 3.0 + 1.0)), 1e-9);
  EXPECT_DOUBLE_EQ(found.superiority.value, 3.5 / 4.0);
  EXPECT_EQ(found.superiority_method, IntervalMethod::exact_share);
  EXPECT_EQ(found.units, 4U);
}

TEST(Pairs, AreComparedLikeTheReplicatesOfTwoArms) {
  const double nan = std::nan("");
  const ArmDifference found =
      compare_pairs(std::vector<double>{2, 4, nan, 4, 4}, std::vector<double>{1, 2, 9, 3, 4}, 0.95);
  EXPECT_DOUBLE_EQ(found.difference.value, 1.0);  // 1 2 1 0, as of the arms above
  EXPECT_NEAR(found.difference.high - 1.0, 3.182446 * 0.8164966 / 2.0, 1e-6);
  EXPECT_DOUBLE_EQ(found.superiority.value, 3.5 / 4.0);
  EXPECT_EQ(found.units, 4U);
  EXPECT_EQ(found.undefined, 1U);
}

TEST(Groups, DifferByWelchsInterval) {
  const ArmDifference found =
      compare_groups(std::vector<double>{1, 2, 3, 7}, std::vector<double>{2, 4, 4.5, 5, 9}, 0.95);
  EXPECT_DOUBLE_EQ(found.difference.value, -1.65);
  EXPECT_NEAR(found.difference.low, -5.84051484270248, 1e-9);  // t.test of R 4.2
  EXPECT_NEAR(found.difference.high, 2.54051484270248, 1e-9);
  EXPECT_DOUBLE_EQ(found.superiority.value, (0.0 + 0.5 + 1.0 + 4.0) / 20.0);
  EXPECT_TRUE(std::isnan(found.superiority.low));
  EXPECT_TRUE(std::isnan(found.paired_size.value));
  EXPECT_EQ(found.units, 4U);
}

TEST(Groups, WithoutSpreadOrWithOneValueHaveNoInterval) {
  const ArmDifference same = compare_groups(std::vector<double>{1, 1}, std::vector<double>{3, 3, 3}, 0.95);
  EXPECT_TRUE(same.same);
  EXPECT_TRUE(std::isnan(same.difference.low));
  const double nan = std::nan("");
  const ArmDifference one = compare_groups(std::vector<double>{1, nan}, std::vector<double>{3, 4}, 0.95);
  EXPECT_FALSE(one.same);
  EXPECT_EQ(one.undefined, 1U);
  EXPECT_TRUE(std::isnan(one.difference.low));
  EXPECT_DOUBLE_EQ(one.difference.value, -2.5);
}

TEST_F(ArmsOfASweep, DropPairsOfWhichARunFailedAndCountThem) {
  name_arms({"plain", "law"});
  Record& runs = make({under("plain"), under("law")}, 4);
  runs.failed[6] = true;
  const double nan = std::nan("");
  const ArmDifference found = difference(runs, values({1, nan, 3, 4, 2, 4, nan, 7}));
  EXPECT_EQ(found.units, 2U);
  EXPECT_EQ(found.dropped, 1U);
  EXPECT_EQ(found.undefined, 1U);
  EXPECT_DOUBLE_EQ(found.difference.value, 2.0);
}

TEST_F(ArmsOfASweep, AverageOverPointsBeforeTheyCountReplicates) {
  name_arms({"plain", "law"});
  const Record& runs = make(
      {under("plain", {0.0}, 0), under("law", {0.0}, 0), under("plain", {1.0}, 1), under("law", {1.0}, 1)},
      2);
  const ArmDifference found = difference(runs, values({0, 0, 1, 2, 0, 0, 3, 6}));
  EXPECT_DOUBLE_EQ(found.difference.value, 3.0);  // replicates: (1 + 3) / 2 = 2 and (2 + 6) / 2 = 4
  EXPECT_EQ(found.units, 2U);
  EXPECT_EQ(found.superiority_method, IntervalMethod::skew_t);
}

TEST_F(ArmsOfASweep, TakePointsForUnitsWhenThereIsOneReplicate) {
  name_arms({"plain", "law"});
  const Record& runs = make(
      {under("plain", {0.0}, 0), under("law", {0.0}, 0), under("plain", {1.0}, 1), under("law", {1.0}, 1)},
      1);
  const ArmDifference found = difference(runs, values({0, 1, 0, 3}));
  EXPECT_EQ(found.units, 2U);
  EXPECT_DOUBLE_EQ(found.difference.value, 2.0);
}

TEST_F(ArmsOfASweep, PairedDifferenceCoversItsTruthAsOftenAsItSays) {
  name_arms({"plain", "law"});
  const Record& runs = make({under("plain"), under("law")}, 30);
  const Arms arms = find_arms(runs);
  test::Dice dice(11);
  int held = 0;
  for (int sample = 0; sample < 200; ++sample) {
    std::vector<double> both(60);
    for (std::size_t i = 0; i < 30; ++i) {
      const double shared = 10.0 * dice.within(0.0, 1.0);  // the common draws
      both[i] = shared + dice.within(0.0, 1.0);
      both[30 + i] = shared + 0.25 + dice.within(0.0, 1.0);
    }
    const Bounded gap = compare_arms({runs, arms, values(both)}, {1, 0}, 0.95).difference;
    held += gap.low <= 0.25 && 0.25 <= gap.high ? 1 : 0;
  }
  RecordProperty("held", held);
  EXPECT_GE(held, 184);
  EXPECT_LE(held, 196);
}

TEST_F(ArmsOfASweep, RegretIsTheGapToTheBestArmAtEachPoint) {
  name_arms({"plain", "law"});
  const Record& runs = make(
      {under("plain", {0.0}, 0), under("law", {0.0}, 0), under("plain", {1.0}, 1), under("law", {1.0}, 1)},
      2);
  // Means: plain 2 and 5, law 4 and 1.
  const RunValues outputs = values({1, 3, 4, 4, 5, 5, 0, 2});
  const auto higher = find_regret(runs, find_arms(runs), {outputs, true}, 0.95);
  EXPECT_DOUBLE_EQ(higher[0].mean.value, 1.0);  // 2 and 0
  EXPECT_DOUBLE_EQ(higher[0].worst, 2.0);
  EXPECT_DOUBLE_EQ(higher[1].mean.value, 2.0);  // 0 and 4
  EXPECT_DOUBLE_EQ(higher[1].best.value, 0.5);
  EXPECT_EQ(higher[1].points, 2U);
  EXPECT_GE(higher[0].mean.low, 0.0);
  const auto lower = find_regret(runs, find_arms(runs), {outputs, false}, 0.95);
  EXPECT_DOUBLE_EQ(lower[0].mean.value, 2.0);
  EXPECT_DOUBLE_EQ(lower[1].mean.value, 1.0);
}

TEST_F(ArmsOfASweep, RegretLeavesOutReplicatesInWhichAnArmFailed) {
  name_arms({"plain", "law"});
  const Record& runs = make({under("plain"), under("law")}, 3);
  const auto regret =
      find_regret(runs, find_arms(runs), {values({1, 100, 1, 3, std::nan(""), 3}), true}, 0.95);
  EXPECT_DOUBLE_EQ(regret[0].mean.value, 2.0);
}

TEST_F(ArmsOfASweep, SatisficeWhereTheirMeansMeetAllThresholds) {
  name_arms({"plain", "law"});
  const Record& runs = make(
      {under("plain", {0.0}, 0), under("law", {0.0}, 0), under("plain", {1.0}, 1), under("law", {1.0}, 1)},
      1);
  const std::vector<Condition> both = {{read_threshold("--satisfice", "demands >= 2"), values({1, 2, 3, 4})},
                                       {read_threshold("--satisfice", "pending<5"), values({0, 0, 0, 5})}};
  const auto shares = find_satisfied(runs, find_arms(runs), both, 0.95);
  EXPECT_DOUBLE_EQ(shares[0].share.value, 0.5);
  EXPECT_DOUBLE_EQ(shares[1].share.value, 0.5);
  EXPECT_EQ(shares[1].points, 2U);
}

TEST(Thresholds, AreAMetricAComparisonAndANumber) {
  const Threshold threshold = read_threshold("--interest", " consented/cross_border_ended <= 0.25 ");
  EXPECT_EQ(threshold.metric, "consented/cross_border_ended");
  EXPECT_EQ(threshold.comparison, "<=");
  EXPECT_TRUE(meets(threshold, 0.25));
  EXPECT_FALSE(meets(threshold, 0.26));
  EXPECT_FALSE(meets(threshold, std::nan("")));
  EXPECT_FALSE(meets(read_threshold("--interest", "x > 1"), 1.0));
  EXPECT_TRUE(meets(read_threshold("--interest", "x>=1"), 1.0));
  for (const char* wrong : {"demands", "demands >= many", ">= 3", "demands = 3"})
    EXPECT_THROW(read_threshold("--interest", wrong), Error) << wrong;
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
