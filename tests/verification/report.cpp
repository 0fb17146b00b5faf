#include "report.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace comity::test {

void report(const std::string& name, const std::string& quantity, const Answer& answer) {
  fmt::print("{} | {} | {:.4g} | {:.4g} | {:.2g}\n", name, quantity, answer.measured, answer.expected,
             answer.tolerance);
  EXPECT_NEAR(answer.measured, answer.expected, answer.tolerance) << name << ": " << quantity;
}

void report_at_most(const std::string& name, const std::string& quantity, double measured, double bound) {
  fmt::print("{} | {} | {:.4g} | at most {:.4g} | 0\n", name, quantity, measured, bound);
  EXPECT_LE(measured, bound) << name << ": " << quantity;
}

}  // namespace comity::test
