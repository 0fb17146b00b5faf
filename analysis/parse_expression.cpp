// Recursive descent, one function per rank of operator: or, and, not, comparison, + -, * /, sign, ^.
#include "analysis/expression.h"
#include "analysis/scanner.h"

#include "day.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace comity::analysis {
namespace {

struct Function {
  std::string_view name;
  std::size_t arguments;
  ExpressionOp op;
};
constexpr std::array kFunctions = {
#define COMITY_EXPRESSION_ROW(function, arguments, meaning) \
  Function{#function, arguments, ExpressionOp::function},
    COMITY_EXPRESSION_FUNCTIONS(COMITY_EXPRESSION_ROW)
#undef COMITY_EXPRESSION_ROW
};

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
    constexpr std::size_t kDateSize = 10;
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
    std::string label;
    if (take("[")) {
      const std::size_t end = text.find(']', at);
      if (end == std::string_view::npos || end == at)
        return fail({at - 1, 1}, "brackets must hold a label, e.g. reversed[apex].");
      label = text.substr(at, end - at);
      at = end + 1;
      place.size = at - place.begin;
    }
    push(ExpressionOp::name, 0.0, expression.names.size());
    expression.names.push_back({std::string(name), std::move(label), place});
  }

  void read_call(TextRange place, std::string_view name) {
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
    std::vector<std::string> names;
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

}  // namespace comity::analysis
