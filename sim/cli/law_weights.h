/// The demands of a simulation, to weigh situations by.
#pragma once

#include "law/conflicts.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

namespace comity {

/// Demands by what the results record of them; states by id.
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

/// The demands of all replicates of a results file. Throws Error when it has no table of demands.
DemandTable read_demands(const std::string& results);

/// Numbers of demands of one state: each stands for the situations that share what is recorded of it, in equal parts.
struct WeightedShares {
  double demands = 0;
  double compelled = 0;
  double certain = 0;
  double arguable = 0;

  nlohmann::ordered_json in_json() const;
};

/// Weighs what was counted by cell.
WeightedShares weigh(const DemandTable& demands, const law::Comparison& comparison, const law::Pair& pair,
                     const std::vector<law::CellCount>& cells);

}  // namespace comity
