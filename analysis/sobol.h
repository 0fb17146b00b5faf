/// Variance-based sensitivity indices from the outputs of a Saltelli design, by role of each run.
#pragma once

#include "analysis/interval.h"
#include "enumeration.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// Outputs by role: base point i has the rows A_i and B_i of two independent samples; AB_j is A with factor j from B, BA_j is B
/// with factor j from A. NaN or infinite: the run failed.
struct SobolOutputs {
  Eigen::ArrayXd a;    // [points]
  Eigen::ArrayXd b;    // [points]
  Eigen::ArrayXXd ab;  // [points x factors]
  Eigen::ArrayXXd ba;  // [points x factors], or [0 x 0]: no second order
};

/// Estimator of the first-order index, with V the variance named below.
COMITY_ENUM(SobolFormula,
            (saltelli, "mean(B (AB_j - A)) / V, outputs centred by the mean of all runs (Saltelli 2010 (b), as "
                       "SALib)"),
            (jansen, "1 - mean((B - AB_j)^2) / (2 V) (Jansen 1999)"))

/// The variance by which all indices are divided.
COMITY_ENUM(SobolVariance,
            (both_samples, "population variance of A and B together (SALib)"),
            (first_sample, "sample variance of A alone (OpenTURNS, whose Jansen divides by 2N - 1 too)"))

/// What to estimate and how.
struct SobolOptions {
  SobolFormula formula = SobolFormula::saltelli;
  SobolVariance variance = SobolVariance::both_samples;
  Resampling resampling;
};

/// Indices with intervals. Total order: mean((A - AB_j)^2) / (2 V) (Jansen 1999), whatever the formula of the first. Second order
/// of j < k: mean(BA_j AB_k - A B) / V - S_j - S_k (Saltelli 2002). An output that is the same in all runs gives 0; A and B
/// without variance while other runs differ give NaN.
struct SobolIndices {
  IntervalMethod method = IntervalMethod::none;
  std::vector<Bounded> first;   // [factors]
  std::vector<Bounded> total;   // [factors]
  std::vector<Bounded> second;  // (0,1), (0,2), …, (1,2), …; empty without BA
  std::size_t points = 0;       // base points used, over all designs
  std::size_t failed = 0;       // base points dropped, because a run of theirs failed
};

/// Indices of one design with bootstrap intervals over base points. Throws Error when shapes disagree or no base point is whole.
SobolIndices estimate_sobol(const SobolOutputs& outputs, const SobolOptions& options);

/// Means over independently scrambled designs, with skew_t intervals over these; one design gives no intervals. Throws Error as
/// `estimate_sobol`, and when the designs differ in their factors or there is none.
SobolIndices estimate_sobol_scrambles(std::span<const SobolOutputs> designs, const SobolOptions& options);

/// The first `points` base points, to see whether indices have settled.
SobolOutputs first_points(const SobolOutputs& outputs, Eigen::Index points);

}  // namespace comity::analysis
