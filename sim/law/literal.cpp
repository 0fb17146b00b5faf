#include "law/literal.h"

#include <charconv>
#include <cstdint>

namespace comity::law {
namespace {

void append_code_point(Literal& literal, std::uint32_t code, std::size_t at) {
  std::string bytes;
  if (code < 0x80) {
    bytes = {static_cast<char>(code)};
  } else if (code < 0x800) {
    bytes = {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
  } else if (code < 0x10000) {
    bytes = {static_cast<char>(0xE0U | (code >> 12U)), static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)),
             static_cast<char>(0x80U | (code & 0x3FU))};
  } else {
    bytes = {static_cast<char>(0xF0U | (code >> 18U)), static_cast<char>(0x80U | ((code >> 12U) & 0x3FU)),
             static_cast<char>(0x80U | ((code >> 6U) & 0x3FU)), static_cast<char>(0x80U | (code & 0x3FU))};
  }
  literal.value += bytes;
  literal.offset.insert(literal.offset.end(), bytes.size(), at);
}

/// A backslash before the end of a line swallows white space up to the next word.
std::size_t skip_line_end(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", at);
  return next == std::string_view::npos ? text.size() : next;
}

/// Decodes the escape whose backslash stands at `at`; returns where the text goes on.
std::size_t append_escape(Literal& literal, std::string_view text, std::size_t at) {
  const char letter = at + 1 < text.size() ? text[at + 1] : '\\';
  if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') return skip_line_end(text, at + 1);
  if (letter == 'u' || letter == 'U') {
    const std::size_t digits = letter == 'u' ? 4 : 8;
    const std::string_view hex = text.substr(at + 2, digits);
    std::uint32_t code = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    append_code_point(literal, code, at);
    return at + 2 + hex.size();
  }
  constexpr std::string_view kLetters = "btnfre";
  constexpr std::string_view kMeanings = "\b\t\n\f\r\x1b";
  const std::size_t known = kLetters.find(letter);
  append_code_point(
      literal, static_cast<unsigned char>(known == std::string_view::npos ? letter : kMeanings[known]), at);
  return at + 2;
}

/// Whether the closing quotes stand here; up to two more quotes before them belong to a multi-line string.
bool closes(std::string_view text, std::size_t at, std::string_view quotes) {
  if (text.substr(at, quotes.size()) != quotes) return false;
  return quotes.size() == 1 || text.substr(at + 1, quotes.size()) != quotes;
}

}  // namespace

Literal read_literal(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const bool multi_line = text.substr(begin, 3) == std::string(3, quote);
  const std::string quotes(multi_line ? 3 : 1, quote);
  std::size_t at = begin + quotes.size();
  if (multi_line && text.substr(at, 2) == "\r\n")
    at += 2;
  else if (multi_line && text.substr(at, 1) == "\n")
    at += 1;
  Literal literal;
  while (at < text.size() && !closes(text, at, quotes)) {
    if (quote == '"' && text[at] == '\\') {
      at = append_escape(literal, text, at);
    } else if (text.substr(at, 2) == "\r\n") {
      ++at;  // a line ends with LF, however the file ends it
    } else {
      literal.value += text[at];
      literal.offset.push_back(at);
      ++at;
    }
  }
  literal.offset.push_back(std::min(at, text.size()));
  return literal;
}

}  // namespace comity::law
