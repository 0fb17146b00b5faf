#include "phases/selection.h"

#include "random/elementary.h"

namespace comity {

double normal_cumulative(double x) {
  constexpr double kRootTwoPi = 2.5066282746310002;
  const double size = x < 0.0 ? -x : x;
  const double t = 1.0 / (1.0 + 0.2316419 * size);
  const double series =
      t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const double tail = exp_same(-0.5 * size * size) / kRootTwoPi * series;
  return x < 0.0 ? tail : 1.0 - tail;
}

Beliefs lpg_beliefs(const Estimates& estimates, double log_odds, double scale) {
  return {logistic(log_odds + estimates.government / scale), logistic(log_odds + estimates.provider / scale)};
}

Beliefs priest_klein_beliefs(const Estimates& estimates, double standard, double spread) {
  const auto believe = [&](double estimate) {
    if (spread > 0.0) return normal_cumulative((estimate - standard) / spread);
    return estimate > standard ? 1.0 : 0.0;
  };
  return {believe(estimates.government), believe(estimates.provider)};
}

bool goes_to_trial(const Beliefs& beliefs, double threshold) {
  return beliefs.government - beliefs.provider > threshold;
}

}  // namespace comity
