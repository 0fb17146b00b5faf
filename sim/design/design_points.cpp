// From places in [0, 1] to values of factors, then the points of each kind of design.
#include "design/design_points.h"

#include "design/sobol.h"
#include "error.h"
#include "random/elementary.h"
#include "random/stream.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace comity {

namespace {

bool has_levels(const Factor& factor) {
  return factor.kind == FactorKind::boolean || factor.kind == FactorKind::category;
}

bool is_whole(const Factor& factor) {
  return factor.kind == FactorKind::integer || factor.kind == FactorKind::date;
}

/// Value number `index` of those a factor has.
double value_number(const Factor& factor, std::size_t index) {
  return has_levels(factor) ? static_cast<double>(index) : factor.values[index];
}

/// Between two ends, which are reached exactly; the second may be the lower one.
double between(double low, double high, double place) {
  if (place <= 0.0) return low;
  if (place >= 1.0) return high;
  return std::clamp(low + place * (high - low), std::min(low, high), std::max(low, high));
}

double between_logarithms(double low, double high, double place) {
  if (place <= 0.0) return low;
  if (place >= 1.0) return high;
  return std::clamp(low * exp_same(place * log_same(high / low)), low, high);
}

double in_range(const Factor& factor, double place) {
  return factor.logarithmic ? between_logarithms(factor.low, factor.high, place)
                            : between(factor.low, factor.high, place);
}

/// Where in [0, 1] of the factor's range a value lies.
double place_of(const Factor& factor, double value) {
  if (value <= factor.low) return 0.0;
  if (value >= factor.high) return 1.0;
  return factor.logarithmic ? log_same(value / factor.low) / log_same(factor.high / factor.low)
                            : (value - factor.low) / (factor.high - factor.low);
}

}  // namespace

std::size_t count_values(const Factor& factor) {
  return has_levels(factor) ? factor.levels.size() : factor.values.size();
}

double value_at(const Factor& factor, double place) {
  if (const std::size_t count = count_values(factor); count > 0) {
    const auto index = static_cast<std::size_t>(place * static_cast<double>(count));
    return value_number(factor, std::min(index, count - 1));
  }
  if (!is_whole(factor)) return in_range(factor, place);
  if (factor.logarithmic) {  // a whole number stands for what lies within half of it, the ends too
    const double number = between_logarithms(factor.low - 0.5, factor.high + 0.5, place);
    return std::clamp(std::floor(number + 0.5), factor.low, factor.high);
  }
  return std::min(factor.low + std::floor(place * (factor.high - factor.low + 1.0)), factor.high);
}

double value_at_step(const Factor& factor, int step, int levels) {
  const std::size_t count = count_values(factor);
  if (count == 0) {
    const double value = in_range(factor, static_cast<double>(step) / (levels - 1));
    return is_whole(factor) ? std::floor(value + 0.5) : value;
  }
  const std::size_t index = static_cast<std::size_t>(step) * count / static_cast<std::size_t>(levels - 1);
  return value_number(factor, std::min(index, count - 1));
}

double linked_value(const Factor& factor, const LinkedName& linked, double value) {
  if (linked.same) return value;
  const double moved = between(linked.low, linked.high, place_of(factor, value));
  return linked.kind == FactorKind::real ? moved : std::floor(moved + 0.5);
}

// Designs that need no draws: grid, list, one-at-a-time.

namespace {

/// The values that a grid or one-at-a-time design gives a factor; a range is its two ends.
std::vector<double> values_of(const Factor& factor) {
  const std::size_t count = count_values(factor);
  if (count == 0) return {factor.low, factor.high};
  if (!factor.values.empty()) return factor.values;
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<double>(i));
  return values;
}

}  // namespace

std::vector<DesignPoint> grid_points(const SweepPlan& plan, const DesignProgress& /*show*/) {
  std::vector<DesignPoint> points(1);
  for (const auto& factor : plan.factors) {
    const auto values = values_of(factor);
    std::vector<DesignPoint> longer;
    longer.reserve(points.size() * values.size());
    for (const auto& point : points) {
      for (const double value : values) {
        longer.push_back(point);
        longer.back().values.push_back(value);
      }
    }
    points = std::move(longer);
  }
  for (std::size_t i = 0; i < points.size(); ++i) points[i].block = static_cast<std::uint32_t>(i);
  return points;
}

std::vector<DesignPoint> list_points(const SweepPlan& plan, const DesignProgress& /*show*/) {
  std::vector<DesignPoint> points;
  for (const auto& values : plan.listed) {
    points.emplace_back().values = values;
    points.back().block = static_cast<std::uint32_t>(points.size() - 1);
  }
  return points;
}

std::vector<DesignPoint> single_points(const SweepPlan& plan, const DesignProgress& /*show*/) {
  DesignPoint base;
  base.role = "base";
  for (const auto& factor : plan.factors) base.values.push_back(factor.base);
  std::vector<DesignPoint> points = {base};
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    for (const double value : values_of(plan.factors[i])) {
      if (value == base.values[i]) continue;
      points.push_back(base);
      points.back().role = std::to_string(i + 1);
      points.back().values[i] = value;
    }
  }
  return points;
}

// Latin hypercubes that grow by doubling.

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

/// The places of a cube's points in the order of their slices of the first dimension, and their numbers.
struct SortedPlaces {
  std::vector<double> places;  // [points][dimensions]
  std::vector<std::uint32_t> numbers;
};

SortedPlaces sort_places(const Cube& cube) {
  const std::size_t n = cube.front().size();
  SortedPlaces sorted{std::vector<double>(n * cube.size()), std::vector<std::uint32_t>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = cube.front()[i].slice;
    sorted.numbers[row] = static_cast<std::uint32_t>(i);
    for (std::size_t d = 0; d < cube.size(); ++d)
      sorted.places[row * cube.size() + d] = place_of(cube[d][i], n);
  }
  return sorted;
}

double squared_distance(std::span<const double> one, std::span<const double> other) {
  double square = 0.0;
  for (std::size_t d = 0; d < one.size(); ++d) square += (one[d] - other[d]) * (one[d] - other[d]);
  return square;
}

/// Squared distance of the nearest two points, of which one is not among the first `old`; below `enough` it may be less exact.
/// Each slice of the first dimension holds one point, so that points some slices apart are at least as far from each other.
double nearest(const Cube& cube, std::size_t old, double enough) {
  const std::size_t n = cube.front().size();
  const std::size_t dimensions = cube.size();
  const SortedPlaces sorted = sort_places(cube);
  const auto place = [&](std::size_t row) {
    return std::span(sorted.places).subspan(row * dimensions, dimensions);
  };
  auto least = static_cast<double>(dimensions);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const double gap = (static_cast<double>(j - i) - 2.0) / static_cast<double>(n);
      if (gap > 0.0 && gap * gap >= least) break;
      if (sorted.numbers[i] < old && sorted.numbers[j] < old) continue;
      least = std::min(least, squared_distance(place(i), place(j)));
    }
    if (least <= enough) return least;
  }
  return least;
}

/// One doubling of a cube.
struct Doubling {
  const SweepPlan& plan;
  std::uint32_t doubled;
  std::function<void(double)> show;  // with the share of this stage
};

/// The best of the candidates for the next `added` points.
Cube grow_best(Cube cube, std::size_t added, const Doubling& stage) {
  const SweepPlan& plan = stage.plan;
  const RandomKey key{static_cast<std::uint32_t>(plan.seed), 0};
  if (plan.maximin <= 1) return grow(std::move(cube), added, {key, stage.doubled, 0});
  Cube best = grow(cube, added, {key, stage.doubled, 0});
  const std::size_t old = cube.front().size();
  double widest = nearest(best, old, -1.0);
  for (int candidate = 1; candidate < plan.maximin; ++candidate) {
    stage.show(static_cast<double>(candidate) / plan.maximin);
    Cube other = grow(cube, added, {key, stage.doubled, static_cast<std::uint32_t>(candidate)});
    const double apart = nearest(other, old, widest);
    if (apart <= widest) continue;
    widest = apart;
    best = std::move(other);
  }
  return best;
}

}  // namespace

std::vector<DesignPoint> lhs_points(const SweepPlan& plan, const DesignProgress& show) {
  std::uint32_t doublings = 0;
  for (int n = plan.points; n % 2 == 0; n /= 2) ++doublings;
  const auto total = static_cast<std::size_t>(plan.points);
  Cube cube(plan.factors.size());
  for (std::uint32_t doubled = 0; doubled <= doublings; ++doubled) {
    const std::size_t size = total >> (doublings - doubled);
    // Comparing the points of a stage takes about four times as long as of the one before it.
    const double before =
        doubled == 0 ? 0.0 : std::ldexp(1.0, -2 * static_cast<int>(doublings - doubled + 1));
    const double after = std::ldexp(1.0, -2 * static_cast<int>(doublings - doubled));
    const auto show_share = [&](double share) {
      if (show) show(before + share * (after - before));
    };
    const std::size_t added = size - cube.front().size();
    cube = grow_best(std::move(cube), added, {plan, doubled, show_share});
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

// Morris's trajectories, chosen to lie far from each other.

namespace {

/// A path through the grid: where it begins and in which order and direction the factors move, by half a grid each.
struct Trajectory {
  std::vector<int> start;  // [factors] step of the grid
  std::vector<std::size_t> order;
  std::vector<int> move;  // [factors] p / 2 up or down
};

Trajectory draw_trajectory(const SweepPlan& plan, std::uint32_t number) {
  Stream stream({static_cast<std::uint32_t>(plan.seed), 0}, Purpose::walk_factors, number);
  const int half = plan.levels / 2;
  Trajectory path;
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    const auto low = static_cast<int>(std::uint64_t{stream.bits()} * static_cast<std::uint64_t>(half) >> 32);
    const bool down = stream.uniform() < 0.5;
    path.start.push_back(down ? low + half : low);
    path.move.push_back(down ? -half : half);
  }
  path.order.resize(plan.factors.size());
  std::iota(path.order.begin(), path.order.end(), std::size_t{0});
  for (std::size_t i = path.order.size(); i > 1; --i) {
    std::swap(path.order[i - 1], path.order[std::uint64_t{stream.bits()} * i >> 32]);
  }
  return path;
}

/// The points of a path, [factors + 1][factors] steps of the grid.
std::vector<std::vector<int>> steps_of(const Trajectory& path) {
  std::vector<std::vector<int>> steps = {path.start};
  for (const std::size_t factor : path.order) {
    steps.push_back(steps.back());
    steps.back()[factor] += path.move[factor];
  }
  return steps;
}

/// Sum of the distances between all points of two paths (Campolongo, Cariboni and Saltelli 2007,
/// doi:10.1016/j.envsoft.2006.10.004), in steps of the grid. A step along a path changes one term of the square.
double distance(const Trajectory& left, const Trajectory& right, std::vector<int>& a) {
  const std::size_t factors = left.start.size();
  a = left.start;
  double sum = 0.0;
  for (std::size_t step = 0; step <= factors; ++step) {
    if (step > 0) a[left.order[step - 1]] += left.move[left.order[step - 1]];
    std::int64_t square = 0;
    for (std::size_t i = 0; i < factors; ++i) {
      const std::int64_t apart = a[i] - right.start[i];
      square += apart * apart;
    }
    sum += std::sqrt(static_cast<double>(square));
    for (const std::size_t moved : right.order) {
      const std::int64_t apart = a[moved] - right.start[moved];
      const std::int64_t then = apart - right.move[moved];
      square += then * then - apart * apart;
      sum += std::sqrt(static_cast<double>(square));
    }
  }
  return sum;
}

/// The first candidate, then again and again the one with the largest sum of squared distances from those chosen, so
/// that more trajectories leave the first ones as they were.
std::vector<Trajectory> choose_trajectories(const SweepPlan& plan, const DesignProgress& show) {
  std::vector<Trajectory> paths;
  for (int i = 0; i < std::max(plan.candidates, plan.trajectories); ++i)
    paths.push_back(draw_trajectory(plan, static_cast<std::uint32_t>(i)));
  if (plan.candidates == 0) return paths;
  std::vector<double> score(paths.size(), 0.0);  // below 0: chosen
  std::vector<std::size_t> chosen;
  std::vector<int> scratch;
  const auto wanted = static_cast<std::size_t>(plan.trajectories);
  const auto work_of = [&](std::size_t rounds) {  // one less to compare with in every round
    return static_cast<double>(rounds) *
           (2.0 * static_cast<double>(paths.size()) - static_cast<double>(rounds));
  };
  for (std::size_t next = 0;;) {
    chosen.push_back(next);
    score[next] = -1.0;
    if (chosen.size() == wanted) break;
    if (show) show(work_of(chosen.size()) / work_of(wanted));
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (score[i] < 0.0) continue;
      const double apart = distance(paths[i], paths[next], scratch);
      score[i] += apart * apart;
    }
    next = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  }
  std::vector<Trajectory> taken;
  for (const std::size_t number : chosen) taken.push_back(std::move(paths[number]));
  return taken;
}

}  // namespace

std::vector<DesignPoint> morris_points(const SweepPlan& plan, const DesignProgress& show) {
  std::vector<DesignPoint> points;
  const auto paths = choose_trajectories(plan, show);
  for (std::uint32_t block = 0; block < paths.size(); ++block) {
    const auto steps = steps_of(paths[block]);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      DesignPoint& point = points.emplace_back();
      point.block = block;
      const std::size_t moved = i == 0 ? 0 : paths[block].order[i - 1];
      point.role = i == 0 ? "base" : fmt::format("{}{}", paths[block].move[moved] > 0 ? "+" : "-", moved + 1);
      for (std::size_t k = 0; k < plan.factors.size(); ++k) {
        point.values.push_back(value_at_step(plan.factors[k], steps[i][k], plan.levels));
      }
    }
  }
  return points;
}

// Designs on the Sobol' sequence: plain, and Saltelli's.

namespace {

void check_dimensions(std::size_t dimensions) {
  if (dimensions <= kSobolDimensions) return;
  throw Error(
      fmt::format("sweep: the design needs a Sobol' sequence of {} dimensions (at most {}). Fewer factors.",
                  dimensions, kSobolDimensions));
}

/// Places in [0, 1) of one index in every scramble, in order; the bare sequence when there are no scrambles.
std::vector<std::vector<double>> places_of(const SweepPlan& plan, std::span<const std::uint32_t> bits) {
  if (plan.scrambles == 0) {
    std::vector<double> places;
    for (const std::uint32_t word : bits) places.push_back(word * 0x1p-32);
    return {std::move(places)};
  }
  std::vector<std::vector<double>> scrambled(static_cast<std::size_t>(plan.scrambles));
  for (std::uint32_t scramble = 0; scramble < scrambled.size(); ++scramble) {
    const RandomKey key{static_cast<std::uint32_t>(plan.seed), scramble};
    for (std::uint32_t d = 0; d < bits.size(); ++d) {
      scrambled[scramble].push_back(unit_interval(scramble_owen(bits[d], key, d)));
    }
  }
  return scrambled;
}

std::vector<double> values_at(const SweepPlan& plan, std::span<const double> places) {
  std::vector<double> values;
  for (std::size_t i = 0; i < plan.factors.size(); ++i)
    values.push_back(value_at(plan.factors[i], places[i]));
  return values;
}

/// `a` with one value taken from `b`.
std::vector<double> exchanged(std::vector<double> a, const std::vector<double>& b, std::size_t factor) {
  a[factor] = b[factor];
  return a;
}

/// The rows of one base point.
void add_rows(std::vector<DesignPoint>& points, const SweepPlan& plan, std::span<const double> places,
              std::pair<std::uint32_t, std::uint32_t> block_and_scramble) {
  const auto [block, scramble] = block_and_scramble;
  const std::size_t factors = plan.factors.size();
  const auto a = values_at(plan, places.first(factors));
  const auto b = values_at(plan, places.subspan(factors));
  const auto add = [&](std::string role, std::vector<double> values) {
    points.push_back({std::move(role), block, scramble, {}, std::move(values)});
  };
  add("A", a);
  for (std::size_t i = 0; i < factors; ++i) add(fmt::format("AB{}", i + 1), exchanged(a, b, i));
  for (std::size_t i = 0; plan.second_order && i < factors; ++i)
    add(fmt::format("BA{}", i + 1), exchanged(b, a, i));
  add("B", b);
}

}  // namespace

std::vector<DesignPoint> sobol_points(const SweepPlan& plan, const DesignProgress& show) {
  check_dimensions(plan.factors.size());
  std::vector<DesignPoint> points;
  walk_sobol(plan.factors.size(), static_cast<std::uint32_t>(plan.points),
             [&](std::uint32_t index, auto bits) {
               const auto scrambles = places_of(plan, bits);
               for (std::uint32_t scramble = 0; scramble < scrambles.size(); ++scramble) {
                 points.push_back({{}, index, scramble, {}, values_at(plan, scrambles[scramble])});
               }
               if (show) show(static_cast<double>(index) / plan.points);
             });
  return points;
}

std::vector<DesignPoint> saltelli_points(const SweepPlan& plan, const DesignProgress& show) {
  check_dimensions(2 * plan.factors.size());
  std::vector<DesignPoint> points;
  walk_sobol(2 * plan.factors.size(), static_cast<std::uint32_t>(plan.points),
             [&](std::uint32_t index, auto bits) {
               const auto scrambles = places_of(plan, bits);
               for (std::uint32_t scramble = 0; scramble < scrambles.size(); ++scramble) {
                 add_rows(points, plan, scrambles[scramble], {index, scramble});
               }
               if (show) show(static_cast<double>(index) / plan.points);
             });
  return points;
}

}  // namespace comity
