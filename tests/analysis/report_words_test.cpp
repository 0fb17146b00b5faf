// Every sentence is fed numbers for which it has to say something else.
#include "analysis/report_words.h"

#include "analysis/says.h"
#include "missing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace comity::analysis {
namespace {

const Headline kMet{"demands met", "share", "a/b"};
const Headline kTrusted{"trust", "trust", "c"};

HeadlineBand band(double low, double median, double high) {
  RunBand found;
  found.low = low;
  found.median = median;
  found.high = high;
  found.runs = 20;
  return {&kMet, found};
}

TEST(ShareOfRuns, HasClopperAndPearsonsInterval) {
  EXPECT_EQ(share_of_runs(5, 10), "in 5 of 10 runs (50\u00a0%; 95\u00a0% interval 19 to 81\u00a0%)");
  EXPECT_SAYS(share_of_runs(0, 10), "in none of 10 runs (0\u00a0%;");
  EXPECT_SAYS(share_of_runs(10, 10), "(100\u00a0%; 95\u00a0% interval 69 to 100\u00a0%)");
}

TEST(BandWords, LeavesTheRangeAwayWhereThereIsNone) {
  EXPECT_EQ(band_words(band(0.1, 0.2, 0.3)), "20\u00a0% (nine runs in ten: 10 to 30\u00a0%)");
  EXPECT_EQ(band_words(band(0.2, 0.2, 0.2)), "20\u00a0% (the same in nine runs of ten)");
}

TEST(DisputeSentence, TellsTheWholeWay) {
  const std::string text = dispute_sentence({"The case", 20, 12, {{"a", 12, 20}, {"b", 3, 12}}, 0.16});
  EXPECT_SAYS(text, "The case comes before a court in 12 of 20 runs");
  EXPECT_SAYS(text, "of 2 steps, is taken in 3 of them (probability 16\u00a0%).");
  EXPECT_SAYS(dispute_sentence({"The case", 20, 12, {{"a", 0, 20}}, 0.0002}),
              "in none of them (probability 0.02\u00a0%)");
  EXPECT_SAYS_NOT(dispute_sentence({"The case", 20, 12, {}, 1.0}), "way");
}

TEST(CooperationSentence, SaysMostOnlyOfMoreThanHalf) {
  EXPECT_SAYS(cooperation_sentence(band(0.1, 0.1, 0.1), band(0.5, 0.6, 0.7)), "which is most of them");
  EXPECT_SAYS(cooperation_sentence(band(0.5, 0.6, 0.7), band(0.1, 0.1, 0.1)), "with consent most of them");
  EXPECT_SAYS(cooperation_sentence(band(0.1, 0.1, 0.1), band(0.1, 0.2, 0.3)), "most are not met at all");
  EXPECT_SAYS_NOT(cooperation_sentence(band(0.3, 0.4, 0.5), band(0.1, 0.2, 0.3)), "most");
}

TEST(ReformsSentence, TellsMostSomeAndNone) {
  const std::vector<ReformShare> reforms{{"A", 20, 11}, {"B", 20, 10}, {"C", 20, 0}, {"D", 0, 0}};
  EXPECT_EQ(reforms_sentence(reforms),
            "In most runs legislatures enact A (55\u00a0%); in some B (50\u00a0%); in no run C.");
  EXPECT_EQ(reforms_sentence(std::vector<ReformShare>{{"B", 20, 10}}),
            "In some runs legislatures enact B (50\u00a0%).");
  EXPECT_EQ(reforms_sentence({}), "");
}

ArmDifference gap(double value, double half) {
  ArmDifference found;
  found.difference = {value, value - half, value + half};
  found.size = {value > 0.0 ? 1.0 : -1.0, kMissing, kMissing};
  found.units = 20;
  return found;
}

ArmRegret regret(double low) {
  ArmRegret found;
  found.mean = {1.0, low, 2.0};
  return found;
}

TEST(ArmSentences, TellEveryArmOnce) {
  ArmTable table{{"as-it-was", "staff", "statute"}, {}, {}};
  table.rows.push_back({&kMet, {{0.1, {}}, {0.2, gap(0.1, 0.01)}, {0.1, gap(0.001, 0.01)}}});
  table.rows.push_back({&kTrusted, {{0.5, {}}, {0.6, gap(0.1, 0.2)}, {0.5, gap(0.001, 0.01)}}});
  const auto sentences = arm_sentences(table);
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(sentences[0],
            "With staff 1 of 2 numbers differs from as-it-was beyond chance, most clearly demands met: +10.0 "
            "percentage points (95\u00a0% "
            "interval +9.0 to +11.0 percentage points).");
  EXPECT_EQ(sentences[1], "With statute no number differs from as-it-was beyond chance.");
}

TEST(ArmSentences, NameTheBestArmOnlyWhereItIsSure) {
  ArmTable table{{"as-it-was", "staff"}, {}, {}};
  table.regrets.push_back({"prosecutors", "", "", "", true, {regret(0.5), regret(0.0)}});
  table.regrets.push_back({"foreign_states", "", "", "", true, {regret(0.0), regret(0.0)}});
  EXPECT_SAYS(arm_sentences(table).back(),
              "Best off are prosecutors under staff; for foreign states no arm is surely best.");
  table.regrets.front().worlds = {{kMissing, kMissing, kMissing}, {0.93, 0.88, 0.97}};
  EXPECT_SAYS(arm_sentences(table).back(),
              "under staff (better than as-it-was in 93 % [88, 97] of the plausible worlds); for");
  table.of_runs = true;
  EXPECT_SAYS(arm_sentences(table).back(), "in 93 % [88, 97] of the runs); for");
  table.regrets.erase(table.regrets.begin());
  EXPECT_EQ(arm_sentences(table).back(), "No arm is surely best for foreign states.");
}

TEST(RestSentences, SayWhetherAssumptionsWereVaried) {
  EXPECT_SAYS(rest_sentences({182, 148}, {})[0], "Of the model's 182 parameters 148 are assumptions");
  EXPECT_SAYS(rest_sentences({182, 148}, {})[0], "holds one value of each");
  const auto varied = rest_sentences({182, 148}, {"load", "trust"});
  EXPECT_SAYS(varied[0], "2 factors were varied here: load and trust.");
  EXPECT_SAYS_NOT(varied[0], "one value");
  EXPECT_EQ(varied.size(), 1U);
  const auto worlds = rest_sentences({182, 148, 256, 60}, {});
  EXPECT_SAYS(worlds[0], "60 take other values in each of the 256 plausible worlds");
  EXPECT_SAYS_NOT(worlds[0], "one value");
}

TEST(SureSentence, KeepsChanceAndAssumptionsApart) {
  EXPECT_SAYS(sure_sentence({0, 0, 200, kMissing, ""}),
              "chance alone: all runs share one set of assumptions");
  EXPECT_SAYS(sure_sentence({0, 4, 40, kMissing, ""}), "intervals of differences tell chance alone");
  EXPECT_SAYS(sure_sentence({3, 0, 1, kMissing, ""}), "cannot tell the two apart");
  EXPECT_SAYS(sure_sentence({3, 0, 8, 0.75, "trust"}), "of trust 75\u00a0% lies between points");
  EXPECT_SAYS(sure_sentence({0, 0, 512, kMissing, "trust", 256, 0.4}),
              "of trust 40\u00a0% lies between worlds");
  EXPECT_SAYS(sure_sentence({0, 4, 256, kMissing, "trust", 256, kMissing}),
              "one run in each this file cannot tell");
  EXPECT_SAYS_NOT(sure_sentence({0, 4, 256, kMissing, "trust", 256, kMissing}), "chance alone");
}

TEST(ShareBetweenPoints, IsTheVarianceComponent) {
  const std::vector<double> apart{1.0, 1.0, 3.0, 3.0};
  EXPECT_DOUBLE_EQ(share_between_points(apart, 2), 1.0);
  // Means 2 and 4 with variance 2, within 2: between 2 - 2 / 2 = 1, a third of 1 + 2.
  const std::vector<double> some{1.0, 3.0, 3.0, 5.0};
  EXPECT_DOUBLE_EQ(share_between_points(some, 2), 1.0 / 3.0);
  const std::vector<double> chance{1.0, 3.0, 1.0, 3.0};
  EXPECT_DOUBLE_EQ(share_between_points(chance, 2), 0.0);
  EXPECT_TRUE(std::isnan(share_between_points(chance, 1)));
  const std::vector<double> failed{1.0, kMissing, 3.0, 5.0};
  EXPECT_TRUE(std::isnan(share_between_points(failed, 2)));
}

}  // namespace
}  // namespace comity::analysis
