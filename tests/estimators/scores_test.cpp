#include "analysis/scores.h"

#include "error.h"
#include "table.h"

#include <cmath>

namespace comity::analysis {
namespace {

const Resampling kPlain{1, 0, 0.95};

GivenRuns scores_reference() {
  const Eigen::ArrayXXd table = test::read_table("ishigami_lhs2000.csv");
  return {table.leftCols(3), table.col(3)};
}

void expect_score(Score score, const std::vector<double>& expected, double tolerance) {
  SCOPED_TRACE(name_of(score));
  test::expect_values(estimate_scores(scores_reference(), score, kPlain).inputs, expected, tolerance);
}

TEST(Scores, CorrelationsAgreeWithTheReference) {
  expect_score(Score::pearson, {0.4531696385, -0.0031567196, 0.0483033401}, 1e-10);
  expect_score(Score::spearman, {0.4614419954, -0.0063397546, 0.0502693026}, 1e-10);
}

TEST(Scores, RegressionsAgreeWithTheReference) {
  expect_score(Score::pcc, {0.45189021, -0.00417209, 0.02944182}, 1e-8);
  expect_score(Score::prcc, {0.46014497, -0.00777896, 0.03132554}, 1e-8);
  expect_score(Score::src, {0.45189761, -0.00371766, 0.02627726}, 1e-8);
  expect_score(Score::srrc, {0.46010104, -0.0068982, 0.02782443}, 1e-8);
}

TEST(Scores, FirstOrderIndicesAgreeWithTheReference) {
  expect_score(Score::rbd_fast, {0.31390807, 0.41410858, -0.00109955}, 1e-8);
  expect_score(Score::rank_first, {0.3305420015, 0.4241315090, -0.0191032403}, 1e-10);
}

TEST(Scores, PawnAgreesWithTheReference) {
  expect_score(Score::pawn_median, {0.237, 0.35575, 0.08475}, 1e-8);
  expect_score(Score::pawn_mean, {0.22803995, 0.33192186, 0.09548065}, 1e-8);
  expect_score(Score::pawn_max, {0.32, 0.4905, 0.18330653}, 1e-8);
}

TEST(Scores, ConstantsHaveNoneAndSayWhy) {
  GivenRuns runs = scores_reference();
  runs.inputs.col(1) = 0.1;
  for (int score = 0; score <= static_cast<int>(Score::rank_first); ++score) {
    SCOPED_TRACE(score);
    const auto one = estimate_scores(runs, static_cast<Score>(score), kPlain);
    EXPECT_TRUE(std::isnan(one.inputs[1].value));
    EXPECT_EQ(one.reasons[1], "the input is the same in all runs");
    EXPECT_GT(one.inputs[0].value, 0.1);
    EXPECT_EQ(one.reasons[0], "");
    GivenRuns flat = runs;
    flat.outputs = 0.1;
    const auto none = estimate_scores(flat, static_cast<Score>(score), kPlain);
    for (const Bounded& input : none.inputs) EXPECT_TRUE(std::isnan(input.value));
    EXPECT_EQ(none.reasons[0], "the output is the same in all runs");
  }
}

TEST(Scores, InputsThatDetermineEachOtherHaveNoCoefficients) {
  GivenRuns runs = scores_reference();
  runs.inputs.col(1) = runs.inputs.col(0);
  EXPECT_TRUE(std::isnan(estimate_scores(runs, Score::src, kPlain).inputs[0].value));
  const Scores partial = estimate_scores(runs, Score::prcc, kPlain);
  EXPECT_TRUE(std::isnan(partial.inputs[0].value));
  EXPECT_EQ(partial.reasons[0], "the inputs determine each other");
}

// The output is a function of the first input alone: given it, nothing is left for the second to explain.
TEST(Scores, PartialCorrelationWithNothingLeftIsUndefined) {
  GivenRuns runs = scores_reference();
  runs.outputs = runs.inputs.col(0).exp();
  const Scores ranks = estimate_scores(runs, Score::prcc, {1, 100, 0.95});
  EXPECT_NEAR(ranks.inputs[0].value, 1.0, 1e-9);
  EXPECT_TRUE(std::isnan(ranks.inputs[1].value));
  EXPECT_TRUE(std::isnan(ranks.inputs[1].high));
  EXPECT_EQ(ranks.reasons[1], "the other inputs explain the output fully");
  EXPECT_TRUE(std::isfinite(estimate_scores(runs, Score::pcc, kPlain).inputs[1].value));
}

TEST(Scores, HalvesGiveTheStandardErrorOfACorrelation) {
  const Scores scores = estimate_scores(scores_reference(), Score::pearson, {1, 1000, 0.95});
  EXPECT_EQ(scores.method, IntervalMethod::half_samples);
  const double half = 0.5 * (scores.inputs[1].high - scores.inputs[1].low);
  EXPECT_NEAR(half, 1.96 / std::sqrt(2000.0), 0.2 * half);  // no linear dependence
}

TEST(Scores, DropsFailedRunsAndCountsThem) {
  const GivenRuns all = scores_reference();
  GivenRuns holed = all;
  holed.outputs[0] = std::numeric_limits<double>::quiet_NaN();
  holed.inputs(1999, 2) = std::numeric_limits<double>::infinity();
  const Scores scores = estimate_scores(holed, Score::rank_first, kPlain);
  const Scores rest = estimate_scores({all.inputs.middleRows(1, 1998), all.outputs.segment(1, 1998)},
                                      Score::rank_first, kPlain);
  EXPECT_EQ(scores.failed, 2U);
  EXPECT_EQ(scores.runs, 1998U);
  EXPECT_EQ(scores.inputs[0].value, rest.inputs[0].value);
}

TEST(Scores, RefusesTooFewRunsAndShapesThatDisagree) {
  const GivenRuns all = scores_reference();
  EXPECT_THROW(estimate_scores({all.inputs.topRows(39), all.outputs.head(39)}, Score::src, kPlain), Error);
  EXPECT_THROW(estimate_scores({all.inputs, all.outputs.head(39)}, Score::src, kPlain), Error);
}

}  // namespace
}  // namespace comity::analysis
