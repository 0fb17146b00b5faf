#include "analysis/sobol.h"
#include "missing.h"

#include "error.h"
#include "support/saltelli.h"
#include "table.h"

#include <cmath>

namespace comity::analysis {
namespace {

using test::expect_values;
using test::ishigami;
using test::run_saltelli;
using test::sobol_g;
using test::sobol_points;

// The reference prints twelve digits.
constexpr double kDigits = 1e-10;

SobolOptions with(SobolFormula formula, SobolVariance variance = SobolVariance::both_samples) {
  SobolOptions options;
  options.formula = formula;
  options.variance = variance;
  options.resampling.resamples = 0;
  return options;
}

const SobolOptions kSaltelli = with(SobolFormula::saltelli);
const SobolOptions kJansen = with(SobolFormula::jansen);

SobolOutputs ishigami_runs(Eigen::Index points) { return run_saltelli(sobol_points(points, 6), ishigami); }

std::vector<double> halves(const std::vector<Bounded>& indices) {
  std::vector<double> widths;
  for (const Bounded& index : indices) widths.push_back(0.5 * (index.high - index.low));
  return widths;
}

TEST(SobolPoints, AreThoseOfTheReference) {
  const Eigen::ArrayXXd expected = test::read_table("sobol_12d_16.csv");
  const Eigen::ArrayXXd points = sobol_points(16, 12);
  EXPECT_TRUE((points == expected.rightCols(12)).all());
}

TEST(Sobol, AgreesWithSalibOnIshigamiOf64Points) {
  const SobolIndices indices = estimate_sobol(ishigami_runs(64), kSaltelli);
  expect_values(indices.first, {0.292741285757, 0.608943130814, -0.024523686533}, kDigits);
  expect_values(indices.total, {0.575938339670, 0.460527469550, 0.192801109909}, kDigits);
  expect_values(indices.second, {-0.1215793922, 0.2656972075, -0.1201687853}, kDigits);
  EXPECT_EQ(indices.points, 64U);
  EXPECT_EQ(indices.failed, 0U);
  EXPECT_EQ(indices.method, IntervalMethod::none);
}

TEST(Sobol, AgreesWithSalibOnIshigamiOf1024Points) {
  const SobolIndices indices = estimate_sobol(ishigami_runs(1024), kSaltelli);
  expect_values(indices.first, {0.332955105353, 0.441313938544, 0.018578437930}, kDigits);
  expect_values(indices.total, {0.558179045711, 0.443284584030, 0.242149373355}, kDigits);
  expect_values(indices.second, {-0.0000495528, 0.2276071055, 0.0048765516}, kDigits);
}

TEST(Sobol, AgreesWithSalibOnSobolG) {
  const auto outputs = run_saltelli(sobol_points(1024, 12), sobol_g({78, 12, .5, 2, 97, 33}));
  const SobolIndices indices = estimate_sobol(outputs, kSaltelli);
  expect_values(
      indices.first,
      {-0.000112433227, 0.009663432149, 0.764326110046, 0.191307131584, 0.000291478502, 0.000662044410},
      kDigits);
  expect_values(
      indices.total,
      {0.000326372777, 0.011697557542, 0.794973535598, 0.219909941149, 0.000211925398, 0.001774916322},
      kDigits);
  expect_values(
      estimate_sobol(outputs, kJansen).first,
      {0.002383736062, 0.012969843844, 0.766227383101, 0.193969083918, 0.002786868108, 0.002954843516},
      kDigits);
}

TEST(Sobol, JansenDividesByTheVarianceThatIsNamed) {
  const SobolOutputs outputs = ishigami_runs(1024);
  const SobolIndices both = estimate_sobol(outputs, kJansen);
  expect_values(both.first, {0.312844776395, 0.426167815794, -0.002624053234}, kDigits);
  expect_values(both.total, {0.558179045711, 0.443284584030, 0.242149373355}, kDigits);
  expect_values(estimate_sobol(ishigami_runs(64), kJansen).first,
                {0.101622304105, 0.457063610259, -0.197939349060}, kDigits);
  // OpenTURNS 1.20, nine digits; its means divide by 2N - 1 where ours divide by 2N.
  SobolIndices one = estimate_sobol(outputs, with(SobolFormula::jansen, SobolVariance::first_sample));
  constexpr double kTheirs = 2048.0 / 2047.0;
  for (Bounded& index : one.first) index.value = 1.0 - kTheirs * (1.0 - index.value);
  for (Bounded& index : one.total) index.value *= kTheirs;
  expect_values(one.first, {0.316069464, 0.428860701, 0.00208107}, 1e-9);
  expect_values(one.total, {0.555559618, 0.441204334, 0.241013013}, 1e-9);
}

TEST(Sobol, ComesNearTheAnalyticIndices) {
  const SobolIndices indices = estimate_sobol(ishigami_runs(16384), kSaltelli);
  expect_values(indices.first, {0.31390519114781146, 0.4424111447900409, 0.0}, 0.002);
  expect_values(indices.total, {0.5575888552099592, 0.4424111447900409, 0.2436836640621477}, 0.001);
  expect_values(indices.second, {0.0, 0.2436836640621477, 0.0}, 0.005);
  const auto g =
      estimate_sobol(run_saltelli(sobol_points(4096, 12), sobol_g({78, 12, .5, 2, 97, 33})), kSaltelli);
  expect_values(
      g.first,
      {0.000276065038, 0.010194804163, 0.765743068216, 0.191435767054, 0.000179396283, 0.001490416872}, 0.01);
}

TEST(Sobol, ScrambledDesignsComeNearTheAnalyticIndices) {
  test::Dice dice(5);
  for (int design = 0; design < 5; ++design) {
    const auto outputs = run_saltelli(sobol_points(1024, 6, test::draw_shift(dice)), ishigami);
    const SobolIndices indices = estimate_sobol(outputs, kSaltelli);
    expect_values(indices.first, {0.31390519114781146, 0.4424111447900409, 0.0}, 0.04);
    expect_values(indices.total, {0.5575888552099592, 0.4424111447900409, 0.2436836640621477}, 0.03);
  }
}

TEST(Sobol, BootstrapIsAsWideAsSalibs) {
  const auto near = [](const std::vector<double>& widths, const std::vector<double>& expected) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_NEAR(widths[i], expected[i], 0.2 * expected[i]) << "place " << i;
  };
  SobolOptions options;
  options.resampling.resamples = 1000;
  const SobolIndices few = estimate_sobol(ishigami_runs(64), options);
  EXPECT_EQ(few.method, IntervalMethod::bootstrap);
  near(halves(few.first), {0.2306, 0.1713, 0.2420});
  near(halves(few.total), {0.3391, 0.1531, 0.0717});
  const SobolIndices many = estimate_sobol(ishigami_runs(1024), options);
  near(halves(many.first), {0.0635, 0.0528, 0.0522});
  near(halves(many.total), {0.0907, 0.0426, 0.0298});
}

TEST(Sobol, ConstantOutputsGiveZero) {
  const auto outputs = run_saltelli(sobol_points(16, 6), [](const Eigen::ArrayXd&) { return 0.1; });
  for (const SobolFormula formula : {SobolFormula::saltelli, SobolFormula::jansen}) {
    SobolOptions options = with(formula);
    options.resampling.resamples = 10;
    const SobolIndices indices = estimate_sobol(outputs, options);
    for (const auto* list : {&indices.first, &indices.total, &indices.second}) {
      ASSERT_EQ(list->size(), 3U);
      for (const Bounded& index : *list) {
        EXPECT_EQ(index.value, 0.0);
        EXPECT_EQ(index.low, 0.0);
        EXPECT_EQ(index.high, 0.0);
      }
    }
  }
}

TEST(Sobol, DropsBasePointsWithAFailedRunAndCountsThem) {
  const SobolOutputs whole = ishigami_runs(64);
  SobolOutputs holed = whole;
  holed.ab(10, 1) = kMissing;
  holed.a(20) = kMissing;
  holed.ba(20, 0) = kMissing;
  holed.b(63) = std::numeric_limits<double>::infinity();
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < 63; ++i) {
    if (i != 10 && i != 20) kept.push_back(i);
  }
  const SobolOutputs rest = {whole.a(kept), whole.b(kept), whole.ab(kept, Eigen::all),
                             whole.ba(kept, Eigen::all)};
  const SobolIndices indices = estimate_sobol(holed, kSaltelli);
  const SobolIndices expected = estimate_sobol(rest, kSaltelli);
  EXPECT_EQ(indices.failed, 3U);
  EXPECT_EQ(indices.points, 61U);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(indices.first[j].value, expected.first[j].value);
    EXPECT_EQ(indices.total[j].value, expected.total[j].value);
    EXPECT_EQ(indices.second[j].value, expected.second[j].value);
  }
}

TEST(Sobol, GivesNoSecondOrderWithoutItsRuns) {
  SobolOutputs outputs = ishigami_runs(64);
  outputs.ba.resize(0, 0);
  const SobolIndices indices = estimate_sobol(outputs, kJansen);
  EXPECT_EQ(indices.first.size(), 3U);
  EXPECT_TRUE(indices.second.empty());
}

TEST(Sobol, RefusesShapesThatDisagreeAndDesignsWithoutAWholePoint) {
  SobolOutputs outputs = ishigami_runs(8);
  outputs.b.conservativeResize(7);
  EXPECT_THROW(estimate_sobol(outputs, kSaltelli), Error);
  outputs = ishigami_runs(8);
  outputs.ab.col(2) = kMissing;
  EXPECT_THROW(estimate_sobol(outputs, kSaltelli), Error);
  EXPECT_THROW(estimate_sobol_scrambles({}, kSaltelli), Error);
}

TEST(Sobol, SeedZeroIsASeedAndSeedsDiffer) {
  const SobolOutputs outputs = ishigami_runs(64);
  const auto low = [&](std::uint32_t seed) {
    SobolOptions options;
    options.resampling.seed = seed;
    return estimate_sobol(outputs, options).first[0].low;
  };
  EXPECT_EQ(low(0), low(0));
  EXPECT_NE(low(0), low(1));
}

TEST(Sobol, ScramblesGiveMeanAndStudentInterval) {
  test::Dice dice(1);
  std::vector<SobolOutputs> designs;
  std::vector<double> firsts;
  for (int i = 0; i < 4; ++i) {
    designs.push_back(run_saltelli(sobol_points(64, 6, test::draw_shift(dice)), ishigami));
    firsts.push_back(estimate_sobol(designs.back(), kSaltelli).first[0].value);
  }
  designs[0].a[3] = kMissing;
  firsts[0] = estimate_sobol(designs[0], kSaltelli).first[0].value;
  const SobolIndices indices = estimate_sobol_scrambles(designs, kSaltelli);
  EXPECT_EQ(indices.method, IntervalMethod::scrambles);
  EXPECT_EQ(indices.points, 255U);
  EXPECT_EQ(indices.failed, 1U);
  EXPECT_DOUBLE_EQ(indices.first[0].value, mean_of(firsts));
  constexpr double kStudent3 = 3.182446305284263;  // 97.5 % quantile, 3 degrees of freedom
  EXPECT_NEAR(indices.first[0].high - indices.first[0].value, kStudent3 * deviation_of(firsts) / 2.0, 1e-12);
}

TEST(Sobol, FirstPointsAreTheShorterDesign) {
  const SobolIndices half = estimate_sobol(first_points(ishigami_runs(1024), 64), kSaltelli);
  EXPECT_EQ(half.first[0].value, estimate_sobol(ishigami_runs(64), kSaltelli).first[0].value);
}

}  // namespace
}  // namespace comity::analysis
