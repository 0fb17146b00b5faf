#include "law/words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::array<std::string_view, 5> kFillers{"is", "are", "a", "an", "the"};
constexpr std::array<std::string_view, 5> kReserved{"and", "or", "not", "unless", "always"};

unsigned byte_at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

bool is_space(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

bool in_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' || letter == '\'' ||
         (static_cast<unsigned char>(letter) & 0x80U) != 0;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

/// Bytes of the UTF-8 code point at `index`; 0 when the bytes are none.
std::size_t code_point_length(std::string_view text, std::size_t index) {
  const unsigned lead = byte_at(text, index);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || index + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, index + i) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

std::optional<std::size_t> first_damaged_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = code_point_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::uint32_t code_point_at(std::string_view text, std::size_t index, std::size_t length) {
  if (length == 1) return byte_at(text, index);
  std::uint32_t code = byte_at(text, index) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte_at(text, index + i) & 0x3FU);
  return code;
}

bool is_invisible(std::uint32_t code) {
  return code == 0xA0 || code == 0xAD || code == 0x1680 || code == 0x180E ||
         (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
         (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF;
}

/// Blanks that are not the one of the keyboard, and characters without width.
std::optional<Slip> invisible_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = code_point_length(text, i);
    const std::uint32_t code = code_point_at(text, i, length);
    if (is_invisible(code))
      return Slip{
          i, i + length,
          fmt::format(
              "here stands {} (U+{:04X}), which looks like a blank or like nothing. Write an ordinary "
              "blank or remove it.",
              code == 0xA0 ? "a no-break space" : "an odd character", code)};
    i += length;
  }
  return std::nullopt;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// What no condition may hold: bytes that are no text, blanks that do not look like themselves.
std::optional<Slip> odd_character(std::string_view text) {
  if (is_ascii(text)) return std::nullopt;  // nearly every condition
  if (const auto damaged = first_damaged_byte(text))
    return Slip{*damaged, *damaged + 1, "the text is not UTF-8. Save the file as UTF-8."};
  return invisible_character(text);
}

/// A Greek or Cyrillic letter in a word that has Latin ones too: it looks like one of those.
std::optional<Slip> foreign_letter(std::string_view text, std::size_t begin, std::size_t end) {
  if (is_ascii(text.substr(begin, end - begin))) return std::nullopt;
  std::optional<Slip> foreign;
  bool latin = false;
  for (std::size_t i = begin; i < end;) {
    const std::size_t length = code_point_length(text, i);
    const std::uint32_t code = code_point_at(text, i, length);
    latin = latin || (code < 0x80 && code >= 'A');
    if (!foreign && code >= 0x370 && code <= 0x52F)
      foreign = Slip{i, i + length,
                     fmt::format("\"{}\" has a {} letter (U+{:04X}) among Latin ones. Type the word anew.",
                                 text.substr(begin, end - begin), code < 0x400 ? "Greek" : "Cyrillic", code)};
    i += length;
  }
  return latin ? foreign : std::nullopt;
}

Slip strange_character(std::string_view text, std::size_t index) {
  const char letter = text[index];
  const bool printable = letter > ' ' && letter < '\x7f';
  const std::string shown =
      printable ? fmt::format("'{}'", letter) : fmt::format("character {}", byte_at(text, index));
  return {index, index + 1,
          shown + " has no place in a condition (words, parentheses and commas only). Remove it."};
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  while (begin < text.size() && in_word(text[begin])) ++begin;
  return begin;
}

Token::Kind kind_of(char mark) {
  if (mark == '(') return Token::Kind::open;
  if (mark == ')') return Token::Kind::close;
  return mark == ',' ? Token::Kind::comma : Token::Kind::end;
}

}  // namespace

Tokens split_condition(std::string_view text) {
  Tokens result;
  result.slip = odd_character(text);
  if (result.slip) return result;
  result.tokens.reserve(text.size() / 6 + 2);  // a word and the blank behind it
  std::string filler_before;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == '#') {
      end = std::min(text.find('\n', i), text.size());
    } else if (in_word(text[i])) {
      end = word_end(text, i);
      if (auto foreign = foreign_letter(text, i, end)) {
        result.slip = std::move(foreign);
        return result;
      }
      std::string word = lower_case(text.substr(i, end - i));
      const bool filler = std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
      if (filler && word == filler_before) {
        result.slip = Slip{i, end, fmt::format("\"{}\" stands twice. Write it once.", word)};
        return result;
      }
      filler_before = filler ? word : "";
      if (!filler) result.tokens.push_back({Token::Kind::word, std::move(word), i, end});
    } else if (kind_of(text[i]) != Token::Kind::end) {
      filler_before.clear();
      result.tokens.push_back({kind_of(text[i]), std::string(1, text[i]), i, end});
    } else if (!is_space(text[i])) {
      result.slip = strange_character(text, i);
      return result;
    }
    i = end;
  }
  result.tokens.push_back({Token::Kind::end, {}, text.size(), text.size()});
  return result;
}

std::optional<std::string> normalise(std::string_view words) {
  const Tokens split = split_condition(words);
  if (split.slip || words.find('#') != std::string_view::npos) return std::nullopt;
  std::string result;
  for (const Token& token : split.tokens) {
    if (token.kind == Token::Kind::end) break;
    if (token.kind != Token::Kind::word) return std::nullopt;
    if (!result.empty()) result += ' ';
    result += token.text;
  }
  return result;
}

std::string fold(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#') i = std::min(text.find('\n', i), text.size());
    if (i >= text.size()) break;
    if (!is_space(text[i])) {
      result += text[i];
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

bool is_reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

std::string fault_of_words(std::string_view words) {
  const auto normal = normalise(words);
  if (!normal || normal->empty())
    return "has odd characters or no words. Use letters, digits, '-' and blanks.";
  for (const Token& token : split_condition(words).tokens) {
    if (is_reserved(token.text)) {
      return fmt::format("contains \"{}\", which joins facts in conditions. Use other words.", token.text);
    }
  }
  if (normal->starts_with("any of") || normal->starts_with("all of") || normal->starts_with("none of") ||
      normal->starts_with("at least")) {
    return "begins like a list of facts. Use other words.";
  }
  return {};
}

}  // namespace comity::law
