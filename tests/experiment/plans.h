// Plans that the tests of designs share.
#pragma once

#include "design/design.h"

#include <string>
#include <vector>

namespace comity {

/// A factor with values from `low` to `high`.
inline Factor real_factor(const std::string& name, double low = 0.0, double high = 1.0) {
  Factor factor;
  factor.name = name;
  factor.low = low;
  factor.high = high;
  return factor;
}

/// A factor with these words for levels.
inline Factor category_factor(const std::string& name, std::vector<std::string> levels) {
  Factor factor;
  factor.name = name;
  factor.kind = FactorKind::category;
  factor.levels = std::move(levels);
  return factor;
}

/// A plan over so many factors x.1, x.2, … in [0, 1].
inline SweepPlan unit_plan(DesignKind kind, std::size_t factors) {
  SweepPlan plan;
  plan.kind = kind;
  for (std::size_t i = 1; i <= factors; ++i) plan.factors.push_back(real_factor("x." + std::to_string(i)));
  return plan;
}

}  // namespace comity
