#include "text/limits.h"

#include <fmt/format.h>

namespace comity {
namespace {

constexpr std::size_t kLargestFile = 4'000'000;
constexpr int kMostDots = 100;

/// The line of the first dotted key that is too deep, if any; dots in quotes do not count.
std::optional<std::uint32_t> too_deep_line(std::string_view text) {
  int dots = 0;
  char quote = 0;
  std::uint32_t line = 1;
  for (const char letter : text) {
    if (letter > '.') continue;  // most: neither dot, quote, number sign nor end of line
    if (letter == '\n') {
      ++line;
      dots = 0;
      quote = 0;
    } else if (letter == quote) {
      quote = 0;
    } else if (quote == 0 && letter == '#') {
      quote = '\n';  // a comment: nothing counts until the line ends
    } else if (quote == 0 && (letter == '"' || letter == '\'')) {
      quote = letter;
    } else if (quote == 0 && letter == '.' && ++dots > kMostDots) {
      return line;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Excess> find_excess(std::string_view text) {
  if (text.size() > kLargestFile) {
    return Excess{0, fmt::format("the file is larger than {} bytes. Split it.", kLargestFile)};
  }
  if (const auto line = too_deep_line(text)) {
    return Excess{*line, fmt::format("the line has more than {} dots. Shorten it.", kMostDots)};
  }
  return std::nullopt;
}

}  // namespace comity
