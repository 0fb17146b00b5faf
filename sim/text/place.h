/// Places in a text, and complaints that point at them:
///
///     scenario.toml:14:9: error: choose.precision = -3 (must lie in [0, 100])
///       14 | precision = -3
///          |             ^~
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

/// A place in a text; both count from 1, columns in code points (as toml++ does). Line 0: the text as a whole.
struct LineColumn {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// The place of a byte offset (at most the text's size). Lines end with LF or CR LF.
LineColumn place_of(std::string_view text, std::size_t offset);

/// The byte offset of a place; the end of the line when the column lies behind it, of the text when the line does.
std::size_t offset_of(std::string_view text, LineColumn place);

/// A line of the text without its end; empty when there is none.
std::string_view line_at(std::string_view text, std::uint32_t line);

/// Number of code points; a damaged byte counts as one.
std::size_t count_columns(std::string_view text);

/// The source line with its number, and below it a caret with tildes under `columns` columns (at least one, at most
/// to the end of the line); tabs are kept, so that the caret stands right. Empty when there is no such line.
std::string point_at(std::string_view text, LineColumn place, std::uint32_t columns);

/// What is wrong where: the parts of a complaint.
struct Complaint {
  std::string_view file;      // as the user named it
  LineColumn place;           // line 0: only the file is named
  std::uint32_t columns = 1;  // how many columns the offending words take
  std::string_view kind;      // "error" or "warning"
  std::string_view message;
};

/// `file:line:column: kind: message`, then the lines of `point_at`; no line end at the end.
std::string format_complaint(const Complaint& complaint, std::string_view text);

}  // namespace comity
