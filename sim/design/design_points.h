/// The factor points of each kind of design, without arms. For design.cpp and its tests.
#pragma once

#include "design/design.h"

#include <cstdint>
#include <vector>

namespace comity {

/// The value of a factor at `place` in [0, 1] of its range; of levels or listed values the one whose equal share of
/// [0, 1] holds the place. 0 gives the low end exactly, 1 the high end.
double value_at(const Factor& factor, double place);

/// The value at step `step` of a grid of `levels` steps from the low end (0) to the high end (levels - 1).
double value_at_step(const Factor& factor, int step, int levels);

/// The value of a linked name when the factor has this one.
double linked_value(const Factor& factor, const LinkedName& linked, double value);

/// How many values a factor has: its levels or listed values; 0: any in its range.
std::size_t count_values(const Factor& factor);

/// Every combination of the factors' values, the last factor varying fastest.
std::vector<DesignPoint> grid_points(const SweepPlan& plan, const DesignProgress& show = {});

/// The listed points.
std::vector<DesignPoint> list_points(const SweepPlan& plan, const DesignProgress& show = {});

/// The base point, then every factor alone at each of its values that is not its base (a range: at both ends).
std::vector<DesignPoint> single_points(const SweepPlan& plan, const DesignProgress& show = {});

/// A Latin hypercube: one point in each of N equal slices of every factor. An even N extends the hypercube of N/2, so
/// that doubling a design keeps its points.
std::vector<DesignPoint> lhs_points(const SweepPlan& plan, const DesignProgress& show = {});

/// Sobol' points 0 … N-1 (index 0 is the origin unless scrambled), the scrambles of one index side by side.
std::vector<DesignPoint> sobol_points(const SweepPlan& plan, const DesignProgress& show = {});

/// Per base point A, AB1 … ABD, BA1 … BAD (second order), B; A and B are the halves of a 2D-dimensional Sobol' point.
std::vector<DesignPoint> saltelli_points(const SweepPlan& plan, const DesignProgress& show = {});

/// Trajectories of D + 1 points, each of which moves one factor by p / (2 (p - 1)) of its range.
std::vector<DesignPoint> morris_points(const SweepPlan& plan, const DesignProgress& show = {});

}  // namespace comity
