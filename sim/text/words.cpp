#include "text/words.h"

#include "day.h"
#include "text/place.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string with_separators(std::int64_t value) {
  std::string digits = std::to_string(value);
  for (std::ptrdiff_t place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3) {
    digits.insert(static_cast<std::size_t>(place), ",");
  }
  return digits;
}

std::string in_figures(double value) {
  if (std::isnan(value)) return "–";
  if (value < 0.0) return "-" + in_figures(-value);
  if (value == std::floor(value) && value < 1000.0) return fmt::format("{:.0f}", value);
  if (value < 0.095) return fmt::format("{:.1g}", value);
  if (value < 0.995) return fmt::format("{:.2f}", value);
  if (value < 9.95) return fmt::format("{:.1f}", value);
  if (value < 999.5) return fmt::format("{:.0f}", value);
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 2.0);
  return with_separators(static_cast<std::int64_t>(std::round(value / unit) * unit));
}

std::string in_percent(double share, bool sign) {
  const char* end = sign ? " %" : "";
  const double percent = 100.0 * share;
  if (std::isnan(share)) return "–";
  if (percent > 0.0 && percent < 0.1) return fmt::format("< 0.1{}", end);
  if (percent > 0.0 && percent < 0.95) return fmt::format("{:.1f}{}", percent, end);
  return fmt::format("{:.0f}{}", percent, end);
}

std::string in_months(double day) {
  if (std::isnan(day)) return "–";
  return to_string(static_cast<Day>(std::floor(day))).substr(0, 7);
}

std::size_t columns_of(std::string_view text) { return count_columns(text); }

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(text) + std::string(width > columns ? width - columns : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return std::string(width > columns ? width - columns : 0, ' ') + std::string(text);
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string lines;
  std::string line(indent, ' ');
  bool empty = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (!empty && columns_of(line) + 1 + columns_of(word) > width) {
      lines += line + '\n';
      line.assign(indent, ' ');
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  return lines + line + '\n';
}

std::string aligned(const std::vector<std::vector<std::string>>& rows, std::size_t indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    if (std::ranges::all_of(row, &std::string::empty)) continue;
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], widths[i]) + "  ";
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace comity
