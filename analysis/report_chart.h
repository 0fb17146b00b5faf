/// What a chart of the report page shows: a table, what it says, and where it comes from. Drawing is analysis/web's.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace comity::analysis {

/// A column of a chart's table; `unit` is empty for words, `day` for dates (days since 1970-01-01).
struct ChartColumn {
  std::string name;
  std::string unit;
  std::string meaning;
};

/// Rows of numbers and words; a number that is missing is null.
struct ChartTable {
  std::vector<ChartColumn> columns;
  std::vector<nlohmann::json> rows;  // each an array as long as `columns`
};

/// A column by which the reader chooses rows, and the value chosen at first.
struct ChartFilter {
  std::string column;
  std::string label;
  std::string first;
};

/// One chart. `id` names its drawing in analysis/web/src/specs.js.
struct Chart {
  std::string id;
  std::string part;      // heading it stands under
  std::string title;     // the finding, as a sentence
  std::string question;  // what it answers and how it is read
  std::string source;    // from which numbers
  ChartTable table;
  ChartTable also;        // a second table (dates of laws, nodes of a network); may be empty
  std::string also_name;  // what it holds, for its button
  std::vector<ChartFilter> filters;
  nlohmann::json options = nlohmann::json::object();  // hints to the drawing
};

/// A chart with its id and heading.
Chart make_chart(std::string id, std::string part);

/// A chart that this file cannot have, and why.
struct MissingChart {
  std::string what;
  std::string why;
};

/// A number with six significant digits, so that pages stay small; null for NaN.
nlohmann::json cell(double value);

/// `share` as "37 %", with one decimal below 10 %; the space does not break.
std::string percent_text(double share);

/// The chart as the page reads it.
nlohmann::ordered_json chart_json(const Chart& chart);

}  // namespace comity::analysis
