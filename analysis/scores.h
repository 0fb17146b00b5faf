/// Sensitivity from given data: any sample of independent inputs and one output, no special design.
#pragma once

#include "analysis/interval.h"
#include "enumeration.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// A measure of how an output depends on one input. The first six see monotone dependence only.
///
/// Runs with the same value of an input are never taken in the order of the points. Ranks of ties are averaged. An input with
/// few values (at least five runs each on average, or a whole grid) is taken level by level: its first-order index is the
/// variance of the levels' means over the variance of all outputs, less what chance puts into it (Kelley's epsilon squared; of a whole grid,
/// where every level meets the same values of the others, nothing); each level is a slice of PAWN. Where other inputs tie, rbd_fast
/// averages the outputs of equal values and rank_first takes its mean over all orders of theirs.
COMITY_ENUM(Score,
            (pearson, "correlation; its interval is too narrow where outputs are strongly skewed"),
            (spearman, "correlation of ranks, ties averaged"),
            (pcc, "partial correlation, given the other inputs; its interval is too narrow where "
                  "outputs are strongly skewed"),
            (prcc, "partial correlation of ranks, ties averaged"),
            (src, "standardised coefficient of the linear regression on all inputs; its interval is too "
                  "narrow where outputs are strongly skewed"),
            (srrc, "the same of ranks"),
            (rbd_fast, "first-order index, population variance, ten harmonics, corrected for bias (Tissot and "
                       "Prieur 2012); of an input with few values from the means of its levels"),
            (pawn_median, "median over ten slices of an input, or over its levels, of the Kolmogorov-Smirnov "
                          "distance (Pianosi and Wagener 2018); never 0, as chance alone makes a distance"),
            (pawn_mean, "mean of these distances"),
            (pawn_max, "largest of these distances"),
            (rank_first, "first-order index from neighbours in an input, population variance (Gamboa et al. "
                         "2022); of an input with few values from the means of its levels"))

/// Runs, a row each. NaN or infinite anywhere: the run failed.
struct GivenRuns {
  Eigen::ArrayXXd inputs;  // [runs x inputs]
  Eigen::ArrayXd outputs;  // [runs]
};

/// One score of every input.
struct Scores {
  IntervalMethod method = IntervalMethod::none;
  std::vector<Bounded> inputs;       // [inputs] NaN: undefined
  std::vector<std::string> reasons;  // [inputs] why it is undefined; else empty
  std::size_t runs = 0;              // used
  std::size_t failed = 0;            // dropped
};

/// Ranks from 1, those of equal values averaged.
Eigen::ArrayXd ranks_of(const Eigen::ArrayXd& values);

/// The score of every input, with intervals from random halves of the runs: a bootstrap repeats runs, and repeated neighbours look
/// like dependence. Undefined (NaN, with a reason) are all scores of an output and those of an input that is the same in all runs,
/// the regressions of inputs that determine each other, and a partial correlation where the other inputs explain the output
/// fully. PAWN has no intervals, nor has rbd_fast of fewer than 100 runs but level by level. Throws Error when shapes disagree or fewer than 40 runs are whole.
Scores estimate_scores(const GivenRuns& runs, Score score, const Resampling& resampling);

}  // namespace comity::analysis
