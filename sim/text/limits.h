/// Limits on input texts: law and scenarios are a few kilobytes, and damaged files must not exhaust memory or stack.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// A text that is too large or too deep for the TOML parser, and where.
struct Excess {
  std::uint32_t line = 0;  // 0: the file as a whole
  std::string message;
};

/// What is excessive about a TOML text, if anything: more than 4 MB, or a line with more than 100 dots outside quotes (the
/// parser recurses once for each part of a dotted key).
std::optional<Excess> find_excess(std::string_view text);

}  // namespace comity
