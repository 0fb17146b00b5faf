#include "analysis/bass.h"

#include "analysis/drawn.h"
#include "missing.h"
#include "random/elementary.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace comity::analysis {
namespace {

// p + q = e^pace and q / p = e^ratio, so that both stay positive; m enters linearly.
struct Place {
  double pace = 0.0;
  double ratio = 0.0;
  double m = 0.0;
};

constexpr double kFewestAdopters = 20.0;  // over all runs
constexpr double kLowestRatio = -14.0;    // q is nothing beside p
constexpr double kHighestRatio = 25.0;

BassCurve curve_at(const Place& place) {
  const double sum = exp_same(place.pace);
  const double ratio = exp_same(place.ratio);
  return {sum / (1.0 + ratio), sum * ratio / (1.0 + ratio), place.m};
}

struct Data {
  std::span<const double> years;
  std::span<const double> shares;
};

// F and its derivatives by pace and ratio.
struct Shape {
  double value;
  double by_pace;
  double by_ratio;
};

Shape shape_at(const Place& place, double years) {
  const double sum = exp_same(place.pace);
  const double ratio = exp_same(place.ratio);
  const double left = exp_same(-sum * years);
  const double below = 1.0 + ratio * left;
  return {-expm1_same(-sum * years) / below, (1.0 + ratio) * sum * years * left / (below * below),
          ratio * left * expm1_same(-sum * years) / (below * below)};
}

double squares_at(const Data& data, const Place& place) {
  double squares = 0.0;
  for (std::size_t i = 0; i < data.years.size(); ++i) {
    const double residual = data.shares[i] - place.m * shape_at(place, data.years[i]).value;
    squares += residual * residual;
  }
  return squares;
}

// The best ceiling for a given shape.
double best_ceiling(const Data& data, const Place& place) {
  double product = 0.0;
  double norm = 0.0;
  for (std::size_t i = 0; i < data.years.size(); ++i) {
    const double shape = shape_at(place, data.years[i]).value;
    product += shape * data.shares[i];
    norm += shape * shape;
  }
  return norm > 0.0 ? product / norm : 0.0;
}

// Normal equations of the residuals at a place.
struct Normal {
  Eigen::Matrix3d matrix = Eigen::Matrix3d::Zero();
  Eigen::Vector3d vector = Eigen::Vector3d::Zero();
};

Normal normal_at(const Data& data, const Place& place) {
  Normal normal;
  for (std::size_t i = 0; i < data.years.size(); ++i) {
    const Shape shape = shape_at(place, data.years[i]);
    const Eigen::Vector3d slope(place.m * shape.by_pace, place.m * shape.by_ratio, shape.value);
    normal.matrix += slope * slope.transpose();
    normal.vector += slope * (data.shares[i] - place.m * shape.value);
  }
  return normal;
}

// Levenberg and Marquardt: steps scaled by the diagonal, damped until they go down.
Place descend(const Data& data, Place place) {
  double squares = squares_at(data, place);
  double damping = 1e-3;
  for (int round = 0; round < 500 && damping < 1e12; ++round) {
    const Normal normal = normal_at(data, place);
    Eigen::Matrix3d matrix = normal.matrix;
    matrix.diagonal() += damping * (normal.matrix.diagonal().array() + 1e-300).matrix();
    const Eigen::Vector3d step = matrix.ldlt().solve(normal.vector);
    Place next{place.pace + step[0], std::clamp(place.ratio + step[1], kLowestRatio, kHighestRatio),
               place.m + step[2]};
    const double tried = squares_at(data, next);
    if (!(tried < squares)) {
      damping *= 4.0;
      continue;
    }
    const bool settled = step.cwiseAbs().maxCoeff() <= 1e-13 && damping < 1.0;
    place = next;
    squares = tried;
    damping = std::max(damping * 0.2, 1e-14);
    if (settled) break;
  }
  return place;
}

Place best_start(const Data& data) {
  const double span = data.years.back();
  Place best;
  double least = std::numeric_limits<double>::infinity();
  for (double pace = 0.25; pace < 300.0; pace *= 1.5) {
    for (double ratio = -3.0; ratio <= 12.0; ratio += 0.75) {
      Place place{log_same(pace / span), ratio, 0.0};
      place.m = best_ceiling(data, place);
      const double squares = squares_at(data, place);
      if (squares >= least) continue;
      least = squares;
      best = place;
    }
  }
  return best;
}

// Smallest eigenvalue of the normal matrix scaled to unit diagonal: 0 where parameters trade off against each other.
double independence(const Data& data, const Place& place) {
  const Eigen::Matrix3d matrix = normal_at(data, place).matrix;
  const Eigen::Vector3d scale = matrix.diagonal().array().sqrt().max(1e-300).inverse();
  const Eigen::Matrix3d scaled = scale.asDiagonal() * matrix * scale.asDiagonal();
  return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(scaled, Eigen::EigenvaluesOnly).eigenvalues()[0];
}

std::string reason_against(const Data& data, const Place& place) {
  const double last = data.shares.back();
  if (!(place.m > 0.0)) return "the curve does not rise";
  if (last < 0.5 * place.m) return "the curve has not come half way to its ceiling";
  if (place.m > 1.0 + 1e-9) return "the fitted ceiling is above all courts";
  if (place.ratio >= kHighestRatio || independence(data, place) < 1e-10)
    return "other p, q and m fit as well";
  return {};
}

BassFit no_fit(std::string reason) {
  return {{kMissing, kMissing, kMissing}, kMissing, false, std::move(reason)};
}

std::vector<double> mean_curve(const Adoption& adoption, std::span<const std::uint32_t> counts) {
  const std::size_t times = adoption.shares.size() / counts.size();
  std::vector<double> mean(times, 0.0);
  double total = 0.0;
  for (std::size_t run = 0; run < counts.size(); ++run) {
    if (counts[run] == 0) continue;
    total += counts[run];
    for (std::size_t time = 0; time < times; ++time)
      mean[time] += counts[run] * adoption.shares[run * times + time];
  }
  for (double& one : mean) one /= total;
  return mean;
}

BassFit fit_from(const Data& data, const Place& start) {
  const Place place = descend(data, start);
  const std::string reason = reason_against(data, place);
  return {curve_at(place), squares_at(data, place), reason.empty(), reason};
}

Place start_at(const BassCurve& curve) {
  return {log_same(curve.p + curve.q), log_same(curve.q / curve.p), curve.m};
}

}  // namespace

double bass_share(const BassCurve& curve, double years) {
  const double sum = curve.p + curve.q;
  return curve.m * -expm1_same(-sum * years) / (1.0 + curve.q / curve.p * exp_same(-sum * years));
}

BassFit fit_bass(std::span<const double> years, std::span<const double> shares) {
  std::vector<double> levels(shares.begin(), shares.end());
  std::ranges::sort(levels);
  const auto different = std::unique(levels.begin(), levels.end()) - levels.begin();
  if (different < 5) return no_fit("the curve has fewer than five levels");
  const Data data{years, shares};
  return fit_from(data, best_start(data));
}

BassEstimate estimate_bass(const Adoption& adoption, std::span<const double> years,
                           const Resampling& resampling) {
  BassEstimate estimate;
  const std::size_t runs = years.empty() ? 0 : adoption.shares.size() / years.size();
  estimate.fit = no_fit("no court");
  estimate.p = estimate.q = estimate.m = {kMissing, kMissing, kMissing};
  if (runs == 0) return estimate;
  double adopters = 0.0;
  for (std::size_t run = 1; run <= runs; ++run) adopters += adoption.shares[run * years.size() - 1];
  if (adopters * static_cast<double>(adoption.courts) < kFewestAdopters - 0.5) {
    estimate.fit = no_fit("fewer than 20 adoptions in all runs");
    return estimate;
  }
  std::vector<std::uint32_t> counts(runs, 1U);
  estimate.fit = fit_bass(years, mean_curve(adoption, counts));
  estimate.p.value = estimate.fit.curve.p;
  estimate.q.value = estimate.fit.curve.q;
  estimate.m.value = estimate.fit.curve.m;
  if (!estimate.fit.identified) return estimate;
  const Place start = start_at(estimate.fit.curve);
  std::array<std::vector<double>, 3> drawn;
  estimate.resamples = resampling.resamples;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    const std::vector<double> curve = mean_curve(adoption, counts);
    const BassFit fit = fit_from({years, curve}, start);
    if (!fit.identified) continue;
    ++estimate.identified;
    drawn[0].push_back(fit.curve.p);
    drawn[1].push_back(fit.curve.q);
    drawn[2].push_back(fit.curve.m);
  }
  if (10 * estimate.identified < 9 * estimate.resamples) {
    estimate.fit.identified = false;
    estimate.fit.reason = "runs drawn again often leave it open";
  }
  estimate.p = drawn_interval(estimate.fit.curve.p, drawn[0], runs, resampling.level);
  estimate.q = drawn_interval(estimate.fit.curve.q, drawn[1], runs, resampling.level);
  estimate.m = drawn_interval(estimate.fit.curve.m, drawn[2], runs, resampling.level);
  return estimate;
}

}  // namespace comity::analysis
