/// Situations weighed by the demands of a simulation.
#pragma once

#include "law/conflicts.h"

#include <compare>
#include <map>
#include <string>
#include <vector>

namespace comity::law {

/// Demands of one kind by what a results file records of them; states by id.
struct DemandKey {
  std::string forum;
  std::string site;
  std::string home;
  std::string residence;
  int kind = 0;  // 0 subscriber data, 1 traffic data, 2 content
  auto operator<=>(const DemandKey&) const = default;
};

/// How many there were.
using DemandTable = std::map<DemandKey, double>;

/// Numbers of demands of one state: each stands for the situations that share what is recorded of it, in equal parts.
struct WeightedShares {
  double demands = 0;
  double compelled = 0;
  double certain = 0;
  double arguable = 0;
};

/// Weighs what was counted by cell.
WeightedShares weigh(const DemandTable& demands, const Comparison& comparison, const Pair& pair,
                     const std::vector<CellCount>& cells);

}  // namespace comity::law
