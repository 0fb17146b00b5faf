/// Numbers, dates and tables as text for people: no more figures than the simulation can vouch for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// Width of everything the program prints for people [columns].
inline constexpr std::size_t kPageWidth = 100;

/// A count in full, `12,345`.
std::string with_separators(std::int64_t value);

/// `1 run`, `7 runs`.
std::string counted(std::size_t count, std::string_view one);

/// Two to three figures: `0.03`, `4.7`, `62`, `12,300`; whole numbers as such, `–` for a missing value.
std::string in_figures(double value);

/// A share as percent: `62 %`, `0.4 %`, `< 0.1 %`; the sign can be left out.
std::string in_percent(double share, bool sign = true);

/// A day as year and month, `2016-07`.
std::string in_months(double day);

/// Text broken into lines of at most `width` columns, every line after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = kPageWidth);

/// Columns (code points) of a text on a terminal.
std::size_t columns_of(std::string_view text);

/// The text filled up to `width` columns, on the right or on the left.
std::string padded(std::string_view text, std::size_t width);
std::string padded_left(std::string_view text, std::size_t width);

/// Rows with columns as wide as needed and two spaces apart; rows without words are left out.
std::string aligned(const std::vector<std::vector<std::string>>& rows, std::size_t indent);

}  // namespace comity
