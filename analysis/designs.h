/// From the points of a design to what the estimators take: by role, block and scramble as the file names them.
#pragma once

#include "analysis/morris.h"
#include "analysis/prim.h"
#include "analysis/scores.h"
#include "analysis/sobol.h"
#include "analysis/values.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// The output of every point: the mean of a metric over its replicates; NaN when one of these failed or has no value.
std::vector<double> outputs_of_points(const Record& runs, const RunValues& values);

/// The points of an arm, all points when the name is empty, in the order of their ids.
std::vector<std::size_t> points_of_arm(const Record& runs, const std::string& arm);

/// Kinds of designs whose points lie all over the space of their factors.
inline constexpr std::array<std::string_view, 5> kSpaceDesigns = {"lhs", "sobol", "saltelli", "grid", "list"};

/// Throws Error when the design is of none of these kinds; says which command reads it, or how to make such a design.
void need_design(const Record& runs, std::span<const std::string_view> kinds, const std::string& question);

/// Points and their outputs, [all points of the file].
struct PointOutputs {
  const Record& runs;
  const std::vector<std::size_t>& points;  // those to use
  const std::vector<double>& outputs;
};

/// Whole base points by scramble; the others are dropped and counted.
struct SobolDesign {
  std::vector<SobolOutputs> scrambles;
  std::size_t blocks = 0;   // used
  std::size_t dropped = 0;  // a point is missing, failed or has no value
};

/// Takes a Saltelli design apart. Throws Error when no block is whole.
SobolDesign collect_sobol(const PointOutputs& from);

/// First (or second …) part of the blocks of every scramble: 2 for one half of them, 4 for a quarter.
std::vector<SobolOutputs> first_part(const SobolDesign& design, int parts);

/// Indices with intervals over scrambles where there are two or more, else by bootstrap.
SobolIndices estimate_design(std::span<const SobolOutputs> scrambles, const SobolOptions& options);

/// What is estimated for an input that the output does not depend on, for which AB equals A: from A and B alone, first
/// mean(A B) / V and total 1 - mean(A A) / V with centred outputs (Khorashadi Zadeh et al. 2017,
/// doi:10.1016/j.envsoft.2017.02.001). Not 0 because the sample is finite: indices below are noise.
struct DummyIndices {
  Bounded first;
  Bounded total;
};
DummyIndices estimate_dummy(std::span<const SobolOutputs> scrambles, const Resampling& resampling);

/// How much of the variance of outputs is noise of replicates, beyond what the draws they share move in all points alike: the
/// residual of points x replicates. NaN with one replicate.
struct NoiseShare {
  double of_points = 0.0;  // share of the variance between the points' means
  double of_runs = 0.0;    // share of the variance between the single runs of a replicate
  std::size_t points = 0;  // without a failed or missing run
};
NoiseShare find_noise(const Record& runs, std::span<const std::size_t> points, const RunValues& values);

/// Where a factor's value lies in [0, 1] of its range: the place of a level in the list, of a number between the least and the largest
/// (of those listed, or the range's ends), on a logarithmic scale where the factor has one. 0 where there is but one value.
double place_in_range(const Factor& factor, double value);

/// Whole trajectories one after the other, by the values that their points really have; the others are dropped and counted.
struct MorrisDesign {
  MorrisRuns runs;
  std::size_t dropped = 0;
};
MorrisDesign collect_morris(const PointOutputs& from);

/// Points that are a sample of the factors' space: of a Saltelli design A and B only.
std::vector<std::size_t> sample_points(const Record& runs, const std::vector<std::size_t>& points);

/// One row per point; categories as the numbers of their levels.
GivenRuns collect_given(const PointOutputs& from);

/// One case per point; of interest where `interest` is 1, dropped where it is NaN. Dates become years, 2018.22. With several
/// arms among the points there is one more column, `arm`.
PrimCases collect_prim(const PointOutputs& from);

}  // namespace comity::analysis
