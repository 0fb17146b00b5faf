/// What the parts of `comity analyze compare` share.
#pragma once

#include "analysis/arms.h"
#include "cli/analyze_actors.h"
#include "cli/analyze_answer.h"

#include <string>
#include <utility>
#include <vector>

namespace comity {

/// A file whose arms are compared with one of them.
struct Comparison {
  const Asked& asked;
  const analysis::Arms& arms;
  std::size_t reference;
};

/// A finding about an arm; the second name is what it is compared with or for whom it counts. Its method is `simultaneous` where there
/// is an interval.
analysis::Finding arm_finding(const analysis::RunValues& values, const std::string& quantity,
                              const std::pair<std::string, std::string>& names,
                              const analysis::Bounded& number);

/// Which arm is best for whom: a table of regret, its findings, and notes of what each actor wants.
void add_regret(QuestionAnswer& answer, const Comparison& how, const std::vector<Actor>& actors);

/// The share of the design's points at which each arm meets all these conditions.
void add_satisfied(QuestionAnswer& answer, const Comparison& how, const std::vector<std::string>& conditions);

}  // namespace comity
