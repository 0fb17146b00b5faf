/// Files of target patterns: what a results file is to be compared with. Formulas are checked and their names bound when
/// a file is read, as far as that needs no results.
#pragma once

#include "analysis/expression.h"
#include "day.h"
#include "enumeration.h"
#include "tables/events.h"
#include "text/tree.h"

#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// Where the value of a name comes from: X(source, meaning). `index` of the binding counts within the source.
enum class NameSource : std::uint8_t {
  constant,   // of `formula_constants`
  parameter,  // config.<group>.<name>, a row of `parameter_rows`
  quantity,   // [quantity.<name>] of the file
  metric,     // a row of `metric_rows`, all groups or one
  column      // a row of `table_columns`
};

/// A name that every formula may use.
struct FormulaConstant {
  std::string_view name;
  std::string_view meaning;
};
std::span<const FormulaConstant> formula_constants();

/// A column that conditions on an event table may use: its own, and those that follow from them.
struct TableColumn {
  enum class Derived : std::uint8_t { no, court_state, court_level, court_above, winner_before, part };
  std::string name;
  Coding coding = Coding::number;
  Derived derived = Derived::no;
  std::string base;  // the column that holds the court
};
std::vector<TableColumn> table_columns(EventTable table);

/// What a name of an expression stands for.
struct Binding {
  NameSource source = NameSource::constant;
  std::size_t index = 0;
};

/// An expression as it stands in a file; empty text: none given.
struct Formula {
  std::string text;
  Spot spot;
  Expression expression;
  std::vector<Binding> bindings;  // as expression.names
};

/// How the rows of an event table or a series become one number per replicate.
COMITY_ENUM(Reduction,
            (count, "number of rows that meet the condition"),
            (sum, "sum of `value` over these rows"),
            (mean, "mean of `value` over these rows; missing without any"),
            (min, "smallest `value` of these rows, with the default `time` the first day; missing without "
                  "any"),
            (max, "largest `value` of these rows; missing without any"),
            (top_share, "share of the rows that fall to the `top` most frequent labels of the column `by`"),
            (logistic_slope, "yearly slope of ln(y / (ceiling - y)) of a metric's series where y exceeds `above`"))

/// [quantity.<name>]: a number per replicate for the formulas below it.
struct Quantity {
  std::string name;
  Spot spot;
  int events = -1;  // EventTable; -1: none
  Reduction reduce = Reduction::count;
  Formula where;    // over the table's columns; empty: every row
  Formula value;    // over the table's columns
  Formula ceiling;  // of constants
  std::string by;   // column of top_share
  Spot by_spot;
  int top = 5;
  std::string metric;  // series of logistic_slope
  Spot metric_spot;
  double above = 0.0;
};

/// How replicates become one estimate.
COMITY_ENUM(Pooling,
            (median, "median over the replicates that have a value"),
            (mean, "mean over these; of a condition: the share of replicates in which it holds"),
            (pooled, "the formula of the means over all replicates: a ratio of sums"))

/// [[pattern]]: a value of the simulation and the interval in which it ought to lie, or a day of history.
struct Target {
  std::string id;
  std::string name;
  Formula
      value;  // over metrics, quantities, parameters and constants; with `date`: the day, missing where it never comes
  Formula same;  // with `date`: whether the event came out as in history
  Pooling over = Pooling::median;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::optional<Day> date;
  Day from = std::numeric_limits<Day>::min();  // metrics count from this day
  Day until = kNever;                          // up to this one
  std::string unit = "1";
  std::string source;
  std::string tag;
  std::string note;
};

/// One file of targets.
struct Targets {
  std::string file;
  std::string title;
  std::vector<Quantity> quantities;  // each may use those before it
  std::vector<Target> patterns;
};

/// Reads and checks a file of targets. Throws Error with everything wrong, each with file, line, column and the nearest
/// known word.
Targets read_targets(const std::filesystem::path& path);

/// What formulas may say, for `--help`: constants, functions, reductions and ways of pooling, one line each.
std::string formula_manual();

}  // namespace comity::analysis
