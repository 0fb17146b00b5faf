#include "analysis/report_arm_table.h"

#include "analysis/actors.h"
#include "analysis/report_arms.h"
#include "analysis/report_chart.h"
#include "missing.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

using Json = nlohmann::ordered_json;

Json cell_json(const ArmCell& one) {
  const Bounded& gap = one.against.difference;
  return {{"mean", cell(one.mean)},  {"difference", cell(gap.value)},        {"low", cell(gap.low)},
          {"high", cell(gap.high)},  {"size", cell(one.against.size.value)}, {"seen", is_seen(one.against)},
          {"same", one.against.same}};
}

ArmDifference no_difference() {
  ArmDifference none;
  none.difference = none.size = {kMissing, kMissing, kMissing};
  return none;
}

Json regret_json(const ArmRegret& one) {
  return {{"mean", cell(one.mean.value)},
          {"low", cell(one.mean.low)},
          {"high", cell(one.mean.high)},
          {"best", cell(one.best.value)}};
}

}  // namespace

ArmTable find_arm_table(const Record& record) {
  ArmTable table;
  if (record.design.arms.size() < 2) return table;
  const Arms arms = find_arms(record);
  table.arms = arms.names;
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(record, headline);
    if (std::ranges::all_of(values.values, [](double value) { return std::isnan(value); })) continue;
    ArmRow row{&headline, {}};
    for (std::size_t arm = 0; arm < arms.names.size(); ++arm)
      row.cells.push_back(
          {mean_of_arm({record, arms, values}, arm),
           arm == 0 ? no_difference() : compare_arms({record, arms, values}, {arm, 0}, kChartLevel)});
    table.rows.push_back(std::move(row));
  }
  for (const Actor& actor : standard_actors()) {
    if (!has_metrics(record, actor.metric)) continue;
    const Goal goal{read_values(record, actor.metric), actor.higher};
    table.regrets.push_back({actor.name, actor.reason, actor.metric, goal.values.unit, actor.higher,
                             find_regret(record, arms, goal, kChartLevel)});
  }
  return table;
}

nlohmann::ordered_json arm_table_json(const ArmTable& table) {
  if (table.arms.empty()) return nullptr;
  Json rows = Json::array();
  for (const ArmRow& row : table.rows) {
    Json cells = Json::array();
    for (const ArmCell& one : row.cells) cells.push_back(cell_json(one));
    rows.push_back({{"quantity", row.headline->words}, {"unit", row.headline->unit}, {"cells", cells}});
  }
  Json regrets = Json::array();
  for (const RegretRow& row : table.regrets) {
    Json cells = Json::array();
    for (const ArmRegret& one : row.arms) cells.push_back(regret_json(one));
    regrets.push_back({{"actor", row.actor},
                       {"reason", row.reason},
                       {"metric", row.metric},
                       {"unit", row.unit},
                       {"higher", row.higher},
                       {"cells", cells}});
  }
  return {{"arms", table.arms}, {"rows", rows}, {"regrets", regrets}};
}

}  // namespace comity::analysis
