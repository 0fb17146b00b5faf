#include "analysis/scores.h"

#include "analysis/scores_linear.h"
#include "error.h"
#include "experiment/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace comity::analysis {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

constexpr Index kFewest = 40;
constexpr Index kHarmonics = 10;
constexpr std::size_t kSlices = 10;

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

// Outputs in the order of the input up to its largest, then down again: the input becomes one wave.
ArrayXd as_wave(const ArrayXd& input, const ArrayXd& outputs) {
  const std::vector<Index> order = order_of(input);
  std::vector<Index> wave;
  for (std::size_t i = 0; i < order.size(); i += 2) wave.push_back(order[i]);
  for (std::size_t i = order.size() - order.size() % 2; i >= 2; i -= 2) wave.push_back(order[i - 1]);
  return outputs(wave);
}

double rbd_fast(const ArrayXd& input, const ArrayXd& outputs, const ArrayXd& cosines) {
  const Index count = outputs.size();
  const ArrayXd wave = as_wave(input, outputs) - outputs.mean();
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
  const double index = power / (static_cast<double>(count) * wave.square().sum());
  const double bias = 2.0 * kHarmonics / static_cast<double>(count);
  return index - bias / (1.0 - bias) * (1.0 - index);
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

double rank_first(const ArrayXd& input, const ArrayXd& outputs) {
  const std::vector<Index> order = order_of(input);
  const ArrayXd centred = outputs - outputs.mean();
  double sum = centred[order.back()] * centred[order.front()];
  for (std::size_t i = 1; i < order.size(); ++i) sum += centred[order[i - 1]] * centred[order[i]];
  return sum / centred.square().sum();
}

// The slice of every run between the tenths of an input; the largest value is in none, as in SALib.
std::vector<std::size_t> slices_of(const ArrayXd& input) {
  std::vector<double> sorted(input.begin(), input.end());
  std::ranges::sort(sorted);
  std::vector<double> edges;
  for (std::size_t i = 0; i <= kSlices; ++i)
    edges.push_back(quantile(sorted, static_cast<double>(i) / kSlices));
  std::vector<std::size_t> slices;
  for (const double value : input)
    slices.push_back(static_cast<std::size_t>(std::ranges::upper_bound(edges, value) - edges.begin()) - 1);
  return slices;
}

// Kolmogorov-Smirnov distance of each slice that is not empty from all runs.
std::vector<double> pawn_distances(const ArrayXd& input, const ArrayXd& outputs,
                                   const std::vector<Index>& order) {
  const std::vector<std::size_t> slices = slices_of(input);
  std::array<double, kSlices + 1> size{};
  std::array<double, kSlices + 1> below{};
  std::array<double, kSlices + 1> distance{};
  for (const std::size_t slice : slices) size[slice] += 1.0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    below[slices[static_cast<std::size_t>(order[i])]] += 1.0;
    if (i + 1 < order.size() && outputs[order[i + 1]] == outputs[order[i]]) continue;
    const double all = static_cast<double>(i + 1) / static_cast<double>(order.size());
    for (std::size_t slice = 0; slice < kSlices; ++slice)
      distance[slice] = std::max(distance[slice], std::abs(below[slice] / size[slice] - all));
  }
  std::vector<double> distances;
  for (std::size_t slice = 0; slice < kSlices; ++slice) {
    if (size[slice] > 0.0) distances.push_back(distance[slice]);
  }
  return distances;
}

double pawn(std::vector<double> distances, Score score) {
  if (score == Score::pawn_mean) return mean_of(distances);
  std::ranges::sort(distances);
  return score == Score::pawn_max ? distances.back() : quantile(distances, 0.5);
}

// Scores that look at one input at a time.
ArrayXd by_input(const GivenRuns& runs, Score score) {
  ArrayXd values = ArrayXd::Zero(runs.inputs.cols());
  if (is_constant(runs.outputs)) return values;
  const ArrayXd waves = score == Score::rbd_fast ? waves_of(runs.outputs.size()) : ArrayXd();
  const std::vector<Index> order = order_of(runs.outputs);
  for (Index j = 0; j < values.size(); ++j) {
    const ArrayXd input = runs.inputs.col(j);
    if (is_constant(input)) continue;
    if (score == Score::rbd_fast)
      values[j] = rbd_fast(input, runs.outputs, waves);
    else if (score == Score::rank_first)
      values[j] = rank_first(input, runs.outputs);
    else
      values[j] = pawn(pawn_distances(input, runs.outputs, order), score);
  }
  return values;
}

ArrayXd scores_of(const GivenRuns& runs, Score score) {
  if (score == Score::pearson || score == Score::spearman)
    return correlations(runs, score == Score::spearman);
  if (score == Score::pcc || score == Score::prcc) return partial_correlations(runs, score == Score::prcc);
  if (score == Score::src || score == Score::srrc) return coefficients(runs, score == Score::srrc);
  return by_input(runs, score);
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
    throw Error(fmt::format("scores: only {} of {} runs are whole. Make at least {}", whole.size(),
                            runs.outputs.size(), kFewest));
  return {runs.inputs(whole, Eigen::all), runs.outputs(whole)};
}

}  // namespace

std::string_view score_name(Score score) {
  constexpr std::array<std::string_view, 11> kNames = {
#define COMITY_SCORE_TEXT(name, meaning) #name,
      COMITY_SCORES(COMITY_SCORE_TEXT)
#undef COMITY_SCORE_TEXT
  };
  return kNames[static_cast<std::size_t>(score)];
}

std::string_view score_meaning(Score score) {
  constexpr std::array<std::string_view, 11> kMeanings = {
#define COMITY_SCORE_TEXT(name, meaning) meaning,
      COMITY_SCORES(COMITY_SCORE_TEXT)
#undef COMITY_SCORE_TEXT
  };
  return kMeanings[static_cast<std::size_t>(score)];
}

Scores estimate_scores(const GivenRuns& runs, Score score, const Resampling& resampling) {
  const GivenRuns whole = whole_runs(runs);
  const auto count = static_cast<std::uint32_t>(whole.outputs.size());
  Scores result;
  result.runs = count;
  result.failed = static_cast<std::size_t>(runs.outputs.size()) - count;
  const ArrayXd values = scores_of(whole, score);
  std::vector<std::vector<double>> halves(static_cast<std::size_t>(values.size()));
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    const auto drawn = draw_subset(resampling, resample, count, count / 2);
    const std::vector<Index> rows(drawn.begin(), drawn.end());
    const ArrayXd half = scores_of({whole.inputs(rows, Eigen::all), whole.outputs(rows)}, score);
    for (Index j = 0; j < half.size(); ++j) halves[static_cast<std::size_t>(j)].push_back(half[j]);
  }
  if (resampling.resamples > 1) result.method = IntervalMethod::half_samples;
  for (Index j = 0; j < values.size(); ++j)
    result.inputs.push_back(
        normal_interval(values[j], halves[static_cast<std::size_t>(j)], resampling.level));
  return result;
}

}  // namespace comity::analysis
