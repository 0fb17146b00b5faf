/// Files of evidence: what was observed, how the observation arises from a number of the model, and where it is from. Formulas are
/// checked and their names bound when a file is read, as far as that needs no results.
#pragma once

#include "analysis/expression.h"
#include "analysis/forecast.h"
#include "day.h"
#include "enumeration.h"
#include "tables/events.h"
#include "text/keys.h"
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

/// How the runs say something of one observation.
COMITY_ENUM(Pooling,
            (each, "every run is a history of its own: what they say of the observation is averaged"),
            (pooled, "the formula of the means over all runs, a ratio of sums: for what is rare in one run"))

/// How an observation arises from the value of a formula.
COMITY_ENUM(Likelihood,
            (binomial, "`count` of `trials`, each with the probability `value`; an ordering or a yes is 1 of 1"),
            (negative_binomial, "a `count` whose expectation is `value`; without discrepancy Poisson"),
            (normal, "`observed` with normal error `sd` on `scale`"),
            (interval, "known only to lie between `low` and `high`, with normal error `sd` on `scale`"),
            (date, "the day of an event, known to lie from `date` to `last`; `value` is missing where it never comes"),
            (path, "the `step`s came one after the other"))

/// On which scale errors are normal.
COMITY_ENUM(Scale,
            (identity, "the value itself"),
            (log, "its natural logarithm"),
            (logit, "the logarithm of its odds"))

/// What an observation may be used for.
COMITY_ENUM(Use,
            (fit, "parameters may be chosen by it"),
            (check, "no parameter may"))

/// How sure a source is.
COMITY_ENUM(Tag,
            (F, "seen in the source"),
            (P, "seen in part"),
            (K, "from general knowledge"),
            (A, "assumed"))

/// One step of a path: true where it came as in history.
struct PathStep {
  std::string name;
  Formula value;
};

/// [[observation]]: something that was observed, and how likely it is when the model's value is known.
struct Observation {
  std::string id;
  std::string name;
  std::string group = "other";
  std::string period;
  Formula value;  // over metrics, quantities, parameters and constants
  Pooling over = Pooling::each;
  Likelihood likelihood = Likelihood::binomial;
  int count = 0;
  int trials = 0;
  double observed = 0.0;
  double sd = 0.0;  // on the scale [days of a date]
  double low = 0.0;
  double high = 0.0;
  Scale scale = Scale::identity;
  std::optional<Day> date;
  std::optional<Day> last;
  std::vector<PathStep> steps;
  std::vector<Measured> history;  // of the same thing before, for the rivals of the forecast (forecast.h)
  double year = 0.0;              // of what was observed, where there is a history
  double discrepancy = 0.0;       // likelihood.h
  std::string reason;             // of the discrepancy
  Use use = Use::check;
  Day from = std::numeric_limits<Day>::min();  // metrics count from this day
  Day until = kNever;                          // up to this one
  std::string unit = "1";
  std::string source;
  Tag tag = Tag::F;
  std::string note;
};

/// One file of evidence.
struct Evidence {
  std::string file;
  std::string title;
  std::vector<Quantity> quantities;  // each may use those before it
  std::vector<Observation> observations;
};

/// Reads and checks a file of evidence. Throws Error with everything wrong, each with file, line, column and the nearest
/// known word.
Evidence read_evidence(const std::filesystem::path& path);

/// The keys of such files, table by table, for `comity list`.
std::vector<KeyDocument> evidence_keys();

/// What formulas may say, for `--help`: constants, functions, reductions, ways of pooling and likelihoods, one line each.
std::string formula_manual();

}  // namespace comity::analysis
