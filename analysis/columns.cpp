// What formulas may name besides the tables of the simulation: constants, and columns that follow from others.
#include "analysis/targets.h"

#include <fmt/format.h>

#include <array>

namespace comity::analysis {

std::span<const FormulaConstant> formula_constants() {
  static constexpr std::array kConstants = {
      FormulaConstant{"start", "first day of the runs [day]"},
      FormulaConstant{"end", "last day of the runs [day]"},
      FormulaConstant{"month", "30.4375 [day]"},
      FormulaConstant{"year", "365.25 [day]"},
      FormulaConstant{"states", "number of states in the scenario"},
      FormulaConstant{"providers", "number of providers in the scenario"},
  };
  return kConstants;
}

std::vector<TableColumn> table_columns(EventTable table) {
  using Derived = TableColumn::Derived;
  std::vector<TableColumn> columns;
  for (const EventColumn& column : event_columns(table)) {
    const std::string name(column.name);
    columns.push_back({name, column.coding, Derived::no, name});
    if (column.coding != Coding::court) continue;
    columns.push_back({name + ".state", Coding::state, Derived::court_state, name});
    columns.push_back({name + ".level", Coding::level, Derived::court_level, name});
    columns.push_back({name + ".above", Coding::court, Derived::court_above, name});
  }
  if (table == EventTable::rulings) {
    columns.push_back({"before", Coding::outcome, Derived::winner_before, "outcome"});
    columns.push_back({"part", Coding::integer, Derived::part, "case_number"});
  }
  return columns;
}

std::string formula_manual() {
  std::string manual;
  const auto section = [&](std::string_view head) { manual += fmt::format("\n{}:\n", head); };
  const auto line = [&](std::string_view name, std::string_view meaning) {
    manual += fmt::format("  {:<16}{}\n", name, meaning);
  };
  section("Constants of formulas");
  for (const FormulaConstant& constant : formula_constants()) line(constant.name, constant.meaning);
  section("Functions");
  line("average", "of a metric the mean over its groups: average(trust)");
#define COMITY_FUNCTION_LINE(name, arguments, meaning) line(#name, meaning);
  COMITY_EXPRESSION_FUNCTIONS(COMITY_FUNCTION_LINE)
  const auto lines = [&](std::string_view head, std::span<const EnumRow> rows) {
    section(head);
    for (const EnumRow& row : rows) line(row.name, row.meaning);
  };
  lines("Moments of a metric, written behind it (trust[microsoft] at end; at 2014-07-31 is day)",
        kMomentRows);
  lines("Quantities from events (reduce = …)", kReductionRows);
  lines("Estimates from replicates (over = …)", kPoolingRows);
  return manual;
}

}  // namespace comity::analysis
