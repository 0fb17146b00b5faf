/// Tables of typed cells, and one way to write them for each kind of reader: people (text, markdown), spreadsheets (CSV) and
/// programs (JSON).
#pragma once

#include "day.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace comity {

struct Cell;

/// Something with a name.
template <class Value>
struct Named {
  std::string name;
  Value cell;
};

/// Cells in a row, and cells with names: an array and an object of JSON.
using Field = Named<Cell>;
using Cells = std::vector<Cell>;
using Fields = std::vector<Field>;

/// How people read a real number: the shortest that reads back the same, without decimals, in two or three figures, in percent.
enum class Form : std::uint8_t { shortest, whole, figures, percent };

/// A real number; NaN and infinities are missing for programs.
struct Number {
  double value = 0.0;
  Form form = Form::shortest;
};

/// A calendar day, 2013-12-04.
struct CalendarDay {
  Day day = 0;
};

/// One value of one of these types; std::monostate: missing (empty, null in JSON).
struct Cell {
  std::variant<std::monostate, std::string, bool, std::int64_t, Number, CalendarDay, Cells, Fields> value;

  // A cell is what is written in it: NOLINTBEGIN(google-explicit-constructor)
  Cell();
  Cell(const char* text);
  Cell(std::string_view text);
  Cell(std::string text);
  Cell(bool claim);
  Cell(std::integral auto number) : value(static_cast<std::int64_t>(number)) {}
  Cell(double number, Form form = Form::shortest);
  Cell(CalendarDay day);
  Cell(Cells cells);
  Cell(Fields fields);
  // NOLINTEND(google-explicit-constructor)
};

/// What stands on the left or, for numbers to be compared by eye, on the right of its column.
enum class Align : std::uint8_t { left, right };

/// A column: its name for programs, its unit [in brackets behind the name for people; empty: none], its side.
struct Column {
  std::string name;
  std::string unit;
  Align align = Align::left;

  // Most columns are a name alone: NOLINTBEGIN(google-explicit-constructor)
  Column(const char* text, const char* of = "", Align side = Align::left)
      : name(text), unit(of), align(side) {}
  Column(std::string text, Align side = Align::left) : name(std::move(text)), align(side) {}
  // NOLINTEND(google-explicit-constructor)
};

/// Rows under columns. A row may be shorter than the columns: what is left out is missing.
struct Table {
  std::string title;  // empty: none
  std::vector<Column> columns;
  std::vector<Cells> rows;
};

/// A cell as people read it (a list with semicolons between), and in full as spreadsheets read it.
std::string cell_words(const Cell& cell);
std::string cell_in_full(const Cell& cell);

/// Columns as wide as needed, two spaces apart, every line after `indent` spaces; without the title.
std::string table_in_text(const Table& table, std::size_t indent = 0);

/// The same as a table of Markdown.
std::string table_in_markdown(const Table& table);

/// RFC 4180 with a line of names, lines end with LF.
std::string table_in_csv(const Table& table);

/// A field of CSV, quoted where needed.
std::string csv_field(std::string_view text);

/// The rows as objects with the columns' names.
Cells rows_as_fields(const Table& table);

/// JSON, indented by two spaces, with a line end.
std::string cell_in_json(const Cell& cell);

}  // namespace comity
