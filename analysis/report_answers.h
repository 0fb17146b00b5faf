/// The few numbers that answer a scenario's question, with their spread over runs.
#pragma once

#include "analysis/report_source.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// A quantity that a page tells of every run. `below` empty: the metric itself, else its ratio to that metric's sum.
struct KeyQuantity {
  std::string_view words;
  std::string_view unit;  // "share", "days" or what is counted
  std::string_view metric;
  std::string_view below;
  enum class Over : char { sum, mean } over = Over::sum;  // how the groups come together
};

/// All of them in the order of reading.
std::span<const KeyQuantity> key_quantities();

/// A quantity of every run, [points x replicates]; NaN for failed runs and where nothing was counted.
std::vector<double> quantity_values(const ReportSource& source, const KeyQuantity& quantity);

/// The values of the runs of some points.
std::vector<double> values_of(const ReportSource& source, const std::vector<double>& values,
                              const PointSet& set);

/// A row of the answer at the top of the page.
struct KeyAnswer {
  std::string quantity;
  std::string arm;
  std::string unit;
  RunBand band;
};

/// One row per quantity; of a file with arms, per quantity and arm.
std::vector<KeyAnswer> find_answers(const ReportSource& source);

}  // namespace comity::analysis
