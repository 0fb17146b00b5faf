#include "analysis/scores.h"

#include "analysis/sample.h"
#include "error.h"
#include "missing.h"

#include <fmt/format.h>
#include <Eigen/LU>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

namespace comity::analysis {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

constexpr Index kFewest = 40;
constexpr Index kHarmonics = 10;
constexpr std::size_t kSlices = 10;
constexpr std::uint32_t kFewestOfWaves = 100;  // half of which still hold ten harmonics
constexpr Index kRunsPerLevel = 5;             // on average, of an input that is taken level by level

// The rows of an input by value, those of equal value together.
struct Sorted {
  std::vector<Index> order;
  std::vector<std::size_t> ends;  // [values] behind the last row of each
};

Sorted sort_by(const ArrayXd& values) {
  Sorted sorted;
  sorted.order.resize(static_cast<std::size_t>(values.size()));
  std::iota(sorted.order.begin(), sorted.order.end(), Index{0});
  std::ranges::stable_sort(sorted.order, {}, [&](Index row) { return values[row]; });
  for (std::size_t i = 1; i <= sorted.order.size(); ++i) {
    if (i == sorted.order.size() || values[sorted.order[i]] != values[sorted.order[i - 1]])
      sorted.ends.push_back(i);
  }
  return sorted;
}

// The rows of each value in turn.
template <class Take>
void for_each_value(const Sorted& sorted, Take take) {
  std::size_t begin = 0;
  for (const std::size_t end : sorted.ends) {
    take(std::span(sorted.order).subspan(begin, end - begin), begin);
    begin = end;
  }
}

bool is_constant(const ArrayXd& values) { return (values == values[0]).all(); }

// How an input is to be taken, judged once from all whole runs.
struct InputKind {
  bool constant = false;
  bool levels = false;  // few values
  bool grid = false;    // of a whole grid
};

// Whether the runs are a grid: every combination of the inputs' values once, but for a tenth that failed.
bool is_grid(const ArrayXXd& inputs, std::span<const Sorted> sorted) {
  double combinations = 1.0;
  for (const Sorted& one : sorted) combinations *= static_cast<double>(one.ends.size());
  const auto rows = static_cast<double>(inputs.rows());
  if (rows > combinations || rows < 0.9 * combinations) return false;
  std::set<std::vector<double>> seen;
  for (Index row = 0; row < inputs.rows(); ++row) {
    const ArrayXd values = inputs.row(row);
    if (!seen.emplace(values.begin(), values.end()).second) return false;
  }
  return true;
}

std::vector<InputKind> kinds_of(const ArrayXXd& inputs) {
  std::vector<Sorted> sorted;
  for (Index j = 0; j < inputs.cols(); ++j) sorted.push_back(sort_by(inputs.col(j)));
  const bool grid = is_grid(inputs, sorted);
  std::vector<InputKind> kinds;
  for (const Sorted& one : sorted) {
    const auto values = static_cast<Index>(one.ends.size());
    const bool levels = kRunsPerLevel * values <= inputs.rows() || (grid && values < inputs.rows());
    kinds.push_back({values == 1, levels, grid});
  }
  return kinds;
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

ArrayXd correlations(const GivenRuns& runs, bool ranks) { return correlate(runs, ranks).with_output; }

ArrayXd coefficients(const GivenRuns& runs, bool ranks) {
  const Correlations r = correlate(runs, ranks);
  const Eigen::FullPivLU<Eigen::MatrixXd> lu = factorise(r.among);
  if (!lu.isInvertible()) return ArrayXd::Constant(r.with_output.size(), kMissing);
  return lu.solve(r.with_output).array();
}

// From the regression: b_j^2 / (inverse)_jj is what input j alone explains, 1 - R^2 what none does. Without either the output is
// constant given the other inputs, and nothing correlates with it.
ArrayXd partial_correlations(const GivenRuns& runs, bool ranks) {
  const Correlations r = correlate(runs, ranks);
  const Eigen::FullPivLU<Eigen::MatrixXd> lu = factorise(r.among);
  const Index count = r.with_output.size();
  if (!lu.isInvertible()) return ArrayXd::Constant(count, kMissing);
  const ArrayXd slopes = lu.solve(r.with_output).array();
  const ArrayXd inflation = lu.inverse().diagonal().array();
  const double unexplained = std::max(0.0, 1.0 - (slopes * r.with_output.array()).sum());
  ArrayXd partial(count);
  for (Index j = 0; j < count; ++j) {
    const double left = unexplained + slopes[j] * slopes[j] / inflation[j];
    partial[j] = left < 1e-10 ? kMissing : slopes[j] / std::sqrt(inflation[j] * left);
  }
  return partial;
}

// cos of 2 pi x for x in [0, 1] by its series on an eighth of a turn: the same bits everywhere, error below 1e-15.
double cosine_of_turn(double turn) {
  const double folded = turn > 0.5 ? 1.0 - turn : turn;
  const double quarter = folded > 0.25 ? 0.5 - folded : folded;
  const bool near_axis = quarter <= 0.125;
  const double angle = 2.0 * std::numbers::pi * (near_axis ? quarter : 0.25 - quarter);
  double term = near_axis ? 1.0 : angle;
  double sum = term;
  for (int power = near_axis ? 2 : 3; power < 22; power += 2) {
    term *= -angle * angle / (power * (power - 1));
    sum += term;
  }
  return folded > 0.25 ? -sum : sum;
}

// cos, then sin, of whole parts of a turn.
ArrayXd waves_of(Index count) {
  ArrayXd waves(2 * count);
  for (Index i = 0; i < count; ++i) {
    const double turn = static_cast<double>(i) / static_cast<double>(count);
    waves[i] = cosine_of_turn(turn);
    waves[count + i] = cosine_of_turn(turn >= 0.25 ? turn - 0.25 : turn + 0.75);
  }
  return waves;
}

// The variance of the levels' means over that of all; of a sample less what chance puts into it, with 1 - n / k of the scatter within.
double first_of_levels(const Sorted& sorted, const ArrayXd& centred, bool grid) {
  double between = 0.0;
  for_each_value(sorted, [&](std::span<const Index> rows, std::size_t) {
    double sum = 0.0;
    for (const Index row : rows) sum += centred[row];
    between += sum * sum / static_cast<double>(rows.size());
  });
  const double all = centred.square().sum();
  const auto levels = static_cast<double>(sorted.ends.size());
  const auto runs = static_cast<double>(centred.size());
  const double chance = grid ? 0.0 : (levels - 1.0) * (all - between) / (runs - levels);
  return (between - chance) / all;
}

// Outputs in the order of the input up to its largest, then down again: the input becomes one wave. Where it ties, their mean.
ArrayXd as_wave(const Sorted& sorted, const ArrayXd& outputs) {
  ArrayXd up(outputs.size());
  for_each_value(sorted, [&](std::span<const Index> rows, std::size_t begin) {
    double sum = 0.0;
    for (const Index row : rows) sum += outputs[row];
    up.segment(static_cast<Index>(begin), static_cast<Index>(rows.size())) =
        sum / static_cast<double>(rows.size());
  });
  std::vector<Index> wave;
  for (Index i = 0; i < up.size(); i += 2) wave.push_back(i);
  for (Index i = up.size() - up.size() % 2; i >= 2; i -= 2) wave.push_back(i - 1);
  return up(wave);
}

double rbd_fast(const Sorted& sorted, const ArrayXd& centred, const ArrayXd& cosines) {
  const Index count = centred.size();
  const ArrayXd wave = as_wave(sorted, centred);
  double power = 0.0;
  for (Index harmonic = 1; harmonic <= kHarmonics; ++harmonic) {
    double real = 0.0;
    double imaginary = 0.0;
    for (Index i = 0; i < count; ++i) {
      const Index place = harmonic * i % count;
      real += wave[i] * cosines[place];
      imaginary += wave[i] * cosines[count + place];
    }
    power += 2.0 * (real * real + imaginary * imaginary);
  }
  const double index = power / (static_cast<double>(count) * centred.square().sum());
  const double bias = 2.0 * kHarmonics / static_cast<double>(count);
  return index - bias / (1.0 - bias) * (1.0 - index);
}

// Products of neighbours in a circle: of m equal values the mean over all their orders, (sum^2 - sum of squares) / m, and between
// values the product of their means.
double rank_first(const Sorted& sorted, const ArrayXd& centred) {
  double products = 0.0;
  double first = 0.0;
  double before = 0.0;
  for_each_value(sorted, [&](std::span<const Index> rows, std::size_t begin) {
    double sum = 0.0;
    double squares = 0.0;
    for (const Index row : rows) {
      sum += centred[row];
      squares += centred[row] * centred[row];
    }
    const auto number = static_cast<double>(rows.size());
    if (rows.size() > 1) products += (sum * sum - squares) / number;
    (begin == 0 ? first : products) += begin == 0 ? sum / number : before * sum / number;
    before = sum / number;
  });
  return (products + before * first) / centred.square().sum();
}

// The slice of every run: its level, or between the tenths of an input, the largest value in none, as in SALib, unless it ties.
struct Slices {
  std::vector<std::size_t> of_run;
  std::size_t count = kSlices;
};

Slices slices_of(const ArrayXd& input, const InputKind& kind) {
  const Sorted sorted = sort_by(input);
  Slices slices{std::vector<std::size_t>(sorted.order.size()), kSlices};
  if (kind.levels) {
    slices.count = 0;
    for_each_value(sorted, [&](std::span<const Index> rows, std::size_t) {
      for (const Index row : rows) slices.of_run[static_cast<std::size_t>(row)] = slices.count;
      ++slices.count;
    });
    return slices;
  }
  std::vector<double> values(input.begin(), input.end());
  std::ranges::sort(values);
  std::vector<double> edges;
  for (std::size_t i = 0; i <= kSlices; ++i)
    edges.push_back(quantile(values, static_cast<double>(i) / kSlices));
  const bool tied = values[values.size() - 2] == values.back();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto slice = static_cast<std::size_t>(
                           std::ranges::upper_bound(edges, input[static_cast<Index>(i)]) - edges.begin()) -
                       1;
    slices.of_run[i] = tied ? std::min(slice, kSlices - 1) : slice;
  }
  return slices;
}

// Kolmogorov-Smirnov distance of each slice that is not empty from all runs, these by their output.
std::vector<double> pawn_distances(const Slices& slices, const Sorted& outputs) {
  std::vector<double> size(slices.count + 1, 0.0);
  std::vector<double> below(slices.count + 1, 0.0);
  std::vector<double> distance(slices.count, 0.0);
  for (const std::size_t slice : slices.of_run) size[slice] += 1.0;
  for_each_value(outputs, [&](std::span<const Index> rows, std::size_t begin) {
    for (const Index row : rows) below[slices.of_run[static_cast<std::size_t>(row)]] += 1.0;
    const double all = static_cast<double>(begin + rows.size()) / static_cast<double>(outputs.order.size());
    for (std::size_t slice = 0; slice < slices.count; ++slice)
      distance[slice] = std::max(distance[slice], std::abs(below[slice] / size[slice] - all));
  });
  std::vector<double> distances;
  for (std::size_t slice = 0; slice < slices.count; ++slice) {
    if (size[slice] > 0.0) distances.push_back(distance[slice]);
  }
  return distances;
}

double pawn(std::vector<double> distances, Score score) {
  if (score == Score::pawn_mean) return mean_of(distances);
  std::ranges::sort(distances);
  return score == Score::pawn_max ? distances.back() : quantile(distances, 0.5);
}

bool is_pawn(Score score) {
  return score == Score::pawn_median || score == Score::pawn_mean || score == Score::pawn_max;
}

// Scores that look at one input at a time.
ArrayXd by_input(const GivenRuns& runs, Score score, std::span<const InputKind> kinds) {
  ArrayXd values(runs.inputs.cols());
  const ArrayXd waves = score == Score::rbd_fast ? waves_of(runs.outputs.size()) : ArrayXd();
  const ArrayXd centred = runs.outputs - runs.outputs.mean();
  const Sorted outputs = is_pawn(score) ? sort_by(runs.outputs) : Sorted();
  for (Index j = 0; j < values.size(); ++j) {
    const InputKind& kind = kinds[static_cast<std::size_t>(j)];
    if (is_pawn(score)) {
      values[j] = pawn(pawn_distances(slices_of(runs.inputs.col(j), kind), outputs), score);
      continue;
    }
    const Sorted sorted = sort_by(runs.inputs.col(j));
    if (kind.levels)
      values[j] = first_of_levels(sorted, centred, kind.grid);
    else
      values[j] = score == Score::rbd_fast ? rbd_fast(sorted, centred, waves) : rank_first(sorted, centred);
  }
  return values;
}

// NaN where undefined.
ArrayXd scores_of(const GivenRuns& runs, Score score, std::span<const InputKind> kinds) {
  if (is_constant(runs.outputs)) return ArrayXd::Constant(runs.inputs.cols(), kMissing);
  ArrayXd values;
  if (score == Score::pearson || score == Score::spearman)
    values = correlations(runs, score == Score::spearman);
  else if (score == Score::pcc || score == Score::prcc)
    values = partial_correlations(runs, score == Score::prcc);
  else if (score == Score::src || score == Score::srrc)
    values = coefficients(runs, score == Score::srrc);
  else
    values = by_input(runs, score, kinds);
  for (Index j = 0; j < values.size(); ++j) {
    if (is_constant(runs.inputs.col(j))) values[j] = kMissing;
  }
  return values;
}

std::string reason_of(const GivenRuns& runs, Index input, const ArrayXd& values) {
  if (!std::isnan(values[input])) return {};
  if (is_constant(runs.outputs)) return "the output is the same in all runs";
  if (is_constant(runs.inputs.col(input))) return "the input is the same in all runs";
  return values.isNaN().all() && values.size() > 1 ? "the inputs determine each other"
                                                   : "the other inputs explain the output fully";
}

GivenRuns whole_runs(const GivenRuns& runs) {
  if (runs.inputs.rows() != runs.outputs.size())
    throw Error(
        fmt::format("scores: {} rows of inputs and {} outputs do not belong together. Give one each per run",
                    runs.inputs.rows(), runs.outputs.size()));
  std::vector<Index> whole;
  for (Index run = 0; run < runs.outputs.size(); ++run) {
    if (std::isfinite(runs.outputs[run]) && runs.inputs.row(run).isFinite().all()) whole.push_back(run);
  }
  if (static_cast<Index>(whole.size()) < kFewest)
    throw Error(fmt::format("scores: only {} of {} points have all inputs and an output. Make at least {}",
                            whole.size(), runs.outputs.size(), kFewest));
  return {runs.inputs(whole, Eigen::all), runs.outputs(whole)};
}

}  // namespace

ArrayXd ranks_of(const ArrayXd& values) {
  ArrayXd ranks(values.size());
  for_each_value(sort_by(values), [&](std::span<const Index> rows, std::size_t begin) {
    for (const Index row : rows)
      ranks[row] = static_cast<double>(begin) + 0.5 * (static_cast<double>(rows.size()) + 1.0);
  });
  return ranks;
}

Scores estimate_scores(const GivenRuns& runs, Score score, const Resampling& resampling) {
  const GivenRuns whole = whole_runs(runs);
  const auto count = static_cast<std::uint32_t>(whole.outputs.size());
  Scores result;
  result.runs = count;
  result.failed = static_cast<std::size_t>(runs.outputs.size()) - count;
  std::vector<InputKind> kinds = kinds_of(whole.inputs);
  const ArrayXd values = scores_of(whole, score, kinds);
  for (InputKind& kind : kinds) kind.grid = false;  // half a grid is a sample
  std::vector<std::vector<double>> halves(static_cast<std::size_t>(values.size()));
  const std::uint32_t resamples = is_pawn(score) ? 0 : resampling.resamples;
  for (std::uint32_t resample = 0; resample < resamples; ++resample) {
    const auto drawn = draw_subset(resampling, resample, count, count / 2);
    const std::vector<Index> rows(drawn.begin(), drawn.end());
    const ArrayXd half = scores_of({whole.inputs(rows, Eigen::all), whole.outputs(rows)}, score, kinds);
    for (Index j = 0; j < half.size(); ++j) halves[static_cast<std::size_t>(j)].push_back(half[j]);
  }
  if (resamples > 1) result.method = IntervalMethod::half_samples;
  const bool too_few = score == Score::rbd_fast && count < kFewestOfWaves;
  for (Index j = 0; j < values.size(); ++j) {
    const auto input = static_cast<std::size_t>(j);
    if (too_few && !kinds[input].levels) halves[input].clear();
    result.inputs.push_back(normal_interval(values[j], halves[input], resampling.level));
    result.reasons.push_back(reason_of(whole, j, values));
  }
  return result;
}

}  // namespace comity::analysis
