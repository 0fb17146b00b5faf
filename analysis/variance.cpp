#include "analysis/variance.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace comity::analysis {

std::vector<GroupSums> sums_by_group(std::span<const double> values, std::span<const std::size_t> group) {
  std::map<std::size_t, GroupSums> sums;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    GroupSums& own = sums[group[i]];
    own.count += 1.0;
    const double gap = values[i] - own.mean;
    own.mean += gap / own.count;
    own.squares += gap * (values[i] - own.mean);
  }
  std::vector<GroupSums> all;
  for (const auto& entry : sums) all.push_back(entry.second);
  return all;
}

VarianceParts variance_parts(std::span<const GroupSums> groups, std::span<const std::uint32_t> counts) {
  double counted = 0.0;
  double values = 0.0;
  double squared_counts = 0.0;
  double total = 0.0;
  double within = 0.0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (counts[i] == 0) continue;
    counted += 1.0;
    values += groups[i].count;
    squared_counts += groups[i].count * groups[i].count;
    total += groups[i].count * groups[i].mean;
    within += groups[i].squares;
  }
  if (counted == 0.0) return {};
  VarianceParts found;
  found.mean = total / values;
  if (counted < 2.0 || values <= counted) return found;
  double between = 0.0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (counts[i] != 0)
      between += groups[i].count * (groups[i].mean - found.mean) * (groups[i].mean - found.mean);
  }
  const double per_group = (values - squared_counts / values) / (counted - 1.0);
  found.within = within / (values - counted);
  found.between = (between / (counted - 1.0) - found.within) / per_group;
  return found;
}

double share_between(const VarianceParts& parts) {
  if (std::isnan(parts.within)) return kMissing;
  const double all = parts.within + parts.between;
  if (!(all > 0.0)) return parts.within > 0.0 ? 0.0 : kMissing;
  return std::clamp(parts.between / all, 0.0, 1.0);
}

}  // namespace comity::analysis
