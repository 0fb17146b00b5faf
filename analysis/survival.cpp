#include "analysis/survival.h"

#include "missing.h"
#include "random/distributions.h"
#include "random/elementary.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

// share ^ exp(+-z s): the interval of log(-log(share)), taken back.
void bound(SurvivalStep& step, double sum, double z) {
  if (step.share <= 0.0) {
    step.error = step.low = step.high = kMissing;
    return;
  }
  step.error = step.share * std::sqrt(sum);
  const double log_share = log_same(step.share);
  const double factor = exp_same(z * std::sqrt(sum) / -log_share);
  step.low = exp_same(log_share * factor);
  step.high = exp_same(log_share / factor);
}

}  // namespace

std::vector<SurvivalStep> kaplan_meier(std::vector<Duration> durations, double level) {
  std::ranges::sort(durations, {}, &Duration::length);
  const double z = normal_quantile(0.5 + 0.5 * level);
  std::vector<SurvivalStep> steps;
  double share = 1.0;
  double sum = 0.0;  // Greenwood's
  for (std::size_t i = 0; i < durations.size();) {
    const std::size_t at_risk = durations.size() - i;
    const double length = durations[i].length;
    std::size_t ended = 0;
    for (; i < durations.size() && durations[i].length == length; ++i) ended += durations[i].ended ? 1U : 0U;
    if (ended == 0) continue;
    const auto risk = static_cast<double>(at_risk);
    const auto ends = static_cast<double>(ended);
    share *= (risk - ends) / risk;
    sum += ends / (risk * (risk - ends));
    steps.push_back({length, at_risk, ended, share, 0.0, 0.0, 0.0});
    bound(steps.back(), sum, z);
  }
  return steps;
}

Bounded median_survival(std::span<const SurvivalStep> steps) {
  constexpr double kHalf = 0.5 + 1e-12;
  const auto first = [&](double SurvivalStep::* column) {
    const auto found = std::ranges::find_if(
        steps, [&](const SurvivalStep& step) { return step.share <= 0.0 || step.*column <= kHalf; });
    return found == steps.end() ? kMissing : found->length;
  };
  const auto upper = std::ranges::find_if(steps, [](const SurvivalStep& step) { return step.high <= kHalf; });
  return {first(&SurvivalStep::share), first(&SurvivalStep::low),
          upper == steps.end() ? kMissing : upper->length};
}

}  // namespace comity::analysis
