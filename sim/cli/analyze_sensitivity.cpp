#include "cli/analyze_sensitivity.h"

#include "analysis/arms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity {

std::vector<std::string> arms_to_show(const Asked& asked) {
  if (asked.runs.design.arms.empty() || !asked.arm.empty()) return {asked.arm};
  return find_arms(asked.runs).names;
}

std::string under_arm(const std::string& arm) {
  return arm.empty() ? "" : fmt::format(" under the arm {}", arm);
}

analysis::Finding factor_finding(const std::string& quantity, const analysis::RunValues& values,
                                 const std::string& factor, const analysis::Bounded& number) {
  analysis::Finding finding = make_finding(quantity, values, number, "");
  finding.factor = factor;
  return finding;
}

std::vector<std::size_t> by_size(const std::vector<analysis::Bounded>& numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto size = [&](std::size_t i) { return std::isnan(numbers[i].value) ? -1e300 : numbers[i].value; };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

std::string bar(double value, double largest) {
  constexpr double kLength = 20.0;
  if (!(value > 0.0) || !(largest > 0.0)) return "";
  std::string blocks;
  for (auto left = std::lround(kLength * value / largest); left > 0; --left) blocks += "▪";
  return blocks;
}

}  // namespace comity
