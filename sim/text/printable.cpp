#include "text/printable.h"

#include <cstdint>

namespace comity {
namespace {

constexpr std::string_view kOdd = "\xEF\xBF\xBD";  // U+FFFD

struct Letter {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

std::size_t bytes_after(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  return first >= 0xF0 && first < 0xF5 ? 3 : std::string_view::npos;
}

// The code point at the start of a text, in its shortest form and no half of a pair; otherwise one odd byte.
Letter first_letter(std::string_view text) {
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t more = bytes_after(first);
  if (more >= text.size()) return {};
  char32_t code = more == 0 ? first : first & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte & 0x3FU);
  }
  if (code < kLeast[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, more + 1, true};
}

bool is_hidden(char32_t code) {
  return (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F || code == 0x061C ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string picture_of(char32_t control) {
  return {'\xE2', '\x90', static_cast<char>(0x80 + (control == 0x7F ? 0x21 : control))};
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    const bool plain = letter.code == '\n' || letter.code == '\t';
    if (letter.valid && !plain && (letter.code < 0x20 || letter.code == 0x7F)) {
      shown += picture_of(letter.code);
    } else if (!letter.valid || is_hidden(letter.code)) {
      shown += kOdd;
    } else {
      shown += text.substr(0, letter.bytes);
    }
    text.remove_prefix(letter.bytes);
  }
  return shown;
}

}  // namespace comity
