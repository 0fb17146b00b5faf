#include "analysis/expression.h"

#include "error.h"
#include "missing.h"
#include "random/elementary.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

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
