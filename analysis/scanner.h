/// A text read from left to right, and the first thing wrong with it.
#pragma once

#include "analysis/expression.h"

#include <fmt/format.h>

#include <cctype>
#include <string>
#include <string_view>
#include <utility>

namespace comity::analysis {

/// Of ASCII, and the underscore.
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_in_name(char c) { return is_letter(c) || is_digit(c) || c == '.'; }

/// Where reading stands, and what was wrong.
struct Scanner {
  std::string_view text;
  ExpressionProblem& problem;
  std::size_t at = 0;
  bool failed = false;

  void skip_blanks() {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
  }

  // Only the first problem counts.
  void fail(TextRange place, std::string message) {
    if (failed) return;
    failed = true;
    problem = {place, std::move(message)};
  }

  TextRange next_word() {
    skip_blanks();
    std::size_t end = at;
    while (end < text.size() && is_in_name(text[end])) ++end;
    if (end == at && at < text.size()) ++end;
    return {at, end - at};
  }

  std::string found() {
    const TextRange word = next_word();
    return word.size == 0 ? "the end" : fmt::format("\"{}\"", text.substr(word.begin, word.size));
  }

  void expect_here(std::string_view what) {
    fail(next_word(), fmt::format("here must stand {}, not {}.", what, found()));
  }

  bool take(std::string_view symbol) {
    skip_blanks();
    if (!text.substr(at).starts_with(symbol)) return false;
    const std::size_t end = at + symbol.size();
    if (is_letter(symbol[0]) && end < text.size() && is_in_name(text[end])) return false;
    at = end;
    return true;
  }
};

}  // namespace comity::analysis
