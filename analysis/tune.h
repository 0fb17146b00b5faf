/// Which points of a factor space agree with what was observed: history matching, and sequential approximate Bayesian computation
/// in waves of sweeps.
///
/// Implausibility of a point in one aim (Craig et al. 1997; Andrianakis et al. 2015, doi:10.1371/journal.pcbi.1003968), without an
/// emulator, as the runs themselves stand at the points: |mean of replicates - observed| / sqrt(variance of that mean +
/// deviation^2 + discrepancy^2). Sequential computation after Beaumont et al. (2009), doi:10.1093/biomet/asp052.
#pragma once

#include "analysis/aims.h"
#include "analysis/record.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::analysis {

/// How far the points of a sweep are from the aims; NaN for points with a failed or missing run.
struct Match {
  Eigen::ArrayXXd implausibility;  // [points x aims]
  Eigen::ArrayXd worst;            // [points] largest over aims
  std::vector<double> noise;  // [aims] variance of a point's mean, pooled over points; 0 with one replicate
  std::size_t dropped = 0;
};

/// Compares all points with all aims. Throws Error for metrics the file does not have.
Match match_points(const Record& runs, const Aims& aims);

/// Accepted points with weights that add up to 1, in places [0, 1] of the factors' ranges.
struct Population {
  Eigen::ArrayXXd places;           // [accepted x factors]
  Eigen::ArrayXd weights;           // [accepted]
  std::vector<std::size_t> points;  // ids
  double tolerance = 0.0;           // largest implausibility accepted
  double effective = 0.0;           // 1 / sum of squared weights
};

/// The places of a sweep's points in the ranges of the first wave's factors. Throws Error when it lacks one of them.
Eigen::ArrayXXd places_in(const std::vector<Factor>& factors, const Record& runs);

/// The share `keep` of points with the least implausibility. Weighted equally when there is no wave before; else by the prior, which
/// is even over the ranges, over the density of the proposals made from that wave. Throws Error when fewer than two are left.
Population accept(const Match& match, const Eigen::ArrayXXd& places, double keep, const Population* before);

/// Points for the next wave: accepted ones drawn by weight and moved by a normal step with twice their weighted variance in each
/// factor; what falls out of the ranges is drawn again. [points x factors] places. Throws Error when hardly any step stays within.
Eigen::ArrayXXd propose(const Population& population, std::size_t points, std::uint32_t seed);

/// Weighted mean and quantile of one factor's places.
double weighted_mean(const Population& population, std::size_t factor);
double weighted_quantile(const Population& population, std::size_t factor, double probability);

}  // namespace comity::analysis
