/// Comparing two scenarios over replicates: means of all metrics, in standard errors of their difference.
#pragma once

#include "scenario/config.h"
#include "tables/tally.h"

#include <string>
#include <vector>

namespace comity::test {

/// One number per run: the sum of a counter or the mean of a gauge over recorded points, over some values of the record.
struct Quantity {
  std::string name;
  Metric metric = Metric::count;
  std::size_t first = 0;
  std::size_t last = 0;  // values of the record from first up to last
};

/// Every metric: one quantity per instrument, fate and level each, else one for all states, providers and so on together.
std::vector<Quantity> totals(const Config& config);

/// Metrics per state: one quantity for each state in this order.
std::vector<Quantity> by_state(const Config& config, const std::vector<int>& order);

/// Mean over replicates and its standard error.
struct Estimate {
  double mean = 0.0;
  double error = 0.0;
};
std::vector<Estimate> estimate(const Config& config, const std::vector<Quantity>& quantities, int replicates);

/// What else than noise is allowed: a relative difference, and what is not compared.
struct Slack {
  double relative = 0.001;
  std::vector<std::string> exempt = {};
};

/// The largest difference of two lists of estimates beyond the slack, in standard errors of the difference.
struct Difference {
  double errors = 0.0;
  std::string name;
};
Difference largest_difference(const std::vector<Quantity>& quantities, const std::vector<Estimate>& one,
                              const std::vector<Estimate>& other, const Slack& slack);

}  // namespace comity::test
