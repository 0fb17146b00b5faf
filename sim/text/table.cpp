#include "text/table.h"

#include "text/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

/// One function for each type a cell may have.
template <class... Functions>
struct Match : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Match(Functions...) -> Match<Functions...>;

std::string number_words(const Number& number) {
  if (std::isnan(number.value)) return "–";
  switch (number.form) {
    case Form::whole:
      return fmt::format("{:.0f}", number.value);
    case Form::figures:
      return in_figures(number.value);
    case Form::percent:
      return in_percent(number.value);
    case Form::shortest:
      break;
  }
  return fmt::format("{}", number.value);
}

std::string number_in_full(const Number& number) {
  if (!std::isfinite(number.value)) return "";
  return number.form == Form::whole ? fmt::format("{:.0f}", number.value) : fmt::format("{}", number.value);
}

Json json_of(const Cell& cell) {
  return std::visit(Match{[](std::monostate) { return Json(nullptr); },
                          [](const Number& number) {
                            return std::isfinite(number.value) ? Json(number.value) : Json(nullptr);
                          },
                          [](CalendarDay date) { return Json(to_string(date.day)); },
                          [](const Cells& cells) {
                            Json list = Json::array();
                            for (const Cell& one : cells) list.push_back(json_of(one));
                            return list;
                          },
                          [](const Fields& fields) {
                            Json object = Json::object();
                            for (const Field& field : fields) object[field.name] = json_of(field.cell);
                            return object;
                          },
                          [](const auto& plain) { return Json(plain); }},
                    cell.value);
}

/// A cell as text: what is simple alike for all, numbers as `number` writes them.
std::string cell_text(const Cell& cell, std::string (*number)(const Number&)) {
  return std::visit(
      Match{[](std::monostate) { return std::string(); }, [](const std::string& text) { return text; },
            [](bool claim) { return std::string(claim ? "true" : "false"); },
            [](std::int64_t whole) { return std::to_string(whole); },
            [&](const Number& real) { return number(real); },
            [](CalendarDay date) { return to_string(date.day); },
            [&](const Cells& cells) {
              std::string text;
              for (const Cell& one : cells) text += (text.empty() ? "" : "; ") + cell_text(one, number);
              return text;
            },
            [&](const Fields&) { return json_of(cell).dump(); }},
      cell.value);
}

std::string head_words(const Column& column) {
  return column.unit.empty() ? column.name : fmt::format("{} [{}]", column.name, column.unit);
}

std::string markdown_field(const std::string& text) {
  std::string field;
  for (const char letter : text) field += letter == '|' ? std::string("\\|") : std::string(1, letter);
  return field;
}

/// Every row, the columns' heads first, as words: `head(column)` and `field(cell)`; as many words in all.
template <class Head, class Words>
std::vector<std::vector<std::string>> all_words(const Table& table, Head head, Words field) {
  std::vector<std::vector<std::string>> rows(1);
  for (const Column& column : table.columns) rows[0].push_back(head(column));
  for (const Cells& row : table.rows) {
    std::vector<std::string>& words = rows.emplace_back();
    for (const Cell& cell : row) words.push_back(field(cell));
    words.resize(std::max(words.size(), table.columns.size()));
  }
  return rows;
}

}  // namespace

Cell::Cell() = default;
Cell::Cell(const char* text) : value(std::string(text)) {}
Cell::Cell(std::string_view text) : value(std::string(text)) {}
Cell::Cell(std::string text) : value(std::move(text)) {}
Cell::Cell(bool claim) : value(claim) {}
Cell::Cell(double number, Form form) : value(Number{number, form}) {}
Cell::Cell(CalendarDay day) : value(day) {}
Cell::Cell(Cells cells) : value(std::move(cells)) {}
Cell::Cell(Fields fields) : value(std::move(fields)) {}

std::string cell_words(const Cell& cell) { return cell_text(cell, number_words); }
std::string cell_in_full(const Cell& cell) { return cell_text(cell, number_in_full); }

std::string table_in_text(const Table& table, std::size_t indent) {
  auto rows = all_words(table, head_words, cell_words);
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (table.columns[column].align == Align::left) continue;
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, columns_of(row[column]));
    for (auto& row : rows) row[column] = padded_left(row[column], width);
  }
  return aligned(rows, indent);
}

std::string table_in_markdown(const Table& table) {
  const auto line = [](const std::vector<std::string>& fields) {
    return fmt::format("| {} |\n", fmt::join(fields, " | "));
  };
  const auto rows = all_words(
      table, [](const Column& column) { return markdown_field(head_words(column)); },
      [](const Cell& cell) { return markdown_field(cell_words(cell)); });
  std::string text = line(rows[0]) + line(std::vector<std::string>(table.columns.size(), "---"));
  for (std::size_t row = 1; row < rows.size(); ++row) text += line(rows[row]);
  return text;
}

std::string table_in_csv(const Table& table) {
  const auto rows = all_words(
      table, [](const Column& column) { return csv_field(column.name); },
      [](const Cell& cell) { return csv_field(cell_in_full(cell)); });
  std::string text;
  for (const auto& row : rows) text += fmt::format("{}\n", fmt::join(row, ","));
  return text;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char letter : text) field.append(letter == '"' ? 2 : 1, letter);
  return field + '"';
}

Cells rows_as_fields(const Table& table) {
  Cells rows;
  for (const Cells& row : table.rows) {
    Fields fields;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      fields.push_back({table.columns[i].name, i < row.size() ? row[i] : Cell()});
    rows.emplace_back(std::move(fields));
  }
  return rows;
}

std::string cell_in_json(const Cell& cell) { return json_of(cell).dump(2) + '\n'; }

}  // namespace comity
