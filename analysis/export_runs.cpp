// The design of a sweep, and what became of each run.
#include "analysis/export_tables.h"
#include "missing.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

namespace comity::analysis {
namespace {

const char* type_of(FactorKind kind) {
  switch (kind) {
    case FactorKind::integer:
      return "integer";
    case FactorKind::date:
      return "date";
    case FactorKind::boolean:
    case FactorKind::category:
      return "text";
    case FactorKind::real:
      break;
  }
  return "number";
}

ColumnWords words_of(const Factor& factor) {
  const std::string range =
      factor.levels.empty()
          ? fmt::format(" from {} to {}{}", value_text(factor, factor.low), value_text(factor, factor.high),
                        factor.logarithmic ? ", logarithmic" : "")
          : fmt::format(": {}", fmt::join(factor.levels, ", "));
  return {factor.name, type_of(factor.kind), "", fmt::format("factor {}{}", factor.name, range)};
}

void write_factor(const Factor& factor, double value, CsvWriter& csv) {
  const bool number = factor.kind == FactorKind::real || factor.kind == FactorKind::integer;
  if (number) {
    csv.number(value);
  } else {
    csv.text(value_text(factor, value));
  }
}

ExportTable design_table(const Record& runs) {
  ExportTable table;
  table.name = "design";
  table.file = "design.csv";
  table.columns = {{"point", "integer", "", "point of the design"},
                   {"role", "text", "", "what the point is for in its design"},
                   {"arm", "text", "", "policy; empty: the design has no arms"},
                   {"block", "integer", "", "points that are evaluated together"},
                   {"scramble", "integer", "", "replicated scramble of the sequence"}};
  for (const Factor& factor : runs.design.factors) table.columns.push_back(words_of(factor));
  constexpr double kField = 8.0;
  table.bytes = kField * static_cast<double>(table.columns.size() * runs.points);
  table.write_rows = [&runs](CsvWriter& csv) {
    for (std::size_t i = 0; i < runs.design.points.size(); ++i) {
      const DesignPoint& point = runs.design.points[i];
      csv.whole(i);
      csv.text(point.role);
      csv.text(point.arm);
      csv.whole(point.block);
      csv.whole(point.scramble);
      for (std::size_t factor = 0; factor < runs.design.factors.size(); ++factor)
        write_factor(runs.design.factors[factor], point.values[factor], csv);
      csv.end_row();
    }
  };
  return table;
}

// Messages of failed runs, by the number of the run; the file keeps the first ones only.
std::map<std::size_t, std::string> read_failures(const Record& runs) {
  std::map<std::size_t, std::string> failures;
  if (!runs.file.has("runs/failures")) return failures;
  const auto replicates = runs.file.numbers("runs/failures/replicate");
  const auto points = runs.file.has("runs/failures/point") ? runs.file.numbers("runs/failures/point")
                                                           : std::vector<double>(replicates.size(), 0.0);
  const auto messages = runs.file.texts("runs/failures/message");
  for (std::size_t i = 0; i < messages.size(); ++i) {
    const auto point = static_cast<std::size_t>(points[i]);
    failures[point * runs.replicates + static_cast<std::size_t>(replicates[i])] = messages[i];
  }
  return failures;
}

// The plausible world of each replicate: its number in the file of worlds, then its parameters. Choices are numbers here, as in the results.
std::vector<std::string> world_columns(const Record& runs, std::vector<ColumnWords>& columns) {
  std::vector<std::string> names;
  if (!runs.file.has("worlds/vector")) return names;
  names.emplace_back("vector");
  columns.push_back(
      {"vector", "integer", "", "row of the file of plausible worlds that the replicate took, from 0"});
  for (const ParameterRow& row : parameter_rows()) {
    const std::string name = fmt::format("{}.{}", row.group, row.name);
    if (!runs.file.has("worlds/" + name)) continue;
    names.push_back(name);
    columns.push_back({name, "number", row.type == ParameterType::Choice ? "" : std::string(row.unit),
                       fmt::format("{}; what a factor or an arm sets wins over it", row.meaning)});
  }
  return names;
}

ExportTable run_table(const Record& runs) {
  ExportTable table;
  table.name = "runs";
  table.file = "runs.csv";
  table.columns = {
      {"point", "integer", "", "point of the design"},
      {"replicate", "integer", "", "replicate"},
      {"failed", "text", "", "whether the run failed, so that it has no values: no, yes"},
      {"demands", "integer", "demand", "simulated demands; empty: the run failed"},
      {"failure", "text", "", "what went wrong; empty: nothing, or not among the messages kept"}};
  constexpr double kRow = 14.0;
  constexpr double kField = 9.0;
  const std::vector<std::string> worlds = world_columns(runs, table.columns);
  table.bytes =
      (kRow + kField * static_cast<double>(worlds.size())) * static_cast<double>(runs.failed.size());
  table.write_rows = [&runs, worlds](CsvWriter& csv) {
    const std::vector<double> demands = runs.file.numbers("runs/demands");
    const auto failures = read_failures(runs);
    std::vector<std::vector<double>> of_worlds;
    for (const std::string& name : worlds) of_worlds.push_back(runs.file.numbers("worlds/" + name));
    for (std::size_t run = 0; run < demands.size(); ++run) {
      const auto failure = failures.find(run);
      csv.whole(run / runs.replicates);
      csv.whole(run % runs.replicates);
      csv.text(runs.failed[run] ? "yes" : "no");
      csv.number(runs.failed[run] ? kMissing : demands[run]);
      csv.text(failure == failures.end() ? "" : failure->second);
      for (const std::vector<double>& column : of_worlds) csv.number(column[run % runs.replicates]);
      csv.end_row();
    }
  };
  return table;
}

}  // namespace

std::vector<ExportTable> run_tables(const Record& runs) {
  std::vector<ExportTable> tables;
  if (runs.file.has("design")) tables.push_back(design_table(runs));
  tables.push_back(run_table(runs));
  return tables;
}

}  // namespace comity::analysis
