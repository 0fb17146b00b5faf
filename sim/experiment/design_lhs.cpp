// Latin hypercubes that grow by doubling.
#include "experiment/design_points.h"

#include "random/stream.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace comity {
namespace {

/// A place in one dimension: which of n equal slices, and where in it in (0, 1).
struct Slot {
  std::uint32_t slice;
  double offset;
};

using Column = std::vector<Slot>;

/// A hypercube of columns[0].size() points.
using Cube = std::vector<Column>;

/// The place in (0, 1); the same bits when n has been doubled.
double place_of(const Slot& slot, std::size_t n) {
  return (slot.slice + slot.offset) / static_cast<double>(n);
}

/// Which draws: the seed, how often the cube was doubled, and which candidate this is.
struct Draws {
  RandomKey key;
  std::uint32_t doubled;
  std::uint32_t candidate;

  Stream stream(std::uint32_t dimension, std::uint32_t index) const {
    return Stream(key, Purpose::spread_points, doubled << 20 | candidate, dimension, index);
  }
};

/// The slices in random order, each with a random offset, behind the column.
void fill(Column& column, std::vector<std::uint32_t> slices, const Draws& draws, std::uint32_t dimension) {
  for (std::uint32_t i = 0; i < slices.size(); ++i) {
    Stream stream = draws.stream(dimension, i);
    const std::uint64_t left = slices.size() - i;
    std::swap(slices[i], slices[i + (stream.bits() * left >> 32)]);
    column.push_back({slices[i], stream.uniform()});
  }
}

/// The column with half as wide slices, and the slices in which nothing lies.
std::vector<std::uint32_t> halve_slices(Column& column) {
  std::vector<bool> taken(2 * column.size(), false);
  for (auto& slot : column) {
    const bool upper = slot.offset >= 0.5;
    slot = {2 * slot.slice + (upper ? 1U : 0U), 2 * slot.offset - (upper ? 1.0 : 0.0)};
    taken[slot.slice] = true;
  }
  std::vector<std::uint32_t> left;
  for (std::uint32_t slice = 0; slice < taken.size(); ++slice) {
    if (!taken[slice]) left.push_back(slice);
  }
  return left;
}

/// The cube with `added` more points, or a new one with so many.
Cube grow(Cube cube, std::size_t added, const Draws& draws) {
  for (std::uint32_t d = 0; d < cube.size(); ++d) {
    std::vector<std::uint32_t> slices(added);
    std::iota(slices.begin(), slices.end(), 0U);
    if (!cube[d].empty()) slices = halve_slices(cube[d]);
    fill(cube[d], std::move(slices), draws, d);
  }
  return cube;
}

/// Squared distance of the nearest two points, of which one is not among the first `old`; below `enough` it may be less exact.
double nearest(const Cube& cube, std::size_t old, double enough) {
  const std::size_t n = cube.front().size();
  double least = static_cast<double>(cube.size());
  for (std::size_t i = old; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double square = 0.0;
      for (const auto& column : cube) {
        const double apart = place_of(column[i], n) - place_of(column[j], n);
        square += apart * apart;
      }
      least = std::min(least, square);
    }
    if (least <= enough) return least;
  }
  return least;
}

/// The best of the candidates for the next `added` points.
Cube grow_best(const Cube& cube, std::size_t added, std::pair<const SweepPlan&, std::uint32_t> stage) {
  const auto& [plan, doubled] = stage;
  const RandomKey key{static_cast<std::uint32_t>(plan.seed), 0};
  Cube best = grow(cube, added, {key, doubled, 0});
  const std::size_t old = cube.front().size();
  double widest = plan.maximin > 1 ? nearest(best, old, -1.0) : 0.0;
  for (int candidate = 1; candidate < plan.maximin; ++candidate) {
    Cube other = grow(cube, added, {key, doubled, static_cast<std::uint32_t>(candidate)});
    const double apart = nearest(other, old, widest);
    if (apart <= widest) continue;
    widest = apart;
    best = std::move(other);
  }
  return best;
}

}  // namespace

std::vector<DesignPoint> lhs_points(const SweepPlan& plan) {
  std::uint32_t doublings = 0;
  for (int n = plan.points; n % 2 == 0; n /= 2) ++doublings;
  const auto total = static_cast<std::size_t>(plan.points);
  Cube cube(plan.factors.size());
  for (std::uint32_t doubled = 0; doubled <= doublings; ++doubled) {
    const std::size_t size = total >> (doublings - doubled);
    cube = grow_best(cube, size - cube.front().size(), {plan, doubled});
  }
  std::vector<DesignPoint> points(total);
  for (std::size_t i = 0; i < total; ++i) {
    points[i].block = static_cast<std::uint32_t>(i);
    for (std::size_t d = 0; d < cube.size(); ++d) {
      points[i].values.push_back(value_at(plan.factors[d], place_of(cube[d][i], total)));
    }
  }
  return points;
}

}  // namespace comity
