// V17: at a constant hazard a reform is decided after an exponential time, and comes into force after an Erlang-2 lag with
// two stages of rate h: mean 2/h, variance 2/h^2.
#include "phases/legislate.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "report.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

constexpr int kReforms = 4000;

// Many like reforms before one legislature, under pressure that does not end: hazard 1.6 a year, lag 9 months.
void press_for_many(Config& config) {
  ReformConfig reform;
  reform.kind = ReformConfig::Kind::reach;
  reform.id = reform.name = "reach";
  reform.regime = "al-reach";
  reform.states = {0};
  config.reforms.assign(kReforms, reform);
  LegislateParameters& legislate = config.parameters.legislate;
  legislate.decay = 0.0;
  legislate.hazard = 1.6;
  legislate.lag_months = 9.0;
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

Moments moments_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Moments moments;
  for (const double value : values) moments.mean += value / n;
  for (const double value : values)
    moments.variance += (value - moments.mean) * (value - moments.mean) / (n - 1.0);
  return moments;
}

TEST(V17Reform, ConstantHazardGivesExponentialDecisionsAndErlangLags) {
  SmallWorld small(press_for_many);
  const double begin = small.world.clock.begin;
  for (ReformState& reform : small.world.reforms) reform.pressure = 1e9;
  for (int week = 0; week < 52 * 12; ++week) {
    legislate(small.world, small.context);
    small.advance();
  }
  std::vector<double> waits;
  std::vector<double> lags;
  for (const ReformState& reform : small.world.reforms) {
    ASSERT_EQ(reform.status, ReformState::Status::decided);
    waits.push_back((reform.decided - begin) / kDaysPerYear);
    lags.push_back((reform.force_time - reform.decided) / kDaysPerYear * 12.0);
  }
  // Standard errors: of the exponential's mean .010 and variance .017; of Erlang's mean .10 and variance 1.4.
  const Moments wait = moments_of(waits);
  report("V17", "mean years to a decision at hazard 1.6", {wait.mean, 1.0 / 1.6, 0.04});
  report("V17", "variance of these years", {wait.variance, 1.0 / (1.6 * 1.6), 0.07});
  const Moments lag = moments_of(lags);
  const double h = 2.0 / 9.0;
  report("V17", "mean months from decision to force, h = 2/9", {lag.mean, 2.0 / h, 0.4});
  report("V17", "variance of these months", {lag.variance, 2.0 / (h * h), 5.6});
}

TEST(V17Reform, LagsAreErlangTwo) {
  constexpr std::uint32_t kDraws = 100'000;
  std::vector<double> lags;
  for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
    Stream stream({11, 0}, Purpose::enact_reform, draw);
    lags.push_back(draw_lag(stream, 9.0));
  }
  const Moments lag = moments_of(lags);
  report("V17", "mean of 100,000 lags, h = 2/9", {lag.mean, 9.0, 0.08});
  report("V17", "variance of these lags", {lag.variance, 40.5, 1.2});
}

}  // namespace
}  // namespace comity
