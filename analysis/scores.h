/// Sensitivity from given data: any sample of independent inputs and one output, no special design.
#pragma once

#include "analysis/interval.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// A measure of how an output depends on one input: X(score, meaning). The first six see monotone dependence only.
#define COMITY_SCORES(X)                                                                                  \
  X(pearson, "correlation")                                                                               \
  X(spearman, "correlation of ranks, ties averaged")                                                      \
  X(pcc, "partial correlation, given the other inputs")                                                   \
  X(prcc, "partial correlation of ranks")                                                                 \
  X(src, "standardised coefficient of the linear regression on all inputs")                               \
  X(srrc, "the same of ranks")                                                                            \
  X(rbd_fast,                                                                                             \
    "first-order index, population variance, ten harmonics, corrected for bias (Tissot and Prieur 2012)") \
  X(pawn_median,                                                                                          \
    "median over ten slices of an input of the Kolmogorov-Smirnov distance (Pianosi and Wagener 2018)")   \
  X(pawn_mean, "mean of these distances")                                                                 \
  X(pawn_max, "largest of these distances")                                                               \
  X(rank_first, "first-order index from neighbours in an input, population variance (Gamboa et al. 2022)")

enum class Score : std::uint8_t {
#define COMITY_SCORE_NAME(score, meaning) score,
  COMITY_SCORES(COMITY_SCORE_NAME)
#undef COMITY_SCORE_NAME
};

/// Its name, as in tables, and its meaning, for a legend.
std::string_view score_name(Score score);
std::string_view score_meaning(Score score);

/// Runs, a row each. NaN or infinite anywhere: the run failed.
struct GivenRuns {
  Eigen::ArrayXXd inputs;  // [runs x inputs]
  Eigen::ArrayXd outputs;  // [runs]
};

/// One score of every input.
struct Scores {
  IntervalMethod method = IntervalMethod::none;
  std::vector<Bounded> inputs;  // [inputs]
  std::size_t runs = 0;         // used
  std::size_t failed = 0;       // dropped
};

/// The score of every input, with intervals from random halves of the runs: a bootstrap repeats runs, and repeated neighbours look
/// like dependence. An output or input that is the same in all runs scores 0. Inputs that determine each other give NaN in pcc, prcc,
/// src and srrc. Throws Error when shapes disagree or fewer than 40 runs are whole.
Scores estimate_scores(const GivenRuns& runs, Score score, const Resampling& resampling);

}  // namespace comity::analysis
