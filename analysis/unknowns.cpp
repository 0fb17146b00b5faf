#include "analysis/unknowns.h"

#include "analysis/sample.h"
#include "analysis/scores.h"
#include "analysis/worlds.h"
#include "missing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace comity::analysis {
namespace {

using Eigen::Index;

constexpr int kDegree = 3;

// Powers of the ranks, each less what the ones before and the constant say; fewer where few values differ.
Eigen::MatrixXd curve_of(const Eigen::ArrayXd& values) {
  const auto worlds = static_cast<double>(values.size());
  const Eigen::ArrayXd places = (2.0 * ranks_of(values) - worlds - 1.0) / worlds;  // in (-1, 1)
  Eigen::MatrixXd basis(values.size(), kDegree);
  Index terms = 0;
  Eigen::ArrayXd power = Eigen::ArrayXd::Ones(values.size());
  for (int degree = 1; degree <= kDegree; ++degree) {
    power *= places;
    Eigen::VectorXd term = power - power.mean();
    const double before = term.norm();
    for (int again = 0; again < 2; ++again) {  // twice, for rounding
      for (Index i = 0; i < terms; ++i) term -= basis.col(i).dot(term) * basis.col(i);
      term.array() -= term.mean();
    }
    if (!(term.norm() > 1e-6 * before) || before == 0.0) break;
    basis.col(terms++) = term.normalized();
  }
  return basis.leftCols(terms);
}

Eigen::VectorXd exchanged(const Eigen::VectorXd& values, const std::vector<std::uint32_t>& order) {
  Eigen::VectorXd moved(values.size());
  for (Index i = 0; i < values.size(); ++i) moved[i] = values[order[static_cast<std::size_t>(i)]];
  return moved;
}

// The share of the variance of centred numbers of length 1 that a curve takes.
double share_of(const Eigen::MatrixXd& curve, const Eigen::VectorXd& numbers) {
  const auto worlds = static_cast<double>(numbers.size());
  const double taken = (curve.transpose() * numbers).squaredNorm();
  return 1.0 - (1.0 - taken) * (worlds - 1.0) / (worlds - 1.0 - static_cast<double>(curve.cols()));
}

// By how much the best fitted arm is better, in the mean over worlds, than the one that is best in the mean: exactly 0 where that is always the same.
double worth_of(const Eigen::MatrixXd& curve, const Eigen::MatrixXd& centred,
                const Eigen::RowVectorXd& means) {
  const Eigen::MatrixXd fitted = (curve * (curve.transpose() * centred)).rowwise() + means;
  Index best = 0;
  means.maxCoeff(&best);
  return (fitted.rowwise().maxCoeff() - fitted.col(best)).mean();
}

// The quantile, at the level of the resampling, of the largest value of any parameter when the worlds' numbers are exchanged.
template <typename Largest>
double by_chance(const Resampling& resampling, Index worlds, Largest largest) {
  std::vector<double> found;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample)
    found.push_back(largest(draw_order(resampling, resample, static_cast<std::uint32_t>(worlds))));
  std::ranges::sort(found);
  return quantile(found, resampling.level);
}

}  // namespace

Unknowns unknowns_of(const Record& record) {
  const std::vector<std::size_t> world = worlds_of(record);
  if (world.empty()) return {};
  Unknowns unknowns{world_parameters(record), {}};
  unknowns.values.setConstant(static_cast<Index>(count_worlds(world)),
                              static_cast<Index>(unknowns.names.size()), kMissing);
  for (std::size_t k = 0; k < unknowns.names.size(); ++k) {
    const std::vector<double> column = record.file.numbers("worlds/" + unknowns.names[k]);
    for (std::size_t run = 0; run < world.size(); ++run)
      unknowns.values(static_cast<Index>(world[run]), static_cast<Index>(k)) = column[run];
  }
  return unknowns;
}

std::vector<double> means_by_world(std::span<const double> values, std::span<const std::size_t> world,
                                   std::size_t worlds) {
  std::vector<double> sums(worlds, 0.0);
  std::vector<double> counts(worlds, 0.0);
  for (std::size_t run = 0; run < values.size(); ++run) {
    if (std::isnan(values[run])) continue;
    sums[world[run]] += values[run];
    counts[world[run]] += 1.0;
  }
  for (std::size_t i = 0; i < worlds; ++i) sums[i] = counts[i] > 0.0 ? sums[i] / counts[i] : kMissing;
  return sums;
}

Curves curves_of(const Eigen::ArrayXXd& values) {
  Curves curves;
  for (Index k = 0; k < values.cols(); ++k) curves.push_back(curve_of(values.col(k)));
  return curves;
}

Explained explain_by_one(const Curves& curves, std::span<const double> means, const Resampling& resampling) {
  Eigen::VectorXd numbers = Eigen::Map<const Eigen::VectorXd>(means.data(), static_cast<Index>(means.size()));
  numbers.array() -= numbers.mean();
  Explained explained{std::vector<double>(curves.size(), kMissing),
                      std::vector<double>(curves.size(), kMissing), kMissing};
  constexpr double kRounding = 1e-12;
  if (!(numbers.lpNorm<Eigen::Infinity>() > kRounding * std::abs(means[0])))
    return explained;  // all the same
  numbers.normalize();
  for (std::size_t k = 0; k < curves.size(); ++k) {
    if (curves[k].cols() == 0) continue;
    explained.share[k] = share_of(curves[k], numbers);
    explained.slope[k] = curves[k].col(0).dot(numbers);
  }
  explained.by_chance = by_chance(resampling, numbers.size(), [&](const std::vector<std::uint32_t>& order) {
    const Eigen::VectorXd moved = exchanged(numbers, order);
    double largest = 0.0;
    for (const Eigen::MatrixXd& curve : curves) largest = std::max(largest, share_of(curve, moved));
    return largest;
  });
  return explained;
}

Learning worth_of_learning(const Curves& curves, const Eigen::MatrixXd& utilities,
                           const Resampling& resampling) {
  const Eigen::RowVectorXd means = utilities.colwise().mean();
  const Eigen::MatrixXd centred = utilities.rowwise() - means;
  Learning learning;
  Index best = 0;
  means.maxCoeff(&best);
  learning.best = static_cast<std::size_t>(best);
  for (const Eigen::MatrixXd& curve : curves) learning.worth.push_back(worth_of(curve, centred, means));
  learning.by_chance = by_chance(resampling, utilities.rows(), [&](const std::vector<std::uint32_t>& order) {
    Eigen::MatrixXd moved(centred.rows(), centred.cols());
    for (Index i = 0; i < centred.rows(); ++i) moved.row(i) = centred.row(order[static_cast<std::size_t>(i)]);
    double largest = 0.0;
    for (const Eigen::MatrixXd& curve : curves) largest = std::max(largest, worth_of(curve, moved, means));
    return largest;
  });
  return learning;
}

double worth_of_knowing(const Eigen::MatrixXd& runs, std::span<const std::size_t> world) {
  const std::size_t worlds = count_worlds(world);
  // Sums of every other run of a world, and of the runs between.
  std::array<Eigen::MatrixXd, 2> sums;
  std::array<Eigen::ArrayXd, 2> counts;
  for (std::size_t half = 0; half < 2; ++half) {
    sums[half].setZero(static_cast<Index>(worlds), runs.cols());
    counts[half].setZero(static_cast<Index>(worlds));
  }
  for (Index run = 0; run < runs.rows(); ++run) {
    if (!runs.row(run).array().isFinite().all()) continue;
    const auto place = static_cast<Index>(world[static_cast<std::size_t>(run)]);
    const std::size_t half = counts[0][place] > counts[1][place] ? 1 : 0;
    sums[half].row(place) += runs.row(run);
    counts[half][place] += 1.0;
  }
  Eigen::RowVectorXd means = Eigen::RowVectorXd::Zero(runs.cols());
  double taken = 0.0;
  for (Index place = 0; place < counts[0].size(); ++place) {
    if (counts[1][place] == 0.0) continue;
    taken += 1.0;
    for (std::size_t half = 0; half < 2; ++half) means += sums[half].row(place) / counts[half][place];
  }
  if (taken == 0.0) return kMissing;
  Index best = 0;
  means.maxCoeff(&best);
  double gained = 0.0;
  for (Index place = 0; place < counts[0].size(); ++place) {
    if (counts[1][place] == 0.0) continue;
    for (std::size_t half = 0; half < 2; ++half) {
      Index chosen = 0;
      sums[half].row(place).maxCoeff(&chosen);
      const auto& others = sums[1 - half];
      gained += (others(place, chosen) - others(place, best)) / counts[1 - half][place];
    }
  }
  return gained / (2.0 * taken);
}

}  // namespace comity::analysis
