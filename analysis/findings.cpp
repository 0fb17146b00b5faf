#include "analysis/findings.h"

namespace comity::analysis {

Table findings_table(std::span<const Finding> findings) {
  Table table{
      "", {"quantity", "metric", "time", "factor", "factor2", "estimate", "low", "high", "method", "n"}, {}};
  for (const Finding& one : findings)
    table.rows.push_back({one.quantity, one.metric, one.time, one.factor, one.factor2, one.estimate, one.low,
                          one.high, one.method, one.n});
  return table;
}

}  // namespace comity::analysis
