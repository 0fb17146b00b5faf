// Event tables with their codes as words.
#include "analysis/export_tables.h"
#include "observe/labels.h"

#include <fmt/format.h>

namespace comity::analysis {
namespace {

// A column of the file and how it is written.
struct EventField {
  EventColumn column;
  std::vector<std::string> words;  // of its codes; empty: it is a number or a day
};

std::vector<EventField> fields_of(const Record& runs, EventTable table) {
  std::vector<EventField> fields = {{{"point", Coding::integer, "", "point of the design"}, {}},
                                    {{"replicate", Coding::integer, "", "replicate"}, {}}};
  for (const EventColumn& column : event_columns(table)) {
    if (!runs.file.has(fmt::format("events/{}/{}", name_of(table), column.name))) continue;
    const auto names = code_names(column.coding);
    std::vector<std::string> words(names.begin(), names.end());
    const std::string_view list = label_list_name(column.coding);
    if (!list.empty()) words = labels_of(runs, list);
    fields.push_back({column, words});
  }
  return fields;
}

bool is_coded(Coding coding) { return !code_names(coding).empty() || !label_list_name(coding).empty(); }

void write_field(const EventField& field, double value, CsvWriter& csv) {
  if (field.column.coding == Coding::day) {
    csv.day(value);
    csv.number(value);
  } else if (!is_coded(field.column.coding)) {
    csv.number(value);
  } else {
    const bool named = value >= 0.0 && value < static_cast<double>(field.words.size());
    csv.text(named ? field.words[static_cast<std::size_t>(value)] : "");
  }
}

std::vector<ColumnWords> words_of(const std::vector<EventField>& fields) {
  std::vector<ColumnWords> words;
  for (const EventField& field : fields) {
    const EventColumn& column = field.column;
    const std::string name(column.name);
    const std::string meaning(column.meaning);
    const std::string unit = column.unit == "1" ? "" : std::string(column.unit);
    if (column.coding == Coding::day) {
      words.push_back({name, "date", "", meaning});
      words.push_back({name + "_days", "number", "day since 1970-01-01", meaning + ", with its fraction"});
    } else if (is_coded(column.coding)) {
      const bool listed = !code_names(column.coding).empty();
      const std::string codes = listed ? fmt::format(": {}", fmt::join(field.words, ", ")) : "";
      words.push_back({name, "text", "", fmt::format("{}{}; empty: none", meaning, codes)});
    } else {
      words.push_back({name, column.coding == Coding::integer ? "integer" : "number", unit, meaning});
    }
  }
  return words;
}

ExportTable event_table(const Record& runs, EventTable table) {
  ExportTable made;
  made.name = std::string(name_of(table));
  made.file = made.name + ".csv";
  const std::vector<EventField> fields = fields_of(runs, table);
  made.columns = words_of(fields);
  made.write_rows = [&runs, table, fields](CsvWriter& csv) {
    std::vector<std::string> columns;
    for (const EventField& field : fields) columns.emplace_back(field.column.name);
    scan_events(runs, table, columns, [&](const EventBlock& block) {
      for (std::size_t row = 0; row < block.rows; ++row) {
        for (std::size_t i = 0; i < fields.size(); ++i) write_field(fields[i], block.columns[i][row], csv);
        csv.end_row();
      }
    });
  };
  return made;
}

ExportTable court_table(const Record& runs) {
  ExportTable table;
  table.name = "courts";
  table.file = "courts.csv";
  table.columns = {{"court", "text", "", "name of the court"},
                   {"state", "text", "", "state of the court"},
                   {"level", "text", "", "level of the court: first_instance, appellate, apex"},
                   {"above", "text", "", "court that hears appeals; empty: none"}};
  table.write_rows = [&runs](CsvWriter& csv) {
    const auto courts = labels_of(runs, "court");
    const EventField state{{"", Coding::state, "", ""}, labels_of(runs, "state")};
    const auto levels = code_names(Coding::level);
    const EventField level{{"", Coding::level, "", ""}, {levels.begin(), levels.end()}};
    const EventField above{{"", Coding::court, "", ""}, courts};
    const auto states = runs.file.numbers("events/labels/court_state");
    const auto ranks = runs.file.numbers("events/labels/court_level");
    const auto superiors = runs.file.numbers("events/labels/court_above");
    for (std::size_t court = 0; court < courts.size(); ++court) {
      csv.text(courts[court]);
      write_field(state, states[court], csv);
      write_field(level, ranks[court], csv);
      write_field(above, superiors[court], csv);
      csv.end_row();
    }
  };
  return table;
}

}  // namespace

std::vector<std::string> labels_of(const Record& runs, std::string_view list) {
  const std::string name = fmt::format("events/labels/{}", list);
  return runs.file.has(name) ? runs.file.texts(name) : std::vector<std::string>{};
}

std::vector<ExportTable> event_tables(const Record& runs) {
  std::vector<ExportTable> tables;
  for (std::size_t index = 0; index < enum_count<EventTable>; ++index) {
    const auto table = static_cast<EventTable>(index);
    if (runs.file.has(fmt::format("events/{}", name_of(table)))) tables.push_back(event_table(runs, table));
  }
  if (runs.file.has("events/labels/court_above")) tables.push_back(court_table(runs));
  return tables;
}

}  // namespace comity::analysis
