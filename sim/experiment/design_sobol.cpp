// Designs on the Sobol' sequence: plain, and Saltelli's.
#include "experiment/design_points.h"
#include "experiment/sobol.h"

#include "error.h"
#include "random/stream.h"

#include <fmt/format.h>

namespace comity {
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

std::vector<DesignPoint> sobol_points(const SweepPlan& plan) {
  check_dimensions(plan.factors.size());
  std::vector<DesignPoint> points;
  walk_sobol(plan.factors.size(), static_cast<std::uint32_t>(plan.points),
             [&](std::uint32_t index, auto bits) {
               const auto scrambles = places_of(plan, bits);
               for (std::uint32_t scramble = 0; scramble < scrambles.size(); ++scramble) {
                 points.push_back({{}, index, scramble, {}, values_at(plan, scrambles[scramble])});
               }
             });
  return points;
}

std::vector<DesignPoint> saltelli_points(const SweepPlan& plan) {
  check_dimensions(2 * plan.factors.size());
  std::vector<DesignPoint> points;
  walk_sobol(2 * plan.factors.size(), static_cast<std::uint32_t>(plan.points),
             [&](std::uint32_t index, auto bits) {
               const auto scrambles = places_of(plan, bits);
               for (std::uint32_t scramble = 0; scramble < scrambles.size(); ++scramble) {
                 add_rows(points, plan, scrambles[scramble], {index, scramble});
               }
             });
  return points;
}

}  // namespace comity
