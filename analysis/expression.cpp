#include "analysis/expression.h"

#include "error.h"
#include "missing.h"
#include "random/elementary.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <utility>

namespace comity::analysis {
namespace {

// Where reading stands, and what was wrong.
struct Scanner {
  std::string_view text;
  ExpressionProblem& problem;
  std::size_t at = 0;
  bool failed = false;

  void skip_blanks() {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
  }

  // Only the first problem counts.
  void fail(TextRange place, std::string message) {
    if (failed) return;
    failed = true;
    problem = {place, std::move(message)};
  }

  TextRange next_word() {
    skip_blanks();
    std::size_t end = at;
    while (end < text.size() && is_in_name(text[end])) ++end;
    if (end == at && at < text.size()) ++end;
    return {at, end - at};
  }

  std::string found() {
    const TextRange word = next_word();
    return word.size == 0 ? "the end" : fmt::format("\"{}\"", text.substr(word.begin, word.size));
  }

  void expect_here(std::string_view what) {
    fail(next_word(), fmt::format("here must stand {}, not {}.", what, found()));
  }

  bool take(std::string_view symbol) {
    skip_blanks();
    if (!text.substr(at).starts_with(symbol)) return false;
    const std::size_t end = at + symbol.size();
    if (is_letter(symbol[0]) && end < text.size() && is_in_name(text[end])) return false;
    at = end;
    return true;
  }
};

constexpr std::size_t kDateSize = 10;
constexpr std::string_view kAverage = "average";

struct Function {
  std::string_view name;
  std::size_t arguments;
  ExpressionOp op;
};
#define COMITY_EXPRESSION_ROW(function, arguments, meaning) \
  Function{#function, arguments, ExpressionOp::function},
constexpr std::array kFunctions = {COMITY_EXPRESSION_FUNCTIONS(COMITY_EXPRESSION_ROW)};

using Operators = std::span<const std::pair<std::string_view, ExpressionOp>>;
constexpr std::array<std::pair<std::string_view, ExpressionOp>, 6> kComparisons = {
    {{"==", ExpressionOp::equal},
     {"!=", ExpressionOp::unequal},
     {"<=", ExpressionOp::at_most},
     {">=", ExpressionOp::at_least},
     {"<", ExpressionOp::less},
     {">", ExpressionOp::greater}}};
constexpr std::array<std::pair<std::string_view, ExpressionOp>, 2> kSums = {
    {{"+", ExpressionOp::add}, {"-", ExpressionOp::subtract}}};
constexpr std::array<std::pair<std::string_view, ExpressionOp>, 2> kProducts = {
    {{"*", ExpressionOp::multiply}, {"/", ExpressionOp::divide}}};

// Recursive descent, one function per rank of operator: or, and, not, comparison, + -, * /, sign, ^.
struct Parser : Scanner {
  Expression expression;
  std::size_t depth = 0;

  void push(ExpressionOp op, double number = 0.0, std::size_t index = 0) {
    expression.steps.push_back({op, number, index});
  }

  void read_either() {
    read_both();
    while (!failed && take("or")) {
      read_both();
      push(ExpressionOp::either);
    }
  }

  void read_both() {
    read_no();
    while (!failed && take("and")) {
      read_no();
      push(ExpressionOp::both);
    }
  }

  void read_no() {
    if (!take("not")) return read_comparison();
    if (!enter()) return;
    read_no();
    push(ExpressionOp::no);
    --depth;
  }

  void read_comparison() {
    const std::size_t left = expression.steps.size();
    read_sum();
    for (const auto& [symbol, op] : kComparisons) {
      if (failed || !take(symbol)) continue;
      const std::size_t right = expression.steps.size();
      read_sum();
      tie_word(left, right, op);
      push(op);
      return;
    }
  }

  // `name == "word"`: the word is one of the name's.
  void tie_word(std::size_t left, std::size_t right, ExpressionOp op) {
    const auto& steps = expression.steps;
    if (failed || right + 1 != steps.size() || steps[right].op != ExpressionOp::word) return;
    const bool named = left + 1 == right && steps[left].op == ExpressionOp::name;
    if (!named || (op != ExpressionOp::equal && op != ExpressionOp::unequal)) return;
    expression.words[steps[right].index].name = steps[left].index;
  }

  void read_sum() { read_chain(kSums, &Parser::read_product); }
  void read_product() { read_chain(kProducts, &Parser::read_sign); }

  void read_chain(Operators operators, void (Parser::*read_next)()) {
    (this->*read_next)();
    bool more = true;
    while (more && !failed) {
      more = false;
      for (const auto& [symbol, op] : operators) {
        if (more || !take(symbol)) continue;
        (this->*read_next)();
        push(op);
        more = true;
      }
    }
  }

  void read_sign() {
    if (!take("-")) return read_power();
    if (!enter()) return;
    read_sign();
    push(ExpressionOp::negate);
    --depth;
  }

  void read_power() {
    read_operand();
    if (failed || !take("^") || !enter()) return;
    read_sign();
    push(ExpressionOp::power);
    --depth;
  }

  bool enter() {
    if (++depth > kDeepestExpression)
      fail({at, 1}, fmt::format("nested more than {} deep.", kDeepestExpression));
    return !failed;
  }

  void read_operand() {
    skip_blanks();
    if (failed) return;
    const char c = at < text.size() ? text[at] : '\0';
    if (is_digit(c) || c == '.') return read_number();
    if (c == '"' || c == '\'') return read_word(c);
    if (is_letter(c)) return read_name();
    if (!take("(")) return expect_here("a number, a name or a bracket");
    if (!enter()) return;
    read_either();
    if (!take(")")) expect_here("\")\"");
    --depth;
  }

  void read_number() {
    if (const auto day = parse_day(text.substr(at, kDateSize))) {
      at += kDateSize;
      return push(ExpressionOp::number, *day);
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    const auto size = static_cast<std::size_t>(end - (text.data() + at));
    if (error != std::errc() || (at + size < text.size() && is_in_name(text[at + size])))
      return fail(next_word(), "this is neither a number nor a date like 2016-07-14.");
    at += size;
    push(ExpressionOp::number, value);
  }

  void read_word(char quote) {
    const std::size_t end = text.find(quote, at + 1);
    if (end == std::string_view::npos) return fail({at, 1}, "this quotation mark is never closed.");
    const TextRange place{at, end + 1 - at};
    at = end + 1;
    push(ExpressionOp::word, 0.0, expression.words.size());
    constexpr auto kUntied = static_cast<std::size_t>(-1);
    expression.words.push_back({std::string(text.substr(place.begin + 1, place.size - 2)), kUntied, place});
  }

  void read_name() {
    TextRange place = next_word();
    const std::string_view name = text.substr(place.begin, place.size);
    at += place.size;
    if (take("(")) return read_call(place, name);
    push_name(place, name);
  }

  void push_name(TextRange place, std::string_view name, bool average = false) {
    ExpressionName one{std::string(name), {}, place};
    one.average = average;
    if (!average) read_label(one);
    read_moment(one);
    push(ExpressionOp::name, 0.0, expression.names.size());
    expression.names.push_back(std::move(one));
  }

  // `[apex]`, or `:apex` without blanks.
  void read_label(ExpressionName& name) {
    const std::size_t before = at;
    const bool colon = at < text.size() && text[at] == ':';
    if (!colon && !take("[")) {
      at = before;
      return;
    }
    const std::size_t begin = colon ? at + 1 : at;
    std::size_t end = text.find(']', begin);
    if (colon) {
      end = begin;
      while (end < text.size() && (is_in_name(text[end]) || text[end] == '-')) ++end;
    }
    if (end == std::string_view::npos || end == begin)
      return fail({begin - 1, 1}, "brackets must hold a label, e.g. reversed[apex].");
    name.label = text.substr(begin, end - begin);
    at = colon ? end : end + 1;
    name.place.size = at - name.place.begin;
  }

  // `at end`, `at 2014-07-31` or `mean`; what follows keeps its blanks.
  void read_moment(ExpressionName& name) {
    const std::size_t before = at;
    if (take("mean")) {
      name.moment = Moment::mean;
    } else if (take("at")) {
      skip_blanks();
      if (take("end")) {
        name.moment = Moment::end;
      } else if (const auto day = parse_day(text.substr(at, kDateSize))) {
        name.moment = Moment::day;
        name.day = *day;
        at += kDateSize;
      } else {
        expect_here("\"end\" or a date like 2016-07-14");
      }
    } else {
      at = before;
    }
  }

  // `average(trust)`: a name, not a value.
  void read_average(TextRange place) {
    const TextRange name = next_word();
    if (name.size == 0 || !is_letter(text[name.begin]))
      return expect_here("the name of a metric with groups, as in average(trust)");
    at = name.begin + name.size;
    if (!take(")")) return expect_here("\")\": average takes one name");
    push_name({place.begin, at - place.begin}, text.substr(name.begin, name.size), true);
  }

  void read_call(TextRange place, std::string_view name) {
    if (name == kAverage) return read_average(place);
    const auto row = std::find_if(kFunctions.begin(), kFunctions.end(),
                                  [&](const Function& function) { return function.name == name; });
    if (row == kFunctions.end()) return fail(place, no_function(name));
    if (!enter()) return;
    for (std::size_t argument = 0; argument < row->arguments && !failed; ++argument) {
      if (argument > 0 && !take(","))
        return expect_here(fmt::format("\",\": {} takes {} values", name, row->arguments));
      read_either();
    }
    if (!take(")"))
      expect_here(
          fmt::format("\")\": {} takes {} value{}", name, row->arguments, row->arguments == 1 ? "" : "s"));
    push(row->op);
    --depth;
  }

  static std::string no_function(std::string_view name) {
    std::vector<std::string> names = {std::string(kAverage)};
    for (const Function& function : kFunctions) names.emplace_back(function.name);
    return fmt::format("there is no function {} (functions: {}).{}", name, fmt::join(names, ", "),
                       did_you_mean(name, names));
  }

  void check_words() {
    for (const ExpressionWord& word : expression.words) {
      if (word.name >= expression.names.size())
        fail(word.place, "a text can only stand behind a name and == or !=, as in state == \"US\".");
    }
  }
};

// Each level of nesting can hold one value per rank of operator.
constexpr std::size_t kStack = 8 * (kDeepestExpression + 2);

double divide(double left, double right) { return right == 0.0 ? kMissing : left / right; }

double power(double base, double exponent) {
  if (exponent == 2.0) return base * base;
  return base < 0.0 ? kMissing : pow_same(base, exponent);
}

double truth(bool holds) { return holds ? 1.0 : 0.0; }

double compute(ExpressionOp op, double left, double right) {
  if (std::isnan(left) || std::isnan(right)) return kMissing;
  switch (op) {
    case ExpressionOp::add:
      return left + right;
    case ExpressionOp::subtract:
      return left - right;
    case ExpressionOp::multiply:
      return left * right;
    case ExpressionOp::divide:
      return divide(left, right);
    case ExpressionOp::power:
      return power(left, right);
    case ExpressionOp::equal:
      return truth(left == right);
    case ExpressionOp::unequal:
      return truth(left != right);
    case ExpressionOp::less:
      return truth(left < right);
    case ExpressionOp::at_most:
      return truth(left <= right);
    case ExpressionOp::greater:
      return truth(left > right);
    case ExpressionOp::at_least:
      return truth(left >= right);
    case ExpressionOp::both:
      return truth(left != 0.0 && right != 0.0);
    case ExpressionOp::either:
      return truth(left != 0.0 || right != 0.0);
    case ExpressionOp::min:
      return std::min(left, right);
    case ExpressionOp::max:
      return std::max(left, right);
    default:
      return kMissing;
  }
}

double compute(ExpressionOp op, double value) {
  if (op == ExpressionOp::negate) return -value;
  if (op == ExpressionOp::abs) return std::abs(value);
  return std::isnan(value) ? kMissing : truth(value == 0.0);
}

bool takes_one(ExpressionOp op) {
  return op == ExpressionOp::negate || op == ExpressionOp::no || op == ExpressionOp::abs;
}

}  // namespace

std::optional<Expression> parse_expression(std::string_view text, ExpressionProblem& problem) {
  Parser parser{{text, problem}, {}, 0};
  parser.read_either();
  parser.skip_blanks();
  if (!parser.failed && parser.at < text.size()) parser.expect_here("an operator or the end");
  parser.check_words();
  if (parser.failed) return std::nullopt;
  return std::move(parser.expression);
}

double evaluate(const Expression& expression, std::span<const double> names, std::span<const double> words) {
  std::array<double, kStack>
      stack;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  std::size_t size = 0;
  for (const Expression::Step& step : expression.steps) {
    if (step.op == ExpressionOp::number) {
      stack[size++] = step.number;
    } else if (step.op == ExpressionOp::name) {
      stack[size++] = names[step.index];
    } else if (step.op == ExpressionOp::word) {
      stack[size++] = words[step.index];
    } else if (takes_one(step.op)) {
      stack[size - 1] = compute(step.op, stack[size - 1]);
    } else {
      --size;
      stack[size - 1] = compute(step.op, stack[size - 1], stack[size]);
    }
    COMITY_EXPECT(size < kStack);
  }
  return stack[0];
}

}  // namespace comity::analysis
