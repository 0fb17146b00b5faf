// Event tables with their codes as words.
#include "analysis/export_tables.h"
#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

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

// A column in words that the file has only as codes: which reading a ruling took, what a focal dispute is called.
struct WordField {
  ColumnWords words;
  std::vector<std::string> sources;                               // columns it is made from
  std::function<std::string(const std::vector<int>&)> text_of{};  // from their codes
};

std::string word_at(const std::vector<std::string>& words, int place) {
  return place >= 0 && static_cast<std::size_t>(place) < words.size() ? words[static_cast<std::size_t>(place)]
                                                                      : "";
}

std::vector<WordField> word_fields(const Record& runs, EventTable table) {
  if (table == EventTable::rulings && runs.file.has("events/labels/question_accepted")) {
    return {{{"reading", "text", "", "word of the reading that the court took; empty: merit only"},
             {"question", "accepted"},
             [accepted = labels_of(runs, "question_accepted"),
              rejected = labels_of(runs, "question_rejected")](const std::vector<int>& codes) {
               return word_at(codes[1] == 1 ? accepted : rejected, codes[0]);
             }}};
  }
  if (table == EventTable::focal && runs.file.has("events/labels/focal")) {
    return {{{"focal_name", "text", "", "name of the focal dispute"},
             {"focal"},
             [names = labels_of(runs, "focal")](const std::vector<int>& codes) {
               return word_at(names, codes[0]);
             }}};
  }
  return {};
}

ExportTable event_table(const Record& runs, EventTable table) {
  ExportTable made;
  made.name = std::string(name_of(table));
  made.file = made.name + ".csv";
  const std::vector<EventField> fields = fields_of(runs, table);
  const std::vector<WordField> more = word_fields(runs, table);
  made.columns = words_of(fields);
  for (const WordField& field : more) made.columns.push_back(field.words);
  constexpr double kField = 7.0;  // the usual width of a field, with its comma
  made.bytes = kField * static_cast<double>(made.columns.size() * count_events(runs, table));
  made.write_rows = [&runs, table, fields, more](CsvWriter& csv) {
    std::vector<std::string> columns;
    for (const EventField& field : fields) columns.emplace_back(field.column.name);
    scan_events(runs, table, columns, [&](const EventBlock& block) {
      for (std::size_t row = 0; row < block.rows; ++row) {
        for (std::size_t i = 0; i < fields.size(); ++i) write_field(fields[i], block.columns[i][row], csv);
        for (const WordField& field : more) {
          std::vector<int> codes;
          for (const std::string& source : field.sources) {
            const auto place = std::ranges::find(columns, source) - columns.begin();
            codes.push_back(static_cast<int>(block.columns[static_cast<std::size_t>(place)][row]));
          }
          csv.text(field.text_of(codes));
        }
        csv.end_row();
      }
    });
  };
  return made;
}

ExportTable question_table(const Record& runs) {
  ExportTable table;
  table.name = "questions";
  table.file = "questions.csv";
  table.columns = {{"question", "text", "", "id of the open question"},
                   {"name", "text", "", "the question in words"},
                   {"accepted", "text", "", "word of the reading that accepts the arguable rule"},
                   {"accepted_words", "text", "", "that reading in a sentence"},
                   {"rejected", "text", "", "word of the other reading"},
                   {"rejected_words", "text", "", "the other reading in a sentence"}};
  table.write_rows = [&runs](CsvWriter& csv) {
    std::vector<std::vector<std::string>> columns;
    for (const char* list : {"question", "question_name", "question_accepted", "question_accepted_words",
                             "question_rejected", "question_rejected_words"})
      columns.push_back(labels_of(runs, list));
    for (std::size_t row = 0; row < columns.front().size(); ++row) {
      for (const auto& column : columns) csv.text(column.at(row));
      csv.end_row();
    }
  };
  return table;
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
  if (runs.file.has("events/labels/question_name")) tables.push_back(question_table(runs));
  if (runs.file.has("events/labels/court_above")) tables.push_back(court_table(runs));
  return tables;
}

}  // namespace comity::analysis
