#include "analysis/sobol.h"

#include "error.h"
#include "missing.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

using Eigen::Index;

// What is summed over base points: one column per point. Rows: value and square for the variance, then a term per index.
struct PointTerms {
  Index factors = 0;
  bool second = false;
  SobolVariance variance = SobolVariance::both_samples;
  SobolFormula formula = SobolFormula::saltelli;
  bool constant = false;
  Eigen::ArrayXXd values;  // [2 + 2 factors + pairs x points]
};

void check_shapes(const SobolOutputs& outputs) {
  const Index points = outputs.a.size();
  const bool second = outputs.ba.size() > 0;
  if (outputs.b.size() != points || outputs.ab.rows() != points ||
      (second && (outputs.ba.rows() != points || outputs.ba.cols() != outputs.ab.cols())))
    throw Error(
        fmt::format("sobol: the roles have different numbers of runs (A {}, B {}, AB {} x {}, BA {} x {}). "
                    "Give one run per "
                    "base point and role",
                    points, outputs.b.size(), outputs.ab.rows(), outputs.ab.cols(), outputs.ba.rows(),
                    outputs.ba.cols()));
}

bool is_whole(const SobolOutputs& outputs, Index point) {
  return std::isfinite(outputs.a[point]) && std::isfinite(outputs.b[point]) &&
         outputs.ab.row(point).isFinite().all() &&
         (outputs.ba.size() == 0 || outputs.ba.row(point).isFinite().all());
}

std::vector<Index> whole_points(const SobolOutputs& outputs) {
  std::vector<Index> whole;
  for (Index point = 0; point < outputs.a.size(); ++point) {
    if (is_whole(outputs, point)) whole.push_back(point);
  }
  if (whole.empty())
    throw Error(fmt::format("sobol: none of {} base points has all its runs. Run the failed ones again",
                            outputs.a.size()));
  return whole;
}

SobolOutputs select_points(const SobolOutputs& outputs, const std::vector<Index>& points) {
  SobolOutputs chosen{outputs.a(points), outputs.b(points), outputs.ab(points, Eigen::all), {}};
  if (outputs.ba.size() > 0) chosen.ba = outputs.ba(points, Eigen::all);
  return chosen;
}

// Subtracts the mean of all runs; true when all are the same.
bool centre(SobolOutputs& outputs) {
  const double first = outputs.a[0];
  const bool constant = (outputs.a == first).all() && (outputs.b == first).all() &&
                        (outputs.ab == first).all() && (outputs.ba == first).all();
  const double sum = outputs.a.sum() + outputs.b.sum() + outputs.ab.sum() + outputs.ba.sum();
  const auto runs = static_cast<double>(2 * outputs.a.size() + outputs.ab.size() + outputs.ba.size());
  const double mean = sum / runs;
  outputs.a -= mean;
  outputs.b -= mean;
  outputs.ab -= mean;
  outputs.ba -= mean;
  return constant;
}

void fill_pairs(const SobolOutputs& outputs, PointTerms& terms) {
  Index row = 2 + 2 * terms.factors;
  for (Index j = 0; j < terms.factors; ++j) {
    for (Index k = j + 1; k < terms.factors; ++k)
      terms.values.row(row++) = outputs.ba.col(j) * outputs.ab.col(k) - outputs.a * outputs.b;
  }
}

PointTerms terms_of(SobolOutputs outputs, const SobolOptions& options) {
  PointTerms terms{outputs.ab.cols(), outputs.ba.size() > 0, options.variance, options.formula, false, {}};
  terms.constant = centre(outputs);
  const auto& [a, b, ab, ba] = outputs;
  const Index pairs = terms.second ? terms.factors * (terms.factors - 1) / 2 : 0;
  terms.values.resize(2 + 2 * terms.factors + pairs, a.size());
  terms.values.row(0) = a;
  terms.values.row(1) = a.square();
  if (options.variance == SobolVariance::both_samples) {
    terms.values.row(0) += b.transpose();
    terms.values.row(1) += b.square().transpose();
  }
  for (Index j = 0; j < terms.factors; ++j) {
    if (options.formula == SobolFormula::saltelli)
      terms.values.row(2 + j) = b * (ab.col(j) - a);
    else
      terms.values.row(2 + j) = (b - ab.col(j)).square();
    terms.values.row(2 + terms.factors + j) = (a - ab.col(j)).square();
  }
  if (terms.second) fill_pairs(outputs, terms);
  return terms;
}

double variance_of(const PointTerms& terms, const Eigen::ArrayXd& sums) {
  const auto points = static_cast<double>(terms.values.cols());
  if (terms.variance == SobolVariance::both_samples) {
    const double mean = sums[0] / (2.0 * points);
    return sums[1] / (2.0 * points) - mean * mean;
  }
  return (sums[1] - sums[0] * sums[0] / points) / (points - 1.0);
}

// The indices of these sums: first, total, second order.
Eigen::ArrayXd indices_of(const PointTerms& terms, const Eigen::ArrayXd& sums) {
  const Index factors = terms.factors;
  if (terms.constant) return Eigen::ArrayXd::Zero(sums.size() - 2);
  const double variance = variance_of(terms, sums);
  if (!(variance > 0.0)) return Eigen::ArrayXd::Constant(sums.size() - 2, kMissing);
  Eigen::ArrayXd indices = sums.tail(sums.size() - 2) / (static_cast<double>(terms.values.cols()) * variance);
  if (terms.formula == SobolFormula::jansen) indices.head(factors) = 1.0 - 0.5 * indices.head(factors);
  indices.segment(factors, factors) *= 0.5;
  if (!terms.second) return indices;
  Index row = 2 * factors;
  for (Index j = 0; j < factors; ++j) {
    for (Index k = j + 1; k < factors; ++k) indices[row++] -= indices[j] + indices[k];
  }
  return indices;
}

// Written out: as an Eigen expression it takes three times as long.
Eigen::ArrayXd weighted_sums(const PointTerms& terms, const std::vector<std::uint32_t>& counts) {
  const Index rows = terms.values.rows();
  Eigen::ArrayXd sums = Eigen::ArrayXd::Zero(rows);
  const double* value = terms.values.data();
  double* sum = sums.data();
  for (const std::uint32_t count : counts) {
    const double weight = count;
    for (Index row = 0; row < rows; ++row) sum[row] += weight * value[row];
    value += rows;
  }
  return sums;
}

// [indices x resamples]
Eigen::ArrayXXd resample_indices(const PointTerms& terms, const Resampling& resampling) {
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(terms.values.cols()));
  Eigen::ArrayXXd indices(terms.values.rows() - 2, resampling.resamples);
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    indices.col(resample) = indices_of(terms, weighted_sums(terms, counts));
  }
  return indices;
}

// Deals out the indices in the order of `indices_of`.
template <typename Of>
void fill_indices(SobolIndices& indices, Index factors, Index count, Of of) {
  for (Index index = 0; index < count; ++index) {
    auto& list = index < factors ? indices.first : index < 2 * factors ? indices.total : indices.second;
    list.push_back(of(index));
  }
}

PointTerms prepare(const SobolOutputs& outputs, const SobolOptions& options, SobolIndices& indices) {
  check_shapes(outputs);
  const std::vector<Index> whole = whole_points(outputs);
  indices.points += whole.size();
  indices.failed += static_cast<std::size_t>(outputs.a.size()) - whole.size();
  return terms_of(select_points(outputs, whole), options);
}

Eigen::ArrayXd plain_indices(const PointTerms& terms) {
  return indices_of(terms, weighted_sums(terms, std::vector<std::uint32_t>(
                                                    static_cast<std::size_t>(terms.values.cols()), 1U)));
}

}  // namespace

SobolIndices estimate_sobol(const SobolOutputs& outputs, const SobolOptions& options) {
  SobolIndices indices;
  const PointTerms terms = prepare(outputs, options, indices);
  const Eigen::ArrayXd values = plain_indices(terms);
  const Eigen::ArrayXXd resampled = resample_indices(terms, options.resampling);
  if (resampled.cols() > 1) indices.method = IntervalMethod::bootstrap;
  fill_indices(indices, terms.factors, values.size(), [&](Index index) {
    const Eigen::ArrayXd row = resampled.row(index);
    return normal_interval(values[index], {row.data(), static_cast<std::size_t>(row.size())},
                           options.resampling.level);
  });
  return indices;
}

SobolIndices estimate_sobol_scrambles(std::span<const SobolOutputs> designs, const SobolOptions& options) {
  if (designs.empty()) throw Error("sobol: there is no design. Give at least two scrambles");
  SobolIndices indices;
  std::vector<Eigen::ArrayXd> each;
  for (const SobolOutputs& outputs : designs) {
    each.push_back(plain_indices(prepare(outputs, options, indices)));
    if (outputs.ab.cols() != designs.front().ab.cols() || each.back().size() != each.front().size())
      throw Error("sobol: the scrambles differ in their factors. Give designs of one kind");
  }
  if (each.size() > 1) indices.method = IntervalMethod::scrambles;
  fill_indices(indices, designs.front().ab.cols(), each.front().size(), [&](Index index) {
    std::vector<double> values;
    for (const Eigen::ArrayXd& one : each) values.push_back(one[index]);
    return mean_interval(values, options.resampling.level);
  });
  return indices;
}

SobolOutputs first_points(const SobolOutputs& outputs, Index points) {
  return {outputs.a.head(points), outputs.b.head(points), outputs.ab.topRows(points),
          outputs.ba.size() > 0 ? Eigen::ArrayXXd(outputs.ba.topRows(points)) : Eigen::ArrayXXd()};
}

}  // namespace comity::analysis
