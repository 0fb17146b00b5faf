#include "analysis/recovery.h"

#include "random/distributions.h"
#include "random/stream.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <thread>

namespace comity::analysis {
namespace {

int draw_count(const CountLaw& law, double uniform) {
  std::size_t count = law.first;
  for (const double chance : law.chances) {
    uniform -= chance;
    if (uniform < 0.0) break;
    ++count;
  }
  return static_cast<int>(std::min(count, law.first + law.chances.size() - 1));
}

std::vector<Recovered> recover_one(std::span<const CalibrationRow> rows, const KnownTruth& truth,
                                   std::size_t number, ChainPlan plan) {
  std::vector<Observation> observed;
  observed.reserve(rows.size());  // rows point at them
  std::vector<CalibrationRow> own;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (std::isnan(truth.values[row])) continue;
    const auto seed = static_cast<std::uint32_t>(number * rows.size() + row);
    observed.push_back(observed_in(*rows[row].observation, truth.values[row], seed));
    own.push_back({&observed.back(), rows[row].emulator, rows[row].spread});
  }
  plan.seed += static_cast<std::uint32_t>(number);
  const WorldDraws drawn = draw_worlds(own, truth.place.size(), plan);
  const std::vector<Learnt> learnt = find_learnt(drawn.places);
  std::vector<Recovered> recovered;
  for (const std::size_t parameter : drawn.active) {
    const double place = truth.place[parameter];
    const auto below =
        static_cast<double>((drawn.places.col(static_cast<Eigen::Index>(parameter)) < place).count());
    recovered.push_back({number, parameter, place, learnt[parameter].low, learnt[parameter].high,
                         below / static_cast<double>(drawn.places.rows())});
  }
  return recovered;
}

}  // namespace

Observation observed_in(const Observation& observation, double value, std::uint32_t seed) {
  Observation observed = observation;
  Stream stream(RandomKey{seed, 2}, Purpose::walk_worlds, 0);
  if (is_counted(observation)) {
    observed.count =
        draw_count(law_of(observation, off_emulated_scale(observation, value)), stream.uniform());
    return observed;
  }
  const double measured = value + error_of(observation) * draw_normal(stream);
  if (observation.likelihood == Likelihood::normal) {
    observed.observed = off_scale(observation.scale, measured);
    return observed;
  }
  const double width =
      on_scale(observation.scale, observation.high) - on_scale(observation.scale, observation.low);
  const double low = measured - width * stream.uniform();
  observed.low = off_scale(observation.scale, low);
  observed.high = off_scale(observation.scale, low + width);
  return observed;
}

std::vector<Recovered> recover(std::span<const CalibrationRow> rows, std::span<const KnownTruth> truths,
                               const ChainPlan& plan, int threads) {
  std::vector<std::vector<Recovered>> each(truths.size());
  {
    std::vector<std::jthread> hands;
    const auto many = static_cast<std::size_t>(threads);
    for (std::size_t hand = 0; hand < many; ++hand) {
      hands.emplace_back([&, hand] {
        for (std::size_t k = hand; k < truths.size(); k += many)
          each[k] = recover_one(rows, truths[k], k, plan);
      });
    }
  }
  std::vector<Recovered> all;
  for (const std::vector<Recovered>& one : each) all.insert(all.end(), one.begin(), one.end());
  return all;
}

RecoveryTotal total_of(std::span<const Recovered> recovered) {
  RecoveryTotal total;
  total.intervals = recovered.size();
  for (const Recovered& one : recovered) {
    if (one.place >= one.low && one.place <= one.high) ++total.held;
    const auto bin = static_cast<std::size_t>(one.below * static_cast<double>(kRankBins));
    ++total.ranks[std::min(bin, kRankBins - 1)];
  }
  if (recovered.empty()) return total;
  const double expected = static_cast<double>(total.intervals) / static_cast<double>(kRankBins);
  double chi_square = 0.0;
  for (const std::size_t count : total.ranks) {
    const double gap = static_cast<double>(count) - expected;
    chi_square += gap * gap / expected;
  }
  total.evenness = boost::math::gamma_q(0.5 * static_cast<double>(kRankBins - 1), 0.5 * chi_square);
  return total;
}

}  // namespace comity::analysis
