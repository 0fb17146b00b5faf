#include "analysis/scores_linear.h"

#include "missing.h"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

std::vector<Index> order_of(const ArrayXd& values) {
  std::vector<Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index row) { return values[row]; });
  return order;
}

bool is_constant(const ArrayXd& values) { return (values == values[0]).all(); }

namespace {

ArrayXd ranks_of(const ArrayXd& values) {
  const std::vector<Index> order = order_of(values);
  ArrayXd ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = 0.5 * static_cast<double>(begin + end + 1);
    begin = end;
  }
  return ranks;
}

// Mean 0 and length 1, or 0 of a constant.
ArrayXd standardise(const ArrayXd& values) {
  if (is_constant(values)) return ArrayXd::Zero(values.size());
  const ArrayXd centred = values - values.mean();
  return centred / std::sqrt(centred.square().sum());
}

// Correlations of the inputs, and of the inputs with the output; a constant correlates with itself only.
struct Correlations {
  Eigen::MatrixXd among;
  Eigen::VectorXd with_output;
};

Correlations correlate(const GivenRuns& runs, bool ranks) {
  const auto prepare = [&](const ArrayXd& values) { return standardise(ranks ? ranks_of(values) : values); };
  const Index count = runs.inputs.cols();
  ArrayXXd inputs(runs.inputs.rows(), count);
  for (Index j = 0; j < count; ++j) inputs.col(j) = prepare(runs.inputs.col(j));
  const ArrayXd output = prepare(runs.outputs);
  Correlations result{Eigen::MatrixXd::Identity(count, count), Eigen::VectorXd(count)};
  for (Index j = 0; j < count; ++j) {
    result.with_output[j] = (inputs.col(j) * output).sum();
    for (Index k = 0; k < j; ++k)
      result.among(j, k) = result.among(k, j) = (inputs.col(j) * inputs.col(k)).sum();
  }
  return result;
}

// With a threshold by which inputs count as determined by others.
Eigen::FullPivLU<Eigen::MatrixXd> factorise(const Eigen::MatrixXd& among) {
  Eigen::FullPivLU<Eigen::MatrixXd> lu;
  lu.setThreshold(1e-10);
  lu.compute(among);
  return lu;
}

}  // namespace

ArrayXd correlations(const GivenRuns& runs, bool ranks) { return correlate(runs, ranks).with_output; }

ArrayXd coefficients(const GivenRuns& runs, bool ranks) {
  const Correlations r = correlate(runs, ranks);
  const Eigen::FullPivLU<Eigen::MatrixXd> lu = factorise(r.among);
  if (!lu.isInvertible()) return ArrayXd::Constant(r.with_output.size(), kMissing);
  return lu.solve(r.with_output).array();
}

// From the regression: b_j^2 / (inverse)_jj is what input j alone explains, 1 - R^2 what none does.
ArrayXd partial_correlations(const GivenRuns& runs, bool ranks) {
  const Correlations r = correlate(runs, ranks);
  const Eigen::FullPivLU<Eigen::MatrixXd> lu = factorise(r.among);
  const Index count = r.with_output.size();
  if (!lu.isInvertible()) return ArrayXd::Constant(count, kMissing);
  const ArrayXd slopes = lu.solve(r.with_output).array();
  const ArrayXd inflation = lu.inverse().diagonal().array();
  const double unexplained = std::max(0.0, 1.0 - (slopes * r.with_output.array()).sum());
  ArrayXd partial(count);
  for (Index j = 0; j < count; ++j)
    partial[j] =
        slopes[j] == 0.0 ? 0.0 : slopes[j] / std::sqrt(slopes[j] * slopes[j] + unexplained * inflation[j]);
  return partial;
}

}  // namespace comity::analysis
