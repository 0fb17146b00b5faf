#include "analysis/unknowns.h"

#include "missing.h"
#include "random/distributions.h"
#include "random/stream.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace comity::analysis::testing_analysis {
namespace {

using Eigen::Index;

// Independent parameters, even in (0, 1).
Eigen::ArrayXXd draw_unknowns(Index worlds, Index parameters, std::uint32_t seed) {
  Stream stream({seed, 79}, Purpose::resample, 0);
  Eigen::ArrayXXd values(worlds, parameters);
  for (Index i = 0; i < worlds; ++i)
    for (Index k = 0; k < parameters; ++k) values(i, k) = stream.uniform();
  return values;
}

std::vector<double> to_vector(const Eigen::ArrayXd& values) { return {values.begin(), values.end()}; }

TEST(Unknowns, SharesAreThoseOfTheirVariances) {
  const Eigen::ArrayXXd x = draw_unknowns(2000, 4, 1);
  // Variances 4/12, 1/12 and, of the centred square of an even number, 1/180 times 60.
  const Eigen::ArrayXd y = 2.0 * x.col(0) - x.col(1) + std::sqrt(60.0) * (x.col(2) - 0.5).square();
  const Explained found = explain_by_one(curves_of(x), to_vector(y), {});
  const double all = 4.0 / 12.0 + 1.0 / 12.0 + 60.0 / 180.0;
  EXPECT_NEAR(found.share[0], 4.0 / 12.0 / all, 0.04);
  EXPECT_NEAR(found.share[1], 1.0 / 12.0 / all, 0.04);
  EXPECT_NEAR(found.share[2], 60.0 / 180.0 / all, 0.04);  // no slope, seen all the same
  EXPECT_NEAR(found.share[3], 0.0, 0.01);
  EXPECT_GT(found.slope[0], 0.5);
  EXPECT_LT(found.slope[1], -0.2);
  EXPECT_LT(std::abs(found.slope[2]), 0.1);
  EXPECT_LT(found.by_chance, 0.02);
}

TEST(Unknowns, ExchangedWorldsKeepChanceFindingsRare) {
  constexpr std::uint32_t kSets = 60;
  std::size_t with_finding = 0;
  for (std::uint32_t set = 0; set < kSets; ++set) {
    const Eigen::ArrayXXd x = draw_unknowns(60, 31, 100 + set);
    const Explained found =
        explain_by_one(curves_of(x.leftCols(30)), to_vector(x.col(30)), {.seed = set, .resamples = 60});
    with_finding +=
        std::ranges::any_of(found.share, [&](double share) { return share > found.by_chance; }) ? 1U : 0U;
  }
  EXPECT_LE(with_finding,
            8U);  // 3 of 60 at level .95 but for binomial error; thirty tests at .05 each would give 47
}

TEST(Unknowns, TiesAndConstantsHaveTheCurvesTheyCan) {
  Eigen::ArrayXXd x(6, 3);
  x.col(0) << 0, 1, 0, 1, 0, 1;
  x.col(1) << 2, 2, 2, 2, 2, 2;
  x.col(2) << 3, 1, 2, 3, 1, 2;
  const Curves curves = curves_of(x);
  EXPECT_EQ(curves[0].cols(), 1);
  EXPECT_EQ(curves[1].cols(), 0);
  EXPECT_EQ(curves[2].cols(), 2);
  const Explained found = explain_by_one(curves, std::vector<double>{5.0, 7.0, 5.0, 7.0, 5.0, 7.0}, {});
  EXPECT_DOUBLE_EQ(found.share[0], 1.0);
  EXPECT_TRUE(std::isnan(found.share[1]));
  const Explained flat = explain_by_one(curves, std::vector<double>(6, 1.0), {});
  EXPECT_TRUE(std::isnan(flat.share[0]));
}

TEST(Unknowns, LearningIsWorthTheMeanOfTheBestLessTheBestMean) {
  const Eigen::ArrayXXd x = draw_unknowns(1000, 3, 3);
  Eigen::MatrixXd utilities(1000, 3);
  utilities.col(0) = x.col(0).matrix();          // mean .5
  utilities.col(1) = (1.1 - x.col(0)).matrix();  // mean .6: best unless x > .55
  utilities.col(2) = (x.col(1) - 2.0).matrix();  // never best
  const Learning found = worth_of_learning(curves_of(x), utilities, {});
  EXPECT_EQ(found.best, 1U);
  // The integral of 2 x - 1.1 from .55 to 1.
  EXPECT_NEAR(found.worth[0], 0.2025, 0.02);
  EXPECT_LT(found.worth[1], 0.01);  // moves an arm that nobody would choose
  EXPECT_LT(found.worth[2], 0.01);
  EXPECT_LT(found.by_chance, 0.05);
  utilities.col(1).array() += 2.0;  // best whatever x
  const Learning sure = worth_of_learning(curves_of(x), utilities, {});
  EXPECT_EQ(sure.worth[0], 0.0);  // not by rounding either
}

TEST(Unknowns, ChanceMakesNoWorthOfKnowing) {
  Stream stream({5, 80}, Purpose::resample, 0);
  constexpr Index kWorlds = 400;
  Eigen::MatrixXd runs(2 * kWorlds, 2);
  std::vector<std::size_t> world;
  for (Index run = 0; run < runs.rows(); ++run) {
    world.push_back(static_cast<std::size_t>(run % kWorlds));
    for (Index arm = 0; arm < 2; ++arm) runs(run, arm) = draw_normal(stream);
  }
  EXPECT_LT(worth_of_knowing(runs, world), 0.05);  // the best of two runs' means would seem worth .4
  for (Index run = 0; run < runs.rows(); ++run) runs(run, run % 2) += 10.0;
  EXPECT_NEAR(worth_of_knowing(runs, world), 5.0, 0.2);
  EXPECT_TRUE(std::isnan(worth_of_knowing(runs.topRows(kWorlds), std::span(world).first(kWorlds))));
  runs.row(0).setConstant(kMissing);  // of a failed run nothing is known
  EXPECT_NEAR(worth_of_knowing(runs, world), 5.0, 0.2);
}

TEST(Unknowns, MeansOfWorldsLeaveOutWhatIsMissing) {
  const std::vector<double> values = {1.0, kMissing, 3.0, kMissing};
  const std::vector<double> means = means_by_world(values, std::vector<std::size_t>{0, 1, 0, 1}, 2);
  EXPECT_DOUBLE_EQ(means[0], 2.0);
  EXPECT_TRUE(std::isnan(means[1]));
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
