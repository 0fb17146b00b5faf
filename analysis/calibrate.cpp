#include "analysis/calibrate.h"

#include "analysis/interval.h"
#include "analysis/quantity.h"
#include "analysis/sample.h"
#include "missing.h"
#include "random/distributions.h"
#include "random/elementary.h"
#include "random/stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <unordered_map>

namespace comity::analysis {
namespace {

using Eigen::ArrayXXd;
using Eigen::Index;

// On which scale the values of an observation are emulated: that of its errors, of counts the logarithm, of chances their own.
double on_emulated_scale(const Observation& observation, double value) {
  if (observation.likelihood == Likelihood::binomial) return value;
  if (observation.likelihood == Likelihood::negative_binomial) return log_same(value + 0.5);
  return on_scale(observation.scale, value);
}

// On a logarithmic scale 0 (and of shares 1) lies infinitely far; it counts as half of the nearest value that occurs.
struct Ends {
  double least = 0.0;
  double most = 1.0;
};

Ends ends_of(const Observation& observation, const std::vector<std::vector<double>>& groups) {
  Ends ends{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  const bool measured =
      observation.likelihood == Likelihood::normal || observation.likelihood == Likelihood::interval;
  if (!measured || observation.scale == Scale::identity) return ends;
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
  for (const std::vector<double>& group : groups) {
    for (const double value : group) {
      if (value > 0.0) least = std::min(least, value);
      if (value < 1.0) most = std::max(most, value);
    }
  }
  ends.least = std::isinf(least) ? 0.5 : 0.5 * least;
  if (observation.scale == Scale::logit) {
    ends.least = std::min(ends.least, 0.5);
    ends.most = std::isinf(most) ? 0.5 : 0.5 * (1.0 + most);
  }
  return ends;
}

}  // namespace

double off_emulated_scale(const Observation& observation, double value) {
  if (observation.likelihood == Likelihood::binomial) return std::clamp(value, 0.0, 1.0);
  if (observation.likelihood == Likelihood::negative_binomial)
    return std::max(exp_same(std::min(value, 20.0)) - 0.5, 0.0);
  return off_scale(observation.scale, value);
}

RowPoints points_of_row(const Observation& observation, const GroupedValues& grouped) {
  RowPoints row;
  row.problem = grouped.reason;
  if (observation.likelihood == Likelihood::date || observation.likelihood == Likelihood::path)
    row.problem =
        fmt::format("a {} is not emulated: what never comes has no value", name_of(observation.likelihood));
  if (!row.problem.empty()) return row;
  const Ends ends = ends_of(observation, grouped.values);
  double squares = 0.0;
  double degrees = 0.0;
  double noise = 0.0;
  std::size_t with_noise = 0;
  std::size_t missing = 0;
  for (const std::vector<double>& group : grouped.values) {
    std::vector<double> scaled;
    for (const double value : group) {
      if (!std::isnan(value))
        scaled.push_back(on_emulated_scale(observation, std::clamp(value, ends.least, ends.most)));
    }
    row.values.push_back(mean_of(scaled));
    if (scaled.empty() || std::isnan(row.values.back())) ++missing;
    if (scaled.size() < 2) continue;
    double own = 0.0;
    for (const double value : scaled) own += (value - row.values.back()) * (value - row.values.back());
    const auto count = static_cast<double>(scaled.size());
    squares += own;
    degrees += count - 1.0;
    noise += own / (count - 1.0) / count;
    ++with_noise;
  }
  const std::size_t points = grouped.values.size();
  if (points - missing < kFewestEmulated || 5 * missing > points)
    row.problem = fmt::format("{} of {} points have no value", missing, points);
  if (observation.over == Pooling::each && degrees > 0.0) row.spread = squares / degrees;
  if (observation.over == Pooling::each && with_noise > 0)
    row.noise = noise / static_cast<double>(with_noise);
  return row;
}

namespace {

// What is said of an observation where the emulator's mean is this.
Chance chance_about(const CalibrationRow& row, double centre) {
  const Observation& observation = *row.observation;
  if (!is_counted(observation)) {
    const double more = std::sqrt(row.emulator.error + row.spread);
    return said_by(observation, off_emulated_scale(observation, centre), more);
  }
  // The chance of one success is the mean chance, however it varies between histories.
  const bool single = observation.likelihood == Likelihood::binomial && observation.trials == 1;
  const double deviation = std::sqrt(row.emulator.error + (single ? 0.0 : row.spread));
  // Even quantiles of the normal distribution.
  static constexpr int kNodes = 15;
  static const std::array<double, kNodes> nodes = [] {
    std::array<double, kNodes> made{};
    for (int i = 0; i < kNodes; ++i) made[static_cast<std::size_t>(i)] = normal_quantile((i + 0.5) / kNodes);
    return made;
  }();
  Chance mean;
  for (const double node : nodes) {
    const Chance one = said_by(observation, off_emulated_scale(observation, centre + deviation * node));
    mean.at += one.at / kNodes;
    mean.below += one.below / kNodes;
  }
  return mean;
}

double squared(double value) { return value * value; }

// ln of the chance of what was observed. Far out, where numbers end, it goes on falling, so that chains find their way in.
double log_chance_about(const CalibrationRow& row, double centre) {
  const Observation& observation = *row.observation;
  const double deviation =
      std::sqrt(squared(observation.sd) + squared(observation.discrepancy) + row.emulator.error + row.spread);
  if (observation.likelihood == Likelihood::normal) {
    const double x = (on_scale(observation.scale, observation.observed) - centre) / deviation;
    return -0.5 * x * x - log_same(deviation);
  }
  const double at = chance_about(row, centre).at;
  constexpr double kFarOut = 1e-250;
  if (at >= kFarOut) return log_same(at);
  if (observation.likelihood == Likelihood::interval) {
    const double low = on_scale(observation.scale, observation.low) - centre;
    const double high = centre - on_scale(observation.scale, observation.high);
    return log_same(kFarOut) - 0.5 * squared(std::max({low, high, 0.0}) / deviation);
  }
  const double trials = observation.likelihood == Likelihood::binomial ? observation.trials : 1.0;
  return log_same(kFarOut) - std::abs(on_emulated_scale(observation, observation.count / trials) - centre);
}

// The same for chains, which ask millions of times. Of a count it takes a sum over all counts for each of several means: it is kept at
// steps of the emulator's mean that are small beside the count's own deviation, with straight lines between, which never overshoot where
// it falls off a cliff.
class LogChance {
 public:
  explicit LogChance(const CalibrationRow& row) : row_(row) {
    const Observation& observation = *row.observation;
    const int size =
        observation.likelihood == Likelihood::binomial ? observation.trials : observation.count + 1;
    step_ = std::min(0.001, 0.02 / std::sqrt(static_cast<double>(size)));
  }

  double at(std::span<const double> place) {
    const double centre = predict(row_.emulator, place);
    if (!is_counted(*row_.observation)) return log_chance_about(row_, centre);
    const double node = std::floor(centre / step_);
    const double beyond = centre / step_ - node;
    const auto first = static_cast<std::int64_t>(node);
    return (1.0 - beyond) * kept(first) + beyond * kept(first + 1);
  }

 private:
  double kept(std::int64_t node) {
    const auto [place, is_new] = kept_.try_emplace(node, 0.0);
    if (is_new) place->second = log_chance_about(row_, static_cast<double>(node) * step_);
    return place->second;
  }

  const CalibrationRow& row_;
  double step_ = 0.0;
  std::unordered_map<std::int64_t, double> kept_;
};

}  // namespace

Chance chance_at(const CalibrationRow& row, std::span<const double> place) {
  return chance_about(row, predict(row.emulator, place));
}

std::vector<std::size_t> active_parameters(std::span<const CalibrationRow> rows) {
  std::set<std::size_t> active;
  for (const CalibrationRow& row : rows) {
    for (const EmulatorTerm& term : row.emulator.terms) {
      active.insert(static_cast<std::size_t>(term.first));
      if (term.second >= 0) active.insert(static_cast<std::size_t>(term.second));
    }
  }
  return {active.begin(), active.end()};
}

WorldDraws draw_worlds(std::span<const CalibrationRow> rows, std::size_t parameters, ChainPlan plan) {
  WorldDraws worlds;
  worlds.active = active_parameters(rows);
  worlds.places.resize(static_cast<Index>(plan.draws), static_cast<Index>(parameters));
  for (std::size_t parameter = 0; parameter < parameters; ++parameter) {
    Stream stream(RandomKey{plan.seed, 1}, Purpose::walk_worlds, 0, static_cast<std::uint32_t>(parameter));
    for (Index draw = 0; draw < worlds.places.rows(); ++draw)
      worlds.places(draw, static_cast<Index>(parameter)) = stream.uniform();
  }
  if (worlds.active.empty()) return worlds;
  plan.dimensions = worlds.active.size();
  std::vector<double> place(parameters, 0.5);
  std::vector<LogChance> chances(rows.begin(), rows.end());
  const ChainDraws drawn = draw_chains(
      [&](std::span<const double> own) {
        for (std::size_t k = 0; k < own.size(); ++k) place[worlds.active[k]] = own[k];
        double sum = 0.0;
        for (LogChance& chance : chances) sum += chance.at(place);
        return sum;
      },
      plan);
  for (std::size_t k = 0; k < worlds.active.size(); ++k)
    worlds.places.col(static_cast<Index>(worlds.active[k])) = drawn.places.col(static_cast<Index>(k));
  worlds.mixing = drawn.mixing;
  return worlds;
}

std::vector<Learnt> find_learnt(const ArrayXXd& places) {
  std::vector<Learnt> learnt;
  for (Index parameter = 0; parameter < places.cols(); ++parameter) {
    std::vector<double> sorted(static_cast<std::size_t>(places.rows()));
    for (Index draw = 0; draw < places.rows(); ++draw)
      sorted[static_cast<std::size_t>(draw)] = places(draw, parameter);
    const double deviation = deviation_of(sorted);
    std::ranges::sort(sorted);
    learnt.push_back({static_cast<std::size_t>(parameter), quantile(sorted, 0.05), quantile(sorted, 0.95),
                      deviation * std::sqrt(12.0)});
  }
  return learnt;
}

std::vector<Correlated> find_correlated(const ArrayXXd& places, std::span<const std::size_t> among) {
  std::vector<Correlated> found;
  for (std::size_t i = 0; i < among.size(); ++i) {
    for (std::size_t k = i + 1; k < among.size(); ++k) {
      const Eigen::ArrayXd one =
          places.col(static_cast<Index>(among[i])) - places.col(static_cast<Index>(among[i])).mean();
      const Eigen::ArrayXd two =
          places.col(static_cast<Index>(among[k])) - places.col(static_cast<Index>(among[k])).mean();
      const double scale = std::sqrt((one * one).sum() * (two * two).sum());
      const double correlation = scale > 0.0 ? (one * two).sum() / scale : 0.0;
      if (std::abs(correlation) >= kCorrelated) found.push_back({among[i], among[k], correlation});
    }
  }
  std::ranges::stable_sort(found, [](const Correlated& left, const Correlated& right) {
    return std::abs(left.correlation) > std::abs(right.correlation);
  });
  return found;
}

std::vector<double> place_of(const ArrayXXd& places, Index row) {
  std::vector<double> place;
  for (Index k = 0; k < places.cols(); ++k) place.push_back(places(row, k));
  return place;
}

double posterior_pit(const CalibrationRow& row, const ArrayXXd& places) {
  double sum = 0.0;
  for (Index draw = 0; draw < places.rows(); ++draw) sum += chance_at(row, place_of(places, draw)).below;
  return sum / static_cast<double>(places.rows());
}

bool is_reachable(const CalibrationRow& row, const ArrayXXd& places) {
  for (Index draw = 0; draw < places.rows(); ++draw) {
    const double below = chance_at(row, place_of(places, draw)).below;
    if (below >= kUnusual && below <= 1.0 - kUnusual) return true;
  }
  return false;
}

}  // namespace comity::analysis
