#include "analysis/tune.h"

#include "analysis/designs.h"
#include "analysis/interval.h"
#include "error.h"
#include "missing.h"
#include "random/distributions.h"
#include "random/elementary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {
namespace {

using Eigen::Index;

constexpr double kSmallestStep = 0.005;  // of a range: a kernel must not collapse
constexpr int kMostAttempts = 2000;
constexpr std::uint32_t kProposals = 2;  // beside the draws of resampling

Index at(std::size_t i) { return static_cast<Index>(i); }

// Variance of a point's mean over replicates, pooled over the whole points.
double pooled_noise(const Record& runs, const RunValues& values) {
  if (runs.replicates < 2) return 0.0;
  double sum = 0.0;
  double points = 0.0;
  for (std::size_t point = 0; point < runs.points; ++point) {
    const std::vector<double> present = values_of_point(runs, values, point);
    if (present.size() != runs.replicates) continue;
    const double deviation = deviation_of(present);
    sum += deviation * deviation;
    points += 1.0;
  }
  return points > 0.0 ? sum / points / static_cast<double>(runs.replicates) : 0.0;
}

double scaled(const Factor& factor, double value) {
  const auto middle = [](std::size_t index, std::size_t count) {
    return (static_cast<double>(index) + 0.5) / static_cast<double>(count);
  };
  if (!factor.levels.empty()) return middle(static_cast<std::size_t>(value), factor.levels.size());
  if (!factor.values.empty()) {
    const auto found = std::ranges::find(factor.values, value);
    return found == factor.values.end()
               ? kMissing
               : middle(static_cast<std::size_t>(found - factor.values.begin()), factor.values.size());
  }
  if (factor.high == factor.low) return 0.5;
  if (factor.logarithmic) return log_same(value / factor.low) / log_same(factor.high / factor.low);
  return (value - factor.low) / (factor.high - factor.low);
}

// The value of the same factor in another wave's file, as the first wave counts it.
double same_value(const Factor& factor, const Factor& other, double value) {
  if (factor.levels.empty()) return other.levels.empty() ? value : kMissing;
  const std::string text = value_text(other, value);
  const auto found = std::ranges::find(factor.levels, text);
  return found == factor.levels.end() ? kMissing : static_cast<double>(found - factor.levels.begin());
}

std::vector<double> steps_of(const Population& population) {
  std::vector<double> steps;
  for (Index k = 0; k < population.places.cols(); ++k) {
    const auto column = population.places.col(k);
    const double mean = (population.weights * column).sum();
    const double variance = (population.weights * (column - mean).square()).sum();
    steps.push_back(std::max(kSmallestStep, std::sqrt(2.0 * variance)));
  }
  return steps;
}

// The density of proposals at a place, up to a constant.
double proposal_density(const Population& population, const std::vector<double>& steps,
                        const Eigen::ArrayXd& place) {
  double density = 0.0;
  for (Index i = 0; i < population.places.rows(); ++i) {
    double square = 0.0;
    for (Index k = 0; k < place.size(); ++k) {
      const double gap = (place[k] - population.places(i, k)) / steps[static_cast<std::size_t>(k)];
      square += gap * gap;
    }
    density += population.weights[i] * exp_same(-0.5 * square);
  }
  return density;
}

// Factor values in order, with their weights.
std::vector<std::pair<double, double>> sorted_places(const Population& population, std::size_t factor) {
  std::vector<std::pair<double, double>> sorted;
  for (Index i = 0; i < population.places.rows(); ++i)
    sorted.emplace_back(population.places(i, at(factor)), population.weights[i]);
  std::ranges::sort(sorted);
  return sorted;
}

}  // namespace

Match match_points(const Record& runs, const Aims& aims) {
  Match match;
  match.implausibility.resize(at(runs.points), at(aims.aims.size()));
  for (std::size_t k = 0; k < aims.aims.size(); ++k) {
    const Aim& aim = aims.aims[k];
    const RunValues values = read_values(runs, aim.metric);
    const std::vector<double> outputs = outputs_of_points(runs, values);
    match.noise.push_back(pooled_noise(runs, values));
    const double spread =
        std::sqrt(match.noise.back() + aim.deviation * aim.deviation + aim.discrepancy * aim.discrepancy);
    for (std::size_t i = 0; i < runs.points; ++i)
      match.implausibility(at(i), at(k)) = std::abs(outputs[i] - aim.value) / spread;
  }
  match.worst = Eigen::ArrayXd::Constant(at(runs.points), kMissing);
  for (Index i = 0; i < match.worst.size(); ++i) {
    if (match.implausibility.row(i).isFinite().all())
      match.worst[i] = match.implausibility.row(i).maxCoeff();
    else
      ++match.dropped;
  }
  return match;
}

Eigen::ArrayXXd places_in(const std::vector<Factor>& factors, const Record& runs) {
  Eigen::ArrayXXd places(at(runs.points), at(factors.size()));
  for (std::size_t k = 0; k < factors.size(); ++k) {
    const auto& others = runs.design.factors;
    const auto other = std::ranges::find(others, factors[k].name, &Factor::name);
    if (other == others.end())
      throw Error(fmt::format(
          "{}: its design does not vary {}, as the first wave does. Give the waves of one search, in order.",
          runs.file.path().string(), factors[k].name));
    const auto column = static_cast<std::size_t>(other - others.begin());
    for (std::size_t i = 0; i < runs.points; ++i)
      places(at(i), at(k)) =
          scaled(factors[k], same_value(factors[k], *other, runs.design.points[i].values[column]));
  }
  return places;
}

Population accept(const Match& match, const Eigen::ArrayXXd& places, double keep, const Population* before) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < static_cast<std::size_t>(match.worst.size()); ++i) {
    if (std::isfinite(match.worst[at(i)]) && places.row(at(i)).isFinite().all()) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return match.worst[at(i)]; });
  const auto count = static_cast<std::size_t>(std::ceil(keep * static_cast<double>(order.size())));
  order.resize(std::min(order.size(), count));
  if (order.size() < 2)
    throw Error(fmt::format(
        "comity analyze tune: {} points are left of {}. Make more points, or keep a larger share.",
        order.size(), match.worst.size()));
  Population population;
  population.tolerance = match.worst[at(order.back())];
  std::ranges::sort(order);
  population.points = order;
  population.places = places(std::vector<Index>(order.begin(), order.end()), Eigen::all);
  population.weights = Eigen::ArrayXd::Ones(at(order.size()));
  const std::vector<double> steps = before == nullptr ? std::vector<double>() : steps_of(*before);
  for (Index i = 0; before != nullptr && i < population.weights.size(); ++i)
    population.weights[i] = 1.0 / proposal_density(*before, steps, population.places.row(i));
  population.weights /= population.weights.sum();
  population.effective = 1.0 / population.weights.square().sum();
  return population;
}

Eigen::ArrayXXd propose(const Population& population, std::size_t points, std::uint32_t seed) {
  const std::vector<double> steps = steps_of(population);
  Eigen::ArrayXXd places(at(points), population.places.cols());
  for (std::size_t point = 0; point < points; ++point) {
    Stream stream(RandomKey{seed, 0}, Purpose::resample, 0, static_cast<std::uint32_t>(point), kProposals);
    bool inside = false;
    for (int attempt = 0; !inside; ++attempt) {
      if (attempt == kMostAttempts)
        throw Error(
            "comity analyze tune: hardly any step stays within the ranges. Keep fewer points, or tune fewer "
            "factors.");
      double left = stream.uniform_fine();
      Index chosen = 0;
      while (chosen + 1 < population.weights.size() && left > population.weights[chosen])
        left -= population.weights[chosen++];
      for (Index k = 0; k < places.cols(); ++k)
        places(at(point), k) =
            population.places(chosen, k) + steps[static_cast<std::size_t>(k)] * draw_normal(stream);
      inside = (places.row(at(point)) >= 0.0).all() && (places.row(at(point)) <= 1.0).all();
    }
  }
  return places;
}

double weighted_mean(const Population& population, std::size_t factor) {
  return (population.weights * population.places.col(at(factor))).sum();
}

double weighted_quantile(const Population& population, std::size_t factor, double probability) {
  double sum = 0.0;
  const auto sorted = sorted_places(population, factor);
  for (const auto& [place, weight] : sorted) {
    sum += weight;
    if (sum >= probability) return place;
  }
  return sorted.back().first;
}

}  // namespace comity::analysis
