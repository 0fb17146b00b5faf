#include "text/place.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Bytes of the code point that begins here; a stray byte counts as a code point.
std::size_t code_point_length(std::string_view text) {
  std::size_t length = 1;
  if (!continues(text[0])) {
    while (length < text.size() && length < 4 && continues(text[length])) ++length;
  }
  return length;
}

std::size_t line_begin(std::string_view text, std::uint32_t line) {
  std::size_t begin = 0;
  for (std::uint32_t number = 1; number < line; ++number) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return text.size();
    begin = end + 1;
  }
  return begin;
}

}  // namespace

std::size_t count_columns(std::string_view text) {
  std::size_t columns = 0;
  for (; !text.empty(); text.remove_prefix(code_point_length(text))) ++columns;
  return columns;
}

LineColumn place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto ends = std::count(before.begin(), before.end(), '\n');
  const std::size_t last_end = before.rfind('\n');
  const std::string_view line = last_end == std::string_view::npos ? before : before.substr(last_end + 1);
  return {static_cast<std::uint32_t>(ends + 1), static_cast<std::uint32_t>(count_columns(line) + 1)};
}

std::size_t offset_of(std::string_view text, LineColumn place) {
  std::size_t offset = line_begin(text, place.line);
  for (std::uint32_t column = 1; column < place.column; ++column) {
    if (offset >= text.size() || text[offset] == '\n') break;
    offset += code_point_length(text.substr(offset));
  }
  return offset;
}

std::string_view line_at(std::string_view text, std::uint32_t line) {
  if (line == 0) return {};
  const std::string_view rest = text.substr(line_begin(text, line));
  const std::string_view found = rest.substr(0, rest.find('\n'));
  return found.ends_with('\r') ? found.substr(0, found.size() - 1) : found;
}

namespace {

constexpr std::uint32_t kLongest = 240;  // columns of a line that is shown as a whole
constexpr std::uint32_t kBefore = 60;    // of a longer one, columns before the place
constexpr std::uint32_t kAfter = 60;     // and from it on

}  // namespace

std::string point_at(std::string_view text, LineColumn place, std::uint32_t columns) {
  const std::string_view whole = line_at(text, place.line);
  if (whole.empty()) return {};
  std::string line(whole);
  if (count_columns(whole) > kLongest) {
    const std::uint32_t first = place.column > kBefore ? place.column - kBefore : 1;
    const std::size_t from = offset_of(whole, {1, first});
    const std::size_t to = offset_of(whole, {1, place.column + kAfter});
    line = fmt::format("{}{}{}", from > 0 ? "…" : "", whole.substr(from, to - from),
                       to < whole.size() ? "…" : "");
    place.column -= from > 0 ? first - 2 : 0;
  }
  const std::size_t begin = std::min(offset_of(line, {1, place.column}), line.size());
  std::string padding;
  for (std::string_view rest = std::string_view(line).substr(0, begin); !rest.empty();
       rest.remove_prefix(code_point_length(rest))) {
    padding += rest[0] == '\t' ? '\t' : ' ';
  }
  const std::size_t left = std::max<std::size_t>(1, count_columns(line.substr(begin)));
  const std::size_t marked = std::clamp<std::size_t>(columns, 1, left);
  return fmt::format("{:>5} | {}\n      | {}^{}", place.line, line, padding, std::string(marked - 1, '~'));
}

std::string format_complaint(const Complaint& complaint, std::string_view text) {
  if (complaint.place.line == 0) {
    return fmt::format("{}: {}: {}", complaint.file, complaint.kind, complaint.message);
  }
  const std::string source = point_at(text, complaint.place, complaint.columns);
  return fmt::format("{}:{}:{}: {}: {}{}{}", complaint.file, complaint.place.line, complaint.place.column,
                     complaint.kind, complaint.message, source.empty() ? "" : "\n", source);
}

}  // namespace comity
