#include "analysis/report_arm_table.h"

#include "analysis/actors.h"
#include "analysis/report_arms.h"
#include "analysis/report_chart.h"
#include "analysis/world_shares.h"
#include "analysis/worlds.h"
#include "missing.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace comity::analysis {
namespace {

using Json = nlohmann::ordered_json;

// "93 % [88, 97] of worlds"; nothing where there are none.
void add_worlds(Json& cell, const Bounded& worlds, bool of_runs) {
  if (!std::isnan(worlds.value)) cell["worlds"] = share_words(worlds) + (of_runs ? " of runs" : " of worlds");
}

Json cell_json(const ArmCell& one, bool of_runs) {
  const Bounded& gap = one.against.difference;
  Json found = {
      {"mean", cell(one.mean)},  {"difference", cell(gap.value)},        {"low", cell(gap.low)},
      {"high", cell(gap.high)},  {"size", cell(one.against.size.value)}, {"seen", is_seen(one.against)},
      {"same", one.against.same}};
  add_worlds(found, one.worlds, of_runs);
  return found;
}

ArmDifference no_difference() {
  ArmDifference none;
  none.difference = none.size = {kMissing, kMissing, kMissing};
  return none;
}

Json regret_json(const ArmRegret& one, const Bounded& worlds, bool of_runs) {
  Json found = {{"mean", cell(one.mean.value)},
                {"low", cell(one.mean.low)},
                {"high", cell(one.mean.high)},
                {"best", cell(one.best.value)}};
  add_worlds(found, worlds, of_runs);
  return found;
}

// In what share of the worlds every arm has more than the first, or less.
std::vector<Bounded> shares_of_worlds(const ArmValues& from, bool higher, std::span<const std::size_t> world,
                                      ArmTable& table) {
  std::vector<Bounded> shares(from.arms.names.size(), {kMissing, kMissing, kMissing});
  if (world.empty()) return shares;
  for (std::size_t arm = 1; arm < shares.size(); ++arm) {
    const WorldShare share = share_of_worlds(gaps_by_replicate(from, {arm, 0}, higher), world, kChartLevel);
    table.of_runs = share.of_runs;
    shares[arm] = share.above;
  }
  return shares;
}

}  // namespace

ArmTable find_arm_table(const Record& record) {
  ArmTable table;
  if (record.design.arms.size() < 2) return table;
  const Arms arms = find_arms(record);
  table.arms = arms.names;
  const std::vector<std::size_t> world = worlds_of(record);
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(record, headline);
    if (std::ranges::all_of(values.values, [](double value) { return std::isnan(value); })) continue;
    ArmRow row{&headline, {}};
    const ArmValues from{record, arms, values};
    const std::vector<Bounded> worlds = shares_of_worlds(from, true, world, table);
    for (std::size_t arm = 0; arm < arms.names.size(); ++arm)
      row.cells.push_back({mean_of_arm(from, arm),
                           arm == 0 ? no_difference() : compare_arms(from, {arm, 0}, kChartLevel),
                           worlds[arm]});
    table.rows.push_back(std::move(row));
  }
  for (const Actor& actor : standard_actors()) {
    if (!has_metrics(record, actor.metric)) continue;
    const Goal goal{read_values(record, actor.metric), actor.higher};
    table.regrets.push_back({actor.name, actor.reason, actor.metric, goal.values.unit, actor.higher,
                             find_regret(record, arms, goal, kChartLevel),
                             shares_of_worlds({record, arms, goal.values}, actor.higher, world, table)});
  }
  return table;
}

nlohmann::ordered_json arm_table_json(const ArmTable& table) {
  if (table.arms.empty()) return nullptr;
  Json rows = Json::array();
  for (const ArmRow& row : table.rows) {
    Json cells = Json::array();
    for (const ArmCell& one : row.cells) cells.push_back(cell_json(one, table.of_runs));
    rows.push_back({{"quantity", row.headline->words}, {"unit", row.headline->unit}, {"cells", cells}});
  }
  Json regrets = Json::array();
  for (const RegretRow& row : table.regrets) {
    Json cells = Json::array();
    for (std::size_t arm = 0; arm < row.arms.size(); ++arm)
      cells.push_back(regret_json(row.arms[arm], row.worlds[arm], table.of_runs));
    regrets.push_back({{"actor", row.actor},
                       {"reason", row.reason},
                       {"metric", row.metric},
                       {"unit", row.unit},
                       {"higher", row.higher},
                       {"cells", cells}});
  }
  Json found = {{"arms", table.arms}, {"rows", rows}, {"regrets", regrets}};
  if (table.of_runs) found["of_runs"] = true;
  return found;
}

}  // namespace comity::analysis
