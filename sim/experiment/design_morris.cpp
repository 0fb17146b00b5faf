// Morris's trajectories, chosen to lie far from each other.
#include "experiment/design_points.h"

#include "random/stream.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace comity {
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
/// doi:10.1016/j.envsoft.2006.10.004), in steps of the grid.
double distance(const std::vector<std::vector<int>>& left, const std::vector<std::vector<int>>& right) {
  double sum = 0.0;
  for (const auto& a : left) {
    for (const auto& b : right) {
      std::int64_t square = 0;
      for (std::size_t i = 0; i < a.size(); ++i) square += std::int64_t{a[i] - b[i]} * (a[i] - b[i]);
      sum += std::sqrt(static_cast<double>(square));
    }
  }
  return sum;
}

/// The first candidate, then again and again the one with the largest sum of squared distances from those chosen, so
/// that more trajectories leave the first ones as they were.
std::vector<Trajectory> choose_trajectories(const SweepPlan& plan) {
  std::vector<Trajectory> paths;
  std::vector<std::vector<std::vector<int>>> steps;
  for (int i = 0; i < std::max(plan.candidates, plan.trajectories); ++i) {
    paths.push_back(draw_trajectory(plan, static_cast<std::uint32_t>(i)));
    steps.push_back(steps_of(paths.back()));
  }
  if (plan.candidates == 0) return paths;
  std::vector<double> score(paths.size(), 0.0);  // below 0: chosen
  std::vector<Trajectory> chosen;
  for (std::size_t next = 0; chosen.size() < static_cast<std::size_t>(plan.trajectories);) {
    chosen.push_back(paths[next]);
    score[next] = -1.0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (score[i] < 0.0) continue;
      const double apart = distance(steps[i], steps[next]);
      score[i] += apart * apart;
    }
    next = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  }
  return chosen;
}

}  // namespace

std::vector<DesignPoint> morris_points(const SweepPlan& plan) {
  std::vector<DesignPoint> points;
  const auto paths = choose_trajectories(plan);
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

}  // namespace comity
