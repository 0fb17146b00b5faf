/// The tables of the page's charts as CSV, for programs that draw the charts anew: the page's own numbers, to the last digit.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace comity::analysis {

/// Names and texts of the files, from the page's contents (report_json): `charts.csv` (a row per chart: its title, question,
/// source), `choices.csv` (the columns by which its rows are chosen, with the choice shown first), `columns.csv` (unit and meaning
/// of each column), and for every chart `ID.csv` and, where it has a second table, `ID-also.csv`. Days are ISO days.
std::vector<std::pair<std::string, std::string>> chart_tables(const nlohmann::ordered_json& contents);

}  // namespace comity::analysis
