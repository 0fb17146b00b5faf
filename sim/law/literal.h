/// Strings of a TOML file with the way back from each byte to its place in the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

/// A decoded string; `offset[i]` is where byte i of it stands in the file, `offset.back()` where its end stands.
struct Literal {
  std::string value;
  std::vector<std::size_t> offset;
};

/// Decodes the string (basic, literal, or multi-line) whose opening quote stands at `begin`. The text must be TOML
/// that a parser accepted.
Literal read_literal(std::string_view text, std::size_t begin);

}  // namespace comity::law
