/// Policies side by side: every headline of every arm, and what each arm costs each actor. The numbers are those of `comity analyze
/// compare`.
#pragma once

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "analysis/record.h"
#include "missing.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace comity::analysis {

/// A headline of one arm: its mean over runs, and its difference from the reference (of the reference itself: none).
struct ArmCell {
  double mean = 0.0;
  ArmDifference against;
  Bounded worlds{kMissing, kMissing,
                 kMissing};  // in what share of the worlds there is more; of a file without worlds none
};

struct ArmRow {
  const Headline* headline = nullptr;
  std::vector<ArmCell> cells;  // [arms]
};

/// What each arm costs an actor.
struct RegretRow {
  std::string actor;
  std::string reason;  // what it looks at, in words
  std::string metric;
  std::string unit;
  bool higher = true;           // is better
  std::vector<ArmRegret> arms;  // [arms]
  std::vector<Bounded> worlds =
      {};  // [arms] in what share of the worlds it is better than the reference; NaN as above
};

struct ArmTable {
  std::vector<std::string> arms;  // the first is the reference
  std::vector<ArmRow> rows;
  std::vector<RegretRow> regrets;
  bool of_runs = false;  // shares of worlds are of runs, each in a world of its own (world_shares.h)
};

/// Of a design with at least two arms; else empty.
ArmTable find_arm_table(const Record& record);

/// As the page reads it; null of an empty table.
nlohmann::ordered_json arm_table_json(const ArmTable& table);

}  // namespace comity::analysis
