#include "analysis/survival.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity::analysis {
namespace {

// Weeks of remission under 6-mercaptopurine (Freireich et al. 1963), the standard example; shares and Greenwood's errors as in
// Kalbfleisch and Prentice and in R's survfit.
std::vector<Duration> freireich() {
  std::vector<Duration> weeks;
  for (const int week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) weeks.push_back({static_cast<double>(week), true});
  for (const int week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
    weeks.push_back({static_cast<double>(week), false});
  return weeks;
}

TEST(KaplanMeier, AgreesWithTheStandardExample) {
  const std::vector<SurvivalStep> steps = kaplan_meier(freireich());
  const double shares[] = {0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
  const double errors[] = {0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346};
  const std::size_t at_risk[] = {21, 17, 15, 12, 11, 7, 6};
  ASSERT_EQ(steps.size(), 7U);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_NEAR(steps[i].share, shares[i], 0.0005);
    EXPECT_NEAR(steps[i].error, errors[i], 0.00005);
    EXPECT_EQ(steps[i].at_risk, at_risk[i]);
  }
  const Bounded median = median_survival(steps);
  EXPECT_EQ(median.value, 23.0);
  EXPECT_EQ(median.low, 13.0);
  EXPECT_TRUE(std::isnan(median.high));
}

TEST(KaplanMeier, WithoutCensoringIsTheShareStillGoingOn) {
  const std::vector<SurvivalStep> steps = kaplan_meier({{3.0, true}, {1.0, true}, {2.0, true}, {2.0, true}});
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_DOUBLE_EQ(steps[0].share, 0.75);
  EXPECT_DOUBLE_EQ(steps[1].share, 0.25);
  EXPECT_DOUBLE_EQ(steps[2].share, 0.0);
  EXPECT_EQ(median_survival(steps).value, 2.0);
}

TEST(KaplanMeier, MedianOfWhatNeverEndsIsMissing) {
  EXPECT_TRUE(std::isnan(median_survival(kaplan_meier({{1.0, false}, {2.0, false}})).value));
  EXPECT_TRUE(std::isnan(median_survival(kaplan_meier({})).value));
}

}  // namespace
}  // namespace comity::analysis
