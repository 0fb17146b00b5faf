#include "cli/measures.h"

#include "error.h"
#include "missing.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity::cli {
namespace {

const std::vector<double>& values_of(const analysis::RunSummary& run, Aspect aspect) {
  switch (aspect) {
    case Aspect::first:
      return run.first;
    case Aspect::last:
      return run.last;
    case Aspect::total:
      break;
  }
  return run.total;
}

}  // namespace

analysis::Interval over_runs(const analysis::Sample& sample, const Measure& measure) {
  std::vector<double> values;
  for (const analysis::RunSummary& run : sample.runs) values.push_back(measure(run));
  return analysis::interval_of(std::move(values));
}

analysis::Interval pooled_share(const analysis::Sample& sample, const Measure& above, const Measure& below) {
  double sum_above = 0.0;
  double sum_below = 0.0;
  for (const analysis::RunSummary& run : sample.runs) {
    sum_above += above(run);
    sum_below += below(run);
  }
  if (!(sum_below > 0.0)) return {kMissing, kMissing, kMissing};
  const double share = sum_above / sum_below;
  double squares = 0.0;
  for (const analysis::RunSummary& run : sample.runs) {
    const double gap = above(run) - share * below(run);
    squares += gap * gap;
  }
  const auto runs = static_cast<double>(sample.runs.size());
  const double error = runs > 1.0 ? std::sqrt(runs / (runs - 1.0) * squares) / sum_below : 1.0;
  return {std::max(0.0, share - 1.645 * error), share, std::min(1.0, share + 1.645 * error)};
}

Measure Measures::at(Metric metric, std::size_t group, Aspect aspect) const {
  const std::size_t place = layout.offset[static_cast<std::size_t>(metric)] + group;
  COMITY_EXPECT(place < layout.offset[static_cast<std::size_t>(metric) + 1]);
  return [place, aspect](const analysis::RunSummary& run) { return values_of(run, aspect)[place]; };
}

Measure Measures::sum(Metric metric, Aspect aspect) const {
  const std::size_t begin = layout.offset[static_cast<std::size_t>(metric)];
  const std::size_t end = layout.offset[static_cast<std::size_t>(metric) + 1];
  return [begin, end, aspect](const analysis::RunSummary& run) {
    double sum = 0.0;
    for (std::size_t place = begin; place < end; ++place) sum += values_of(run, aspect)[place];
    return sum;
  };
}

Measure Measures::mean_by_users(Metric metric, Aspect aspect) const {
  std::vector<double> weights;
  double all = 0.0;
  for (const StateConfig& state : config.states) {
    weights.push_back(state.users);
    all += state.users;
  }
  const std::size_t begin = layout.offset[static_cast<std::size_t>(metric)];
  return [weights, all, begin, aspect](const analysis::RunSummary& run) {
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * values_of(run, aspect)[begin + i];
    return sum / all;
  };
}

Measure Measures::mean(Metric metric, Aspect aspect) const {
  const auto index = static_cast<std::size_t>(metric);
  return times(1.0 / static_cast<double>(layout.offset[index + 1] - layout.offset[index]),
               sum(metric, aspect));
}

Measure ratio(Measure above, Measure below) {
  return [above = std::move(above), below = std::move(below)](const analysis::RunSummary& run) {
    const double divisor = below(run);
    return divisor == 0.0 ? kMissing : above(run) / divisor;
  };
}

Measure times(double factor, Measure measure) {
  return [factor, measure = std::move(measure)](const analysis::RunSummary& run) {
    return factor * measure(run);
  };
}

}  // namespace comity::cli
