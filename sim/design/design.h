/// Designs: the points of a sweep.
#pragma once

#include "scenario/sweep.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// One point: a value per factor, and what an estimator must know of it.
struct DesignPoint {
  std::string role;  // saltelli: A, AB1 …, BA1 …, B; morris: base, +3, -3 (factor 3 goes up, down);
                     // one-at-a-time: base, 3 (factor 3 varies); else empty
  std::uint32_t block =
      0;  // points an estimator needs together: base point, trajectory; else the factor point
  std::uint32_t scramble = 0;  // the independent scramble it belongs to
  std::string arm;             // empty when the design has no arms
  std::vector<double> values;  // [factors] the number, or the index of the level
};

/// Told now and then how far the making of a design has come, as a share of the work; large ones take minutes.
using DesignProgress = std::function<void(double share)>;

/// All points of a sweep. The index of a point is its id.
struct Design {
  std::string
      kind;  // grid, list, lhs, sobol, saltelli, morris, one-at-a-time, arms; empty: the scenario alone
  std::vector<Factor> factors;
  std::vector<Arm> arms;
  std::vector<DesignPoint> points;
  int levels = 0;     // morris: p; a step is p / (2 (p - 1)) of a factor's range
  int scrambles = 0;  // sobol, saltelli: independent scrambles; 0: unscrambled
  int seed = 1;       // what was drawn, was drawn from this
};

/// The design of a plan: factor points in the design's order, each once for every arm (arms vary fastest). Without
/// factors and arms one point that changes nothing. The same plan gives the same bits everywhere. Throws Error when
/// there would be more than 10 million points, they would take more than 2 GB of memory, or the dimensions of the
/// Sobol' table (3667) are exceeded.
Design make_design(const SweepPlan& plan, const DesignProgress& show = {});

/// What a plan's design takes in memory while it is made and stored, without making it [byte].
double bytes_of_design(const SweepPlan& plan);

/// How many points a plan's design has, without making them; of one-at-a-time at most.
double count_points(const SweepPlan& plan);

/// `wanted` with the points of `before` first and in their order, so that they keep their ids; the new ones follow.
/// Throws Error saying what `wanted` no longer has or how its factors or arms differ.
Design extend_design(const Design& before, Design wanted);

/// What to set for a point: NAME=VALUE as behind --set, with the shortest numbers that read back the same; the arm's
/// settings after the factors'.
std::vector<std::string> settings_of(const Design& design, std::size_t point);

/// A factor's value as `--set` writes it: 0.5, 2013-12-04, plain.
std::string value_text(const Factor& factor, double value);

/// `sweep.design` in words: "one-at-a-time".
std::string_view design_word(DesignKind kind);

}  // namespace comity
