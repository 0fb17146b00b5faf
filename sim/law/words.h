/// The words of a condition, before grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

/// A word or mark of a condition; articles, `is`, `are` and comments are already gone.
struct Token {
  enum class Kind : std::uint8_t { word, open, close, comma, end } kind = Kind::end;
  std::string text;       // lower case
  std::size_t begin = 0;  // bytes [begin, end) of the condition
  std::size_t end = 0;
};

/// Something wrong with the bytes [begin, end) of a condition.
struct Slip {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
};

/// The tokens of a condition, the last one of kind `end`, or why it cannot be split.
struct Tokens {
  std::vector<Token> tokens;
  std::optional<Slip> slip;
};

/// Splits a condition; `#` starts a comment that ends with the line.
Tokens split_condition(std::string_view text);

/// Words as they are compared: lower case, single spaces, without articles, `is` and `are`; nothing when they hold
/// a mark that no fact may hold.
std::optional<std::string> normalise(std::string_view words);

/// White space folded to single spaces, comments dropped: a condition as shown to a reader.
std::string fold(std::string_view text);

/// Whether a condition gives this word a meaning of its own, so that no fact may contain it.
bool is_reserved(std::string_view word);

/// What is wrong with the words of a new fact or definition; empty: nothing.
std::string fault_of_words(std::string_view words);

}  // namespace comity::law
