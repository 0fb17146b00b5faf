// V13: with imitation alone, adoption follows the curve of Bass (1969) with p .0012 and q .11 a year.
#include "law/load.h"
#include "phases/legislate.h"
#include "phases/phases.h"
#include "random/distributions.h"
#include "report.h"
#include "support/play.h"
#include "support/small_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace comity {
namespace {

using test::report;
using test::report_at_most;

constexpr double kInnovation = 0.0012;
constexpr double kImitation = 0.11;

double bass_share(double years) {
  const double decay = std::exp(-(kInnovation + kImitation) * years);
  return (1.0 - decay) / (1.0 + kImitation / kInnovation * decay);
}

// Mean over runs of the share of adopters after each quarter of a year, by the hazard of the phase at a stance of .4.
std::vector<double> mean_adoption(int runs, int states, int steps) {
  LegislateParameters legislate;
  legislate.innovation = kInnovation;
  legislate.diffusion = kImitation;
  std::vector<double> adopted(static_cast<std::size_t>(steps), 0.0);
  for (int run = 0; run < runs; ++run) {
    Stream stream({13, static_cast<std::uint32_t>(run)}, Purpose::enact_reform, 0);
    int adopters = 0;
    for (double& share : adopted) {
      const double hazard = diffusion_hazard(legislate, static_cast<double>(adopters) / states, 0.4);
      adopters += draw_binomial(stream, states - adopters, 1.0 - std::exp(-hazard * 0.25));
      share += static_cast<double>(adopters) / states / runs;
    }
  }
  return adopted;
}

TEST(V13Bass, DiffusionAloneFollowsTheCurve) {
  const std::vector<double> adopted = mean_adoption(10'000, 20'000, 300);
  double distance = 0.0;
  for (std::size_t step = 0; step < adopted.size(); ++step) {
    distance = std::max(distance, std::abs(adopted[step] - bass_share(0.25 * static_cast<double>(step + 1))));
  }
  report_at_most("V13", "Kolmogorov-Smirnov distance from Bass's curve, 10,000 runs", distance, 0.02);
}

constexpr const char* kKeep = R"toml(
[regime]
id = "keep"
name = "Keep data here"
state = "*"
[rule.keep]
effect = "localises"
when = "subject resident here"
from = 2000-01-01
source = "test"
)toml";

constexpr const char* kPlain = R"toml(
[regime]
id = "plain"
name = "Plain"
state = "*"
[rule.order]
effect = "compels"
when = "order is ours"
from = 2000-01-01
source = "test"
)toml";

// States among which some keep data at home and the others may come to imitate them, for no other reason.
Config imitating_states(int states, int adopters) {
  Config config = test::small_config();
  config.library = law::load_texts({{"plain.toml", kPlain}, {"keep.toml", kKeep}});
  const StateConfig model = config.states[1];
  config.states.assign(static_cast<std::size_t>(states), model);
  ReformConfig reform;
  reform.id = reform.name = reform.regime = "keep";
  reform.kind = ReformConfig::Kind::localisation;
  for (int state = 0; state < states; ++state) {
    config.states[static_cast<std::size_t>(state)].id = fmt::format("S{}", state);
    config.states[static_cast<std::size_t>(state)].law = {"plain"};
    if (state < adopters) config.states[static_cast<std::size_t>(state)].law.emplace_back("keep");
    reform.states.push_back(state);
  }
  config.reforms = {reform};
  config.treaties.clear();
  config.parameters.legislate.innovation = kInnovation;
  config.parameters.legislate.diffusion = kImitation;
  config.parameters.reciprocate.baseline = 0.4;
  config.parameters.run.step_days = 182.0;
  return config;
}

TEST(V13Bass, ThePhaseEnactsAtBasssHazard) {
  constexpr int kStates = 50;
  constexpr int kAdopters = 20;
  constexpr std::uint32_t kRuns = 1000;
  test::Play play(imitating_states(kStates, kAdopters));
  const World begin = play.world;
  double decided = 0.0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    play.world = begin;
    play.context.key = {13, run};
    legislate(play.world, play.context);
    for (const ReformState& reform : play.world.reforms) {
      decided += reform.status == ReformState::Status::decided ? 1.0 : 0.0;
    }
  }
  const double hazard = kInnovation + kImitation * kAdopters / kStates;
  const double expected = 1.0 - std::exp(-hazard * 182.0 / kDaysPerYear);
  const double trials = static_cast<double>(kRuns) * (kStates - kAdopters);
  report("V13", "share that adopts in half a year beside 40 % adopters, in the phase",
         {decided / trials, expected, 4.0 * std::sqrt(expected / trials)});
}

}  // namespace
}  // namespace comity
