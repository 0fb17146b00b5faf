#include "analysis/bass.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity::analysis {
namespace {

std::vector<double> monthly_years(int months) {
  std::vector<double> years;
  for (int month = 1; month <= months; ++month) years.push_back(month / 12.0);
  return years;
}

std::vector<double> curve_of(const BassCurve& curve, const std::vector<double>& years) {
  std::vector<double> shares;
  for (const double year : years) shares.push_back(bass_share(curve, year));
  return shares;
}

TEST(Bass, ShareSolvesItsEquation) {
  const BassCurve curve{0.03, 0.38, 0.7};
  constexpr double kStep = 1e-5;
  for (const double year : {0.5, 3.0, 8.0}) {
    const double slope = (bass_share(curve, year + kStep) - bass_share(curve, year - kStep)) / (2.0 * kStep);
    const double share = bass_share(curve, year) / curve.m;
    EXPECT_NEAR(slope, curve.m * (curve.p + curve.q * share) * (1.0 - share), 1e-9);
  }
  EXPECT_EQ(bass_share(curve, 0.0), 0.0);
  EXPECT_NEAR(bass_share(curve, 200.0), 0.7, 1e-12);
}

TEST(Bass, FitGivesBackTheCurveItWasDrawnFrom) {
  const std::vector<double> years = monthly_years(180);
  for (const BassCurve& curve :
       {BassCurve{0.03, 0.38, 0.7}, BassCurve{0.3, 0.001, 0.5}, BassCurve{0.001, 1.5, 0.2},
        BassCurve{0.01, 0.6, 0.95}, BassCurve{0.1, 0.1, 1.0}}) {
    const BassFit fit = fit_bass(years, curve_of(curve, years));
    EXPECT_TRUE(fit.identified) << fit.reason;
    EXPECT_NEAR(fit.curve.p, curve.p, 1e-6);
    EXPECT_NEAR(fit.curve.q, curve.q, 1e-6);
    EXPECT_NEAR(fit.curve.m, curve.m, 1e-6);
  }
}

TEST(Bass, SaysWhenTheDataLeaveItOpen) {
  const auto reason = [](const BassCurve& curve, int months) {
    const std::vector<double> years = monthly_years(months);
    return fit_bass(years, curve_of(curve, years)).reason;
  };
  EXPECT_EQ(reason({0.001, 0.5, 0.8}, 60), "the curve has not come half way to its ceiling");
  EXPECT_EQ(reason({0.05, 0.5, 1.4}, 180), "the fitted ceiling is above all courts");
  EXPECT_EQ(reason({0.05, 0.5, 0.5}, 4), "the curve has fewer than five levels");
  const std::vector<double> years = monthly_years(120);
  EXPECT_FALSE(fit_bass(years, std::vector<double>(years.size(), 0.0)).identified);
}

TEST(Bass, AFewAdoptionsAreNoCurve) {
  const std::vector<double> years = monthly_years(120);
  Adoption adoption{100, {}};
  for (int run = 0; run < 4; ++run) {
    for (const double share : curve_of({0.03, 0.5, 0.04}, years))
      adoption.shares.push_back(std::round(100.0 * share) / 100.0);
  }
  EXPECT_EQ(estimate_bass(adoption, years, {1, 20, 0.95}).fit.reason, "fewer than 20 adoptions in all runs");
  adoption.courts = 200;
  EXPECT_NE(estimate_bass(adoption, years, {1, 20, 0.95}).fit.reason, "fewer than 20 adoptions in all runs");
}

TEST(Bass, WithoutRunsThereIsNoEstimate) {
  const BassEstimate estimate = estimate_bass({}, monthly_years(10), {1, 10, 0.95});
  EXPECT_FALSE(estimate.fit.identified);
  EXPECT_TRUE(std::isnan(estimate.p.value));
}

}  // namespace
}  // namespace comity::analysis
