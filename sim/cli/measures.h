/// Quantities of one run computed from its summary, and their intervals over runs.
#pragma once

#include "analysis/sample.h"
#include "scenario/config.h"

#include <functional>
#include <vector>

namespace comity::cli {

/// A quantity of one run.
using Measure = std::function<double(const analysis::RunSummary&)>;

/// Interval of a quantity over the runs.
analysis::Interval over_runs(const analysis::Sample& sample, const Measure& measure);

/// A share over all runs together (sum over sum) with its 90 % confidence interval (ratio estimator over
/// replicates, Cochran 1977, section 2.11), for shares of events too rare to be counted run by run.
analysis::Interval pooled_share(const analysis::Sample& sample, const Measure& above, const Measure& below);

/// Which number of a place of the layout is meant.
enum class Aspect { first, last, total };

/// Makes measures for the metrics of a scenario. All are NaN where a value is missing.
struct Measures {
  const Config& config;
  const MetricLayout& layout;

  /// One place of a metric.
  Measure at(Metric metric, std::size_t group, Aspect aspect) const;

  /// Sum over the groups of a metric.
  Measure sum(Metric metric, Aspect aspect = Aspect::total) const;

  /// Mean over states, by users; mean over the groups, all alike.
  Measure mean_by_users(Metric metric, Aspect aspect) const;
  Measure mean(Metric metric, Aspect aspect) const;
};

/// One measure over another; NaN where the second is 0.
Measure ratio(Measure above, Measure below);

/// A measure times a number.
Measure times(double factor, Measure measure);

}  // namespace comity::cli
