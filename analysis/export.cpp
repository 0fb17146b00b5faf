#include "analysis/export.h"

#include "analysis/export_tables.h"
#include "analysis/stata_names.h"
#include "error.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <utility>

namespace comity::analysis {
namespace {

constexpr const char* kDictionary = "dictionary.csv";

double bytes_of(const std::vector<ExportTable>& tables) {
  double bytes = 0.0;
  for (const ExportTable& table : tables) bytes += table.bytes;
  return bytes;
}

std::vector<ExportTable> all_tables(const Record& runs, const std::vector<std::string>& metrics) {
  std::vector<ExportTable> tables = series_tables(runs, metrics);
  for (const auto& some : {event_tables(runs), run_tables(runs), world_tables(runs), network_tables(runs)})
    tables.insert(tables.end(), some.begin(), some.end());
  return tables;
}

// The series of all metrics are many megabytes, so that they want to be asked for; who names metrics wants these.
bool is_wanted(const ExportRequest& request, const ExportTable& table) {
  if (!request.tables.empty()) return std::ranges::find(request.tables, table.name) != request.tables.end();
  if (table.name == "metrics") return request.whole || !request.metrics.empty();
  return (table.name != "headlines" && table.name != "worlds") || request.metrics.empty();
}

// The tables asked for, and how large the others are that are left out for their size.
std::pair<std::vector<ExportTable>, double> chosen_tables(const Record& runs, const ExportRequest& request) {
  std::vector<ExportTable> tables = all_tables(runs, request.metrics);
  std::vector<std::string> names;
  double left_out = 0.0;
  for (const ExportTable& table : tables) {
    names.push_back(table.name);
    if (request.tables.empty() && table.name == "metrics" && !is_wanted(request, table))
      left_out = table.bytes;
  }
  for (const std::string& wanted : request.tables) {
    if (std::ranges::find(names, wanted) == names.end())
      throw Error(fmt::format("{}: has no table {} (it has {}).{}", request.results.string(), wanted,
                              fmt::join(names, ", "), did_you_mean(wanted, names)));
  }
  std::erase_if(tables, [&](const ExportTable& table) { return !is_wanted(request, table); });
  return {std::move(tables), left_out};
}

void rename_for_stata(ExportTable& table) {
  if (!table.write_rows) return;  // GraphML has no variables
  std::vector<std::string> names;
  for (const ColumnWords& column : table.columns) names.push_back(column.name);
  names = stata_names(names);
  for (std::size_t i = 0; i < names.size(); ++i) table.columns[i].name = names[i];
}

void write_dictionary(const std::vector<ExportTable>& tables, CsvWriter& csv) {
  for (const char* name : {"file", "column", "type", "unit", "meaning"}) csv.text(name);
  csv.end_row();
  for (const ExportTable& table : tables) {
    std::vector<ColumnWords> lines = table.columns;
    lines.insert(lines.end(), table.values.begin(), table.values.end());
    for (const ColumnWords& line : lines) {
      for (const std::string& text : {table.file, line.name, line.type, line.unit, line.meaning})
        csv.text(text);
      csv.end_row();
    }
  }
}

std::size_t write_table(const ExportTable& table, std::ostream& stream) {
  if (table.write_file) return table.write_file(stream);
  CsvWriter csv(stream);
  for (const ColumnWords& column : table.columns) csv.text(column.name);
  csv.end_row();
  table.write_rows(csv);
  return csv.rows() - 1;
}

// Writes the whole file under its temporary name.
template <class Write>
std::size_t fill(const SafeFile& file, Write write) {
  std::ofstream stream(file.temporary(), std::ios::binary);
  const std::size_t rows = write(stream);
  stream.close();
  if (!stream)
    throw Error(fmt::format("{}: cannot be written (disk full?). Choose another place with --out.",
                            file.target().string()));
  return rows;
}

}  // namespace

std::vector<ExportedFile> export_results(const ExportRequest& request,
                                         const std::function<void(const ExportSize&)>& tell) {
  const Record runs = open_record(request.results);
  auto [tables, left_out] = chosen_tables(runs, request);
  if (request.stata) std::ranges::for_each(tables, rename_for_stata);
  std::vector<std::filesystem::path> places;
  for (const ExportTable& table : tables) places.push_back(request.folder / table.file);
  check_outputs(places, std::array{request.results});
  std::vector<std::unique_ptr<SafeFile>> files;
  for (const ExportTable& table : tables)
    files.push_back(std::make_unique<SafeFile>(request.folder / table.file, request.overwrite));
  files.push_back(std::make_unique<SafeFile>(request.folder / kDictionary, request.overwrite));
  if (tell) tell({bytes_of(tables), left_out});
  std::vector<ExportedFile> written;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::size_t rows =
        fill(*files[i], [&](std::ostream& stream) { return write_table(tables[i], stream); });
    written.push_back({files[i]->target(), rows});
  }
  const std::size_t words = fill(*files.back(), [&](std::ostream& stream) {
    CsvWriter csv(stream);
    write_dictionary(tables, csv);
    return csv.rows() - 1;
  });
  written.push_back({files.back()->target(), words});
  for (const auto& file : files) file->keep();
  return written;
}

}  // namespace comity::analysis
