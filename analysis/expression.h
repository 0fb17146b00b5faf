/// The only language of formulas: of `--metric`, `--interest`, `--satisfice`, of aims and of evidence.
///
/// Numbers, dates (`2016-07-14`, a day since 1970-01-01), names, `+ - * / ^`, `== != < <= > >=`, `and or not` with the ranks that they
/// have everywhere (`A + B/C` divides first), parentheses and the functions of the table below. A text in quotation marks can
/// only be compared with a name; what it stands for, whoever binds the name decides. A missing value (NaN) makes everything missing.
///
/// A metric is written by its name, of one group `trust[microsoft]` (or `trust:microsoft`), averaged over its groups `average(trust)`.
/// Over a time it is one number (values.h): a counter what it adds up to, a gauge its mean. Something else is spelled behind it:
/// `trust[microsoft] at end`, `trust[microsoft] at 2014-07-31`, `mandates mean` (of a counter, per recorded day).
#pragma once

#include "day.h"
#include "enumeration.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// Of ASCII, and the underscore; digits and dots may follow in a name.
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_in_name(char c) { return is_letter(c) || is_digit(c) || c == '.'; }

/// Part of an expression's text [byte].
struct TextRange {
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// When the number of a metric is taken.
COMITY_ENUM(Moment,
            (whole, "over the whole time: a counter is added up, a gauge is averaged over the recorded days"),
            (mean, "the mean over the recorded days, of a counter too"),
            (end, "what the last recorded day says"),
            (day, "what the last recorded day says that is not after a date"))

/// A name that an expression uses, at one place of it.
struct ExpressionName {
  std::string name;   // "reversed"
  std::string label;  // "apex" of reversed[apex]; empty without brackets
  TextRange place;
  Moment moment = Moment::whole;
  Day day = 0;           // of Moment::day
  bool average = false;  // over the groups

  /// Whether it says more than a name.
  bool plain() const { return label.empty() && moment == Moment::whole && !average; }
};

/// A text in quotation marks and the name it is compared with.
struct ExpressionWord {
  std::string text;
  std::size_t name = 0;  // index into Expression::names
  TextRange place;
};

/// X(function, number of arguments, meaning)
#define COMITY_EXPRESSION_FUNCTIONS(X)    \
  X(abs, 1, "the value without its sign") \
  X(min, 2, "the smaller of two values")  \
  X(max, 2, "the larger of two values")

/// What a step of the program does; operators take one or two values from the stack and put one back.
enum class ExpressionOp : std::uint8_t {
  number,
  name,
  word,
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
  equal,
  unequal,
  less,
  at_most,
  greater,
  at_least,
  both,
  either,
  no,
  COMITY_EXPRESSION_FUNCTIONS(COMITY_ENUM_VALUE)
};

/// How deep brackets, signs and calls may be nested.
inline constexpr std::size_t kDeepestExpression = 50;

/// A parsed expression: a program for a stack.
struct Expression {
  struct Step {
    ExpressionOp op = ExpressionOp::number;
    double number = 0.0;
    std::size_t index = 0;  // of the name or word
  };
  std::vector<Step> steps;
  std::vector<ExpressionName> names;
  std::vector<ExpressionWord> words;
};

/// What is wrong with a text, and where.
struct ExpressionProblem {
  TextRange place;
  std::string message;
};

/// Parses a text; gives nothing and says why in `problem` when it is no expression.
std::optional<Expression> parse_expression(std::string_view text, ExpressionProblem& problem);

/// The value, given those of the names and words in their order. Yes is 1, no is 0; dividing by zero gives NaN.
double evaluate(const Expression& expression, std::span<const double> names, std::span<const double> words);

}  // namespace comity::analysis
