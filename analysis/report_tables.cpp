#include "analysis/report_tables.h"

#include "analysis/csv_writer.h"

#include <cmath>
#include <functional>
#include <sstream>

namespace comity::analysis {
namespace {

using PageJson = nlohmann::ordered_json;

std::string csv_text(const std::function<void(CsvWriter&)>& write) {
  std::ostringstream stream;
  {
    CsvWriter csv(stream);
    write(csv);
  }
  return stream.str();
}

void write_words(CsvWriter& csv, const std::vector<std::string>& words) {
  for (const std::string& word : words) csv.text(word);
  csv.end_row();
}

// As the page reads it: a day to the millisecond, everything else as it stands.
void write_cell(CsvWriter& csv, const PageJson& value, const std::string& unit) {
  constexpr double kMilliseconds = 86'400'000.0;
  if (value.is_null()) return csv.text("");
  if (value.is_string()) return csv.text(value.get<std::string>());
  if (value.is_boolean()) return csv.text(value.get<bool>() ? "true" : "false");
  if (unit == "day") return csv.day(std::round(value.get<double>() * kMilliseconds) / kMilliseconds);
  csv.number(value.get<double>());
}

std::string table_text(const PageJson& table) {
  return csv_text([&](CsvWriter& csv) {
    for (const PageJson& column : table.at("columns")) csv.text(column.at("name").get<std::string>());
    csv.end_row();
    for (const PageJson& row : table.at("rows")) {
      for (std::size_t i = 0; i < row.size(); ++i)
        write_cell(csv, row[i], table.at("columns")[i].at("unit").get<std::string>());
      csv.end_row();
    }
  });
}

void write_columns(CsvWriter& csv, const std::string& chart, const std::string& file, const PageJson& table) {
  for (const PageJson& column : table.at("columns"))
    write_words(csv, {chart, file, column.at("name"), column.at("unit"), column.at("meaning")});
}

}  // namespace

std::vector<std::pair<std::string, std::string>> chart_tables(const PageJson& contents) {
  const PageJson& charts = contents.at("charts");
  std::vector<std::pair<std::string, std::string>> files;
  files.emplace_back("charts.csv", csv_text([&](CsvWriter& csv) {
                       write_words(csv, {"chart", "part", "title", "question", "source", "also"});
                       for (const PageJson& chart : charts)
                         write_words(
                             csv, {chart.at("id"), chart.at("part"), chart.at("title"), chart.at("question"),
                                   chart.at("source"), chart.contains("also") ? chart.at("also_name") : ""});
                     }));
  files.emplace_back(
      "choices.csv", csv_text([&](CsvWriter& csv) {
        write_words(csv, {"chart", "column", "label", "first"});
        for (const PageJson& chart : charts) {
          for (const PageJson& filter : chart.at("filters"))
            write_words(csv, {chart.at("id"), filter.at("column"), filter.at("label"), filter.at("first")});
        }
      }));
  files.emplace_back("columns.csv", csv_text([&](CsvWriter& csv) {
                       write_words(csv, {"chart", "file", "column", "unit", "meaning"});
                       for (const PageJson& chart : charts) {
                         const std::string id = chart.at("id");
                         write_columns(csv, id, id + ".csv", chart.at("table"));
                         if (chart.contains("also"))
                           write_columns(csv, id, id + "-also.csv", chart.at("also"));
                       }
                     }));
  for (const PageJson& chart : charts) {
    const std::string id = chart.at("id");
    files.emplace_back(id + ".csv", table_text(chart.at("table")));
    if (chart.contains("also")) files.emplace_back(id + "-also.csv", table_text(chart.at("also")));
  }
  return files;
}

}  // namespace comity::analysis
