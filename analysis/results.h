/// What a results file holds, as the formulas of targets see it.
#pragma once

#include "analysis/targets.h"
#include "results/results_reader.h"

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace comity::analysis {

/// Why a value cannot be read from a results file; the other values can.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An open results file and what is needed of it again and again.
struct Results {
  ResultsReader file;
  std::size_t replicates = 0;
  std::vector<bool> failed;   // [replicates]
  std::vector<double> times;  // recorded days [day since 1970-01-01]
  double start = 0.0;         // [day since 1970-01-01]
  double end = 0.0;
};

/// Opens a results file; throws Error when it is none or holds the points of a sweep.
Results open_results(const std::filesystem::path& path);

/// Days from which a metric is read.
struct Period {
  double from = 0.0;
  double until = 0.0;
};

/// A metric per replicate: counters added up over the recorded days in (from, until], and over groups without a label;
/// gauges at the last of these days. NaN for failed runs. Throws Unreadable when the file does not have it.
std::vector<double> read_metric(const Results& results, std::size_t metric, const std::string& label,
                                const Period& period);

/// A metric of one value over time, [replicates x times].
std::vector<double> read_series(const Results& results, const std::string& metric);

/// A column of an event table, one number per row of all replicates. Throws Unreadable when the file does not have it.
std::vector<double> read_column(const Results& results, EventTable table, const TableColumn& column);

/// The replicate of each row.
std::vector<double> read_replicates(const Results& results, EventTable table);

/// The number by which a column says this word. Throws Unreadable when the scenario has nothing of that name.
double code_of(const Results& results, const TableColumn& column, const std::string& word);

/// Value of a constant or parameter.
double constant_value(const Results& results, std::size_t constant);
double parameter_value(const Results& results, std::size_t parameter);

}  // namespace comity::analysis
