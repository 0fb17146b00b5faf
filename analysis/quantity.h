/// Numbers per replicate: metrics, and rows of event tables reduced as a file of evidence says.
#pragma once

#include "analysis/evidence_file.h"
#include "analysis/record.h"

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace comity::analysis {

/// Why a value cannot be read from a results file; the other values can.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

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
std::vector<QuantityValues> compute_quantities(const Record& record, const Evidence& evidence);

/// A metric in every replicate of a period, as the name says (values.h). Throws Unreadable when the file does not have it.
std::vector<double> read_metric(const Record& record, const ExpressionName& name, const MetricRow& row,
                                const Period& period);

/// Value of a parameter; throws Unreadable when the file does not have it.
double readable_parameter(const Record& record, std::size_t parameter);

}  // namespace comity::analysis
