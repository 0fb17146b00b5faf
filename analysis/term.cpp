// How the numbers of a term become its value.
#include "analysis/quantity.h"
#include "missing.h"

#include "random/elementary.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace comity::analysis {
namespace {

double top_share(std::span<const double> numbers, int top) {
  std::vector<double> sorted(numbers.begin(), numbers.end());
  std::ranges::sort(sorted, std::greater<>());
  const auto first = sorted.begin() + std::min<std::ptrdiff_t>(top, std::ssize(sorted));
  const double all = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  return all > 0.0 ? std::accumulate(sorted.begin(), first, 0.0) / all : kMissing;
}

// Least squares through ln(y / (ceiling - y)) against the year.
double logistic_slope(const Term& term, std::span<const double> numbers) {
  double count = 0.0;
  double mean_year = 0.0;
  double mean_log = 0.0;
  double covariance = 0.0;
  double variance = 0.0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!(numbers[i] > term.above) || numbers[i] >= term.ceiling) continue;
    const double year = term.years[i];
    const double log = log_same(numbers[i] / (term.ceiling - numbers[i]));
    count += 1.0;
    const double step = year - mean_year;
    mean_year += step / count;
    mean_log += (log - mean_log) / count;
    covariance += step * (log - mean_log);
    variance += step * (year - mean_year);
  }
  return variance > 0.0 ? covariance / variance : kMissing;
}

}  // namespace

double finish_term(const Term& term, std::span<const double> numbers) {
  if (term.finish == Reduction::top_share) return top_share(numbers, term.top);
  if (term.finish == Reduction::logistic_slope) return logistic_slope(term, numbers);
  return numbers[0];
}

double value_in_replicate(const Term& term, std::size_t replicate) {
  return finish_term(term, std::span(term.values).subspan(replicate * term.width, term.width));
}

double value_over(const Term& term, std::span<const std::size_t> replicates) {
  std::vector<double> means(term.width, 0.0);
  std::vector<double> counts(term.width, 0.0);
  for (const std::size_t replicate : replicates) {
    for (std::size_t i = 0; i < term.width; ++i) {
      const double value = term.values[replicate * term.width + i];
      if (std::isnan(value)) continue;
      means[i] += value;
      counts[i] += 1.0;
    }
  }
  for (std::size_t i = 0; i < term.width; ++i) means[i] = counts[i] > 0.0 ? means[i] / counts[i] : kMissing;
  return finish_term(term, means);
}

}  // namespace comity::analysis
