#include "analysis/likelihood.h"

#include "analysis/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace comity::analysis {
namespace {

double mean_of_law(const CountLaw& law) {
  double mean = 0.0;
  for (std::size_t i = 0; i < law.chances.size(); ++i)
    mean += law.chances[i] * static_cast<double>(law.first + i);
  return mean;
}

double variance_of_law(const CountLaw& law) {
  const double mean = mean_of_law(law);
  double sum = 0.0;
  for (std::size_t i = 0; i < law.chances.size(); ++i) {
    const double gap = static_cast<double>(law.first + i) - mean;
    sum += law.chances[i] * gap * gap;
  }
  return sum;
}

TEST(Likelihood, SmallBinomialsAreThoseOfTheHand) {
  const CountLaw law = binomial_law(3, 0.25, 0.0);
  const double expected[] = {27.0 / 64.0, 27.0 / 64.0, 9.0 / 64.0, 1.0 / 64.0};
  ASSERT_EQ(law.first, 0U);
  for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(law.chances.at(k), expected[k], 1e-15);
  EXPECT_NEAR(chance_of(law, 2).below, 54.0 / 64.0 + 0.5 * 9.0 / 64.0, 1e-15);
}

TEST(Likelihood, ABetaBinomialOfAFlatBetaIsFlat) {
  // p = 1/2 and d^2 = 1/3 is the beta law with a = b = 1.
  const CountLaw law = binomial_law(9, 0.5, std::sqrt(1.0 / 3.0));
  for (std::size_t k = 0; k <= 9; ++k) EXPECT_NEAR(chance_of(law, k).at, 0.1, 1e-14);
}

TEST(Likelihood, LawsHaveTheMomentsThatDefineThem) {
  for (const double d : {0.0, 0.05, 0.3, 0.8}) {
    const CountLaw law = binomial_law(400, 0.03, d);
    EXPECT_NEAR(std::accumulate(law.chances.begin(), law.chances.end(), 0.0), 1.0, 1e-12);
    EXPECT_NEAR(mean_of_law(law), 12.0, 1e-9) << d;
    EXPECT_NEAR(variance_of_law(law), 400.0 * 0.03 * 0.97 * (1.0 + 399.0 * d * d), 1e-6) << d;
  }
  for (const double d : {0.0, 0.2, 1.0}) {
    const CountLaw law = count_law(50.0, d);
    EXPECT_NEAR(mean_of_law(law), 50.0, 1e-9) << d;
    EXPECT_NEAR(variance_of_law(law), 50.0 + 2500.0 * d * d, 1e-6) << d;
  }
}

TEST(Likelihood, LargeCountsLoseNothing) {
  const CountLaw law = binomial_law(16743, 0.043, 0.0);
  EXPECT_NEAR(mean_of_law(law), 16743.0 * 0.043, 1e-7);
  EXPECT_LT(law.chances.size(), 2000U);  // only what is not negligible is kept
  EXPECT_EQ(chance_of(law, 0).at, 0.0);
  EXPECT_NEAR(chance_of(law, 16743).below, 1.0, 1e-12);
}

TEST(Likelihood, CertaintiesAreCertain) {
  EXPECT_EQ(chance_of(binomial_law(5, 0.0, 0.3), 0).at, 1.0);
  EXPECT_EQ(chance_of(binomial_law(5, 1.0, 0.0), 4).at, 0.0);
  EXPECT_EQ(chance_of(count_law(0.0, 1.0), 1).at, 0.0);
}

TEST(Likelihood, ValuesHaveNormalErrors) {
  EXPECT_NEAR(normal_below(1.959963984540054), 0.975, 1e-12);
  EXPECT_NEAR(chance_between(-1.0, 1.0, 0.0, 1.0).at, 0.6826894921370859, 1e-12);
  EXPECT_NEAR(chance_of_value(3.0, 1.0, 2.0).at, std::exp(-0.5) / (2.0 * std::sqrt(2.0 * std::acos(-1.0))),
              1e-15);
  const double never = std::numeric_limits<double>::infinity();
  EXPECT_EQ(chance_between(0.0, 1.0, never, 1.0).below, 0.0);
  EXPECT_EQ(chance_of_value(0.0, -never, 1.0).below, 1.0);
}

}  // namespace
}  // namespace comity::analysis
