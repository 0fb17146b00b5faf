/// Numbers per replicate: metrics, and rows of event tables reduced as a file of targets says.
#pragma once

#include "analysis/results.h"
#include "analysis/targets.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// What a name stands for in each replicate: `width` numbers that can be averaged over replicates, and how they become
/// the name's value.
struct Term {
  std::size_t width = 1;
  std::vector<double> values;  // [replicates x width]; NaN: missing
  Reduction finish = Reduction::count;
  int top = 0;                  // of top_share
  double ceiling = 0.0;         // of logistic_slope
  double above = 0.0;           // of logistic_slope
  std::vector<double> years{};  // of logistic_slope: times of the values [year]
};

/// The value made of `width` numbers.
double finish_term(const Term& term, std::span<const double> numbers);

/// The value in one replicate.
double value_in_replicate(const Term& term, std::size_t replicate);

/// The value of the means over these replicates (a replicate may come twice), missing numbers left out.
double value_over(const Term& term, std::span<const std::size_t> replicates);

/// A quantity in every replicate, or why it cannot be read.
struct QuantityValues {
  Term term;
  std::string unreadable;
};

/// The quantities of a file in their order.
std::vector<QuantityValues> compute_quantities(const Results& results, const Targets& targets);

}  // namespace comity::analysis
