#include "analysis/posterior.h"

#include "analysis/interval.h"
#include "error.h"
#include "random/distributions.h"
#include "random/elementary.h"
#include "random/stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace comity::analysis {
namespace {

using Eigen::Index;

constexpr std::size_t kRidgeEvery = 4;  // sweeps
constexpr std::size_t kRecordsPerChain = 400;
constexpr double kWanted = 0.44;  // accepted moves of one coordinate (Roberts and Rosenthal 2001)

// Folded back into [0, 1], so that steps stay symmetric.
double folded(double place) {
  place = std::abs(place);
  place -= 2.0 * std::floor(place / 2.0);
  return place > 1.0 ? 2.0 - place : place;
}

struct Chain {
  std::vector<double> place;
  double density = 0.0;
  std::vector<double> log_step;
};

// One chain's moves and their count in the second half.
struct Walk {
  const LogDensity& density;
  const ChainPlan& plan;
  std::vector<Chain> chains{};
  double accepted = 0.0;
  double tried = 0.0;

  bool move(Chain& chain, const std::vector<double>& to, double power, Stream& stream) const {
    const double there = density(to);
    const double gain = power * (there - chain.density);
    if (std::isnan(there) || (gain < 0.0 && log_same(stream.uniform()) >= gain)) return false;
    chain.place = to;
    chain.density = there;
    return true;
  }

  void sweep(std::size_t number, std::size_t time, double power, bool adapt) {
    Chain& chain = chains[number];
    Stream stream(RandomKey{plan.seed, 0}, Purpose::walk_worlds, static_cast<std::uint32_t>(time + 1),
                  static_cast<std::uint32_t>(number));
    for (std::size_t k = 0; k < plan.dimensions; ++k) {
      std::vector<double> to = chain.place;
      to[k] = folded(to[k] + exp_same(chain.log_step[k]) * draw_normal(stream));
      const bool moved = move(chain, to, power, stream);
      if (adapt) {
        const double pace = 2.0 / std::sqrt(static_cast<double>(time) + 1.0);
        chain.log_step[k] =
            std::clamp(chain.log_step[k] + pace * ((moved ? 1.0 : 0.0) - kWanted), -12.0, 0.5);
      } else {
        accepted += moved ? 1.0 : 0.0;
        tried += 1.0;
      }
    }
    if (time % kRidgeEvery == 0) follow_ridge(number, power, stream);
  }

  void follow_ridge(std::size_t number, double power, Stream& stream) {
    const auto other = [&] {
      return static_cast<std::size_t>(stream.uniform() * static_cast<double>(chains.size()));
    };
    const std::size_t one = other();
    const std::size_t two = other();
    if (one == two || one == number || two == number) return;
    // All the way now and then: from one mode to another.
    const double length =
        stream.uniform() < 0.1
            ? 1.0
            : 2.38 / std::sqrt(2.0 * static_cast<double>(plan.dimensions)) * stream.uniform() * 2.0;
    std::vector<double> to = chains[number].place;
    for (std::size_t k = 0; k < plan.dimensions; ++k)
      to[k] += length * (chains[one].place[k] - chains[two].place[k]);
    if (std::ranges::any_of(to, [](double place) { return place < 0.0 || place > 1.0; })) return;
    move(chains[number], to, power, stream);
  }
};

// Split R-hat of one coordinate; each record is [chain][record].
double split_rhat(const std::vector<std::vector<double>>& halves) {
  const auto count = static_cast<double>(halves.front().size());
  std::vector<double> means;
  double within = 0.0;
  for (const std::vector<double>& half : halves) {
    const double deviation = deviation_of(half);
    within += deviation * deviation / static_cast<double>(halves.size());
    means.push_back(mean_of(half));
  }
  const double apart = deviation_of(means);
  const double between = apart * apart;
  if (within > 0.0) return std::sqrt((count - 1.0) / count + between / within);
  return between > 0.0 ? std::numeric_limits<double>::infinity() : 1.0;
}

}  // namespace

ChainDraws draw_chains(const LogDensity& density, const ChainPlan& plan) {
  COMITY_EXPECT(plan.dimensions > 0 && plan.chains >= 4 && plan.sweeps >= 16);
  Walk walk{density, plan};
  for (std::size_t number = 0; number < plan.chains; ++number) {
    Stream stream(RandomKey{plan.seed, 0}, Purpose::walk_worlds, 0, static_cast<std::uint32_t>(number));
    Chain& chain = walk.chains.emplace_back();
    for (std::size_t k = 0; k < plan.dimensions; ++k) chain.place.push_back(stream.uniform());
    chain.density = density(chain.place);
    chain.log_step.assign(plan.dimensions, log_same(0.25));
  }
  const std::size_t begin = plan.sweeps / 2;
  const std::size_t every = std::max<std::size_t>(1, (plan.sweeps - begin) / kRecordsPerChain);
  std::vector<std::vector<std::vector<double>>> records(plan.chains);  // [chain][record][coordinate]
  for (std::size_t time = 0; time < plan.sweeps; ++time) {
    // All of the density from the middle of the beginning on; steps are fitted a little longer.
    const double let_in = std::min(1.0, 2.0 * static_cast<double>(time) / static_cast<double>(begin));
    for (std::size_t number = 0; number < plan.chains; ++number)
      walk.sweep(number, time, plan.power * let_in, time < begin);
    if (time < begin || (time - begin) % every != 0) continue;
    for (std::size_t number = 0; number < plan.chains; ++number)
      records[number].push_back(walk.chains[number].place);
  }
  ChainDraws drawn;
  drawn.accepted = walk.tried > 0.0 ? walk.accepted / walk.tried : 0.0;
  const std::size_t length = records.front().size();
  for (std::size_t k = 0; k < plan.dimensions && length >= 4; ++k) {
    std::vector<std::vector<double>> halves;
    for (const auto& chain : records) {
      for (std::size_t half = 0; half < 2; ++half) {
        std::vector<double>& values = halves.emplace_back();
        for (std::size_t i = 0; i < length / 2; ++i) values.push_back(chain[half * (length / 2) + i][k]);
      }
    }
    drawn.mixing = std::max(drawn.mixing, split_rhat(halves));
  }
  drawn.places.resize(static_cast<Index>(plan.draws), static_cast<Index>(plan.dimensions));
  for (std::size_t draw = 0; draw < plan.draws; ++draw) {
    // The chains in turn, each from its first record to its last.
    const std::size_t turns = (plan.draws + plan.chains - 1) / plan.chains;
    const std::size_t record = (draw / plan.chains) * length / turns;
    for (std::size_t k = 0; k < plan.dimensions; ++k)
      drawn.places(static_cast<Index>(draw), static_cast<Index>(k)) = records[draw % plan.chains][record][k];
  }
  return drawn;
}

}  // namespace comity::analysis
