/// "Did you mean …?": the candidate nearest to a mistyped word.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace comity {

/// Number of single-character edits (insert, delete, replace, swap neighbours) between two words; ASCII case ignored.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate most like the word: few edits away, else sharing words with it; nothing when none is near.
/// Ties go to the earlier candidate.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);

/// ` Did you mean "candidate"?` with the leading space, or nothing: to end an error message.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// The date that somebody means who writes it otherwise, as year-month-day: "2005-07-01" for "01.07.2005", "2005-7-1" or
/// "2005/07/01"; empty: none, or the order of day and month is unclear ("01/07/2005").
std::string date_meant(std::string_view text);

}  // namespace comity
