/// Whether calibration finds what is known: simulation-based calibration (Talts et al. 2018, arXiv:1804.06788) with the simulator itself.
///
/// Points of a wave stand for the truth one after the other: what one of a point's runs gave, with the error of each observation drawn, is
/// taken for observed, and vectors are drawn by emulators that never saw the point. Where emulators, variances and chains are
/// as they should be, 90 % intervals hold the truth 90 % of the time, and its rank among the draws is even.
#pragma once

#include "analysis/calibrate.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::analysis {

/// What would have been observed in a history whose value, on the scale of emulators (points_of_row), is this one: with an error of
/// measurement and of the model, or a count, drawn. Expects an observation that points_of_row can use.
Observation observed_in(const Observation& observation, double value, std::uint32_t seed);

/// A point whose vector is known.
struct KnownTruth {
  std::vector<double> place;   // [parameters]
  std::vector<double> values;  // [rows] of one history, on the scale of emulators; NaN: this history has none
};

/// A parameter of a vector that is known, among what was drawn.
struct Recovered {
  std::size_t truth = 0;
  std::size_t parameter = 0;
  double place = 0.0;  // the truth's
  double low = 0.0;    // 5 % of the draws
  double high = 0.0;   // 95 %
  double below = 0.0;  // share of draws below the truth
};

/// Every parameter that any row responds to, truth by truth; `plan.seed` counts on with them. Truths are worked on by so many threads,
/// which changes nothing.
std::vector<Recovered> recover(std::span<const CalibrationRow> rows, std::span<const KnownTruth> truths,
                               const ChainPlan& plan, int threads);

inline constexpr std::size_t kRankBins = 10;

/// Over all parameters of all truths.
struct RecoveryTotal {
  std::size_t intervals = 0;
  std::size_t held = 0;  // intervals that hold the truth
  std::array<std::size_t, kRankBins> ranks{};
  double evenness =
      1.0;  // probability of ranks no more even than these, were they independent and even (chi-square)
};

RecoveryTotal total_of(std::span<const Recovered> recovered);

}  // namespace comity::analysis
