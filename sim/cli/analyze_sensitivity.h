/// What the questions about factors share.
#pragma once

#include "analysis/designs.h"
#include "cli/analyze_answer.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// The arms to look at one after the other: the one asked for, else all; one without a name where the design has none.
std::vector<std::string> arms_to_show(const Asked& asked);

/// ` under the arm NAME`, or nothing.
std::string under_arm(const std::string& arm);

/// A finding about a factor, and under which arm (as `factor2` unless a second factor stands there).
analysis::Finding factor_finding(const std::string& quantity, const analysis::RunValues& values,
                                 const std::string& factor, const analysis::Bounded& number);

/// Factors from the largest to the smallest of these numbers; NaN last.
std::vector<std::size_t> by_size(const std::vector<analysis::Bounded>& numbers);

/// A bar of blocks for a share of the largest number, for a quick look.
std::string bar(double value, double largest);

}  // namespace comity
