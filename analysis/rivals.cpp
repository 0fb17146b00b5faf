#include "analysis/rivals.h"

#include "analysis/evidence.h"
#include "analysis/forecast.h"
#include "analysis/likelihood.h"
#include "analysis/sample.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kLevel = 0.95;

ForetellerScore score_of(const NormalForecast& forecast, double error, double value) {
  const NormalForecast whole{forecast.mean, std::hypot(forecast.deviation, error)};
  return {log_of_chance(chance_of_value(value, whole.mean, whole.deviation).at), crps(whole, value)};
}

bool has_scores(const ForetellerScores& scores) { return !std::isnan(scores.front().crps); }

}  // namespace

ForetellerScores score_forecasts(const Observation& observation, std::vector<double> centres,
                                 double log_score) {
  std::vector<Measured> past = observation.history;
  for (Measured& measured : past) measured.value = on_scale(observation.scale, measured.value);
  for (double& centre : centres) centre = on_scale(observation.scale, centre);
  const double value = on_scale(observation.scale, observation.observed);
  return {{{log_score, crps_of_mixture(centres, error_of(observation), value)},
           score_of(without_change(past, observation.year), observation.sd, value),
           score_of(by_trend(past, observation.year), observation.sd, value)}};
}

RivalTotals rival_totals(const std::vector<ForetellerScores>& scores) {
  RivalTotals totals;
  totals.observations = static_cast<std::size_t>(std::ranges::count_if(scores, has_scores));
  for (std::size_t who = 0; who < enum_count<Foreteller>; ++who) {
    std::vector<double> logs;
    std::vector<double> crps;
    std::vector<double> log_gains;
    std::vector<double> crps_gains;
    for (const ForetellerScores& one : scores) {
      if (!has_scores(one)) continue;
      logs.push_back(one[who].log_score);
      crps.push_back(one[who].crps);
      log_gains.push_back(one.front().log_score - one[who].log_score);
      crps_gains.push_back(one[who].crps - one.front().crps);
    }
    totals.by[who] = {
        {mean_of(logs), mean_of(crps)}, mean_interval(log_gains, kLevel), mean_interval(crps_gains, kLevel)};
  }
  return totals;
}

}  // namespace comity::analysis
