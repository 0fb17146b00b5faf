#include "text/suggest.h"

#include "day.h"
#include "text/former.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <vector>

#include <fmt/format.h>

namespace comity {
namespace {

// Longer inputs are not typing mistakes; the limit keeps damaged files cheap.
constexpr std::size_t kLongestWord = 200;

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool separates(char letter) {
  return letter == ' ' || letter == '-' || letter == '_' || letter == '.' || letter == '\t';
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t end = 0; end <= text.size(); ++end) {
    if (end < text.size() && !separates(text[end])) continue;
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// Whether two single words are the same but for a slip; short words must be equal.
bool alike(std::string_view left, std::string_view right) {
  const std::size_t slips = std::min(left.size(), right.size()) >= 5 ? 1 : 0;
  return edit_distance(left, right) <= slips;
}

/// Words of three letters or more that both texts have.
std::size_t shared_words(std::string_view left, std::string_view right) {
  const auto others = split(right);
  std::size_t shared = 0;
  for (const auto word : split(left)) {
    if (word.size() < 3) continue;
    if (std::any_of(others.begin(), others.end(), [&](auto other) { return alike(word, other); })) ++shared;
  }
  return shared;
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> above(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const bool same = lower(left[i - 1]) == lower(right[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(left[i - 1]) == lower(right[j - 2]) &&
                           lower(left[i - 2]) == lower(right[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[right.size()];
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  const std::size_t allowed = std::min(word.size() - 1, std::max<std::size_t>(1, word.size() / 3));
  const std::string* best = nullptr;
  // Few edits come first, then the most shared words, then the fewest edits.
  std::tuple<bool, std::size_t, std::size_t> best_rank;
  for (const auto& candidate : candidates) {
    const std::size_t edits = edit_distance(word, candidate);
    const bool near = edits <= allowed;
    const std::size_t shared = near ? 0 : shared_words(word, candidate);
    if (!near && shared == 0) continue;
    const std::tuple rank{!near, std::size_t{1000} - shared, edits};
    if (best == nullptr || rank < best_rank) std::tie(best, best_rank) = std::tuple{&candidate, rank};
  }
  return best == nullptr ? std::nullopt : std::optional{*best};
}

std::string date_meant(std::string_view text) {
  std::array<unsigned, 3> parts{};
  std::array<std::size_t, 3> digits{};
  std::size_t at = 0;
  char mark = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), parts[i]);
    if (error != std::errc{}) return {};
    digits[i] = static_cast<std::size_t>(end - text.data()) - at;
    at += digits[i];
    if (i == 2) break;
    if (at >= text.size() || (text[at] != '.' && text[at] != '-' && text[at] != '/')) return {};
    if (i == 1 && text[at] != mark) return {};
    mark = text[at++];
  }
  if (at != text.size()) return {};
  if (digits[2] == 4 && mark == '.') {
    std::swap(parts[0], parts[2]);
    std::swap(digits[0], digits[2]);
  }
  if (digits[0] != 4 || digits[1] > 2 || digits[2] > 2) return {};
  const auto day = parse_day(fmt::format("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2]));
  return day ? to_string(*day) : std::string{};
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  if (const FormerName* former = find_former(word); former != nullptr)
    return fmt::format(" It went in {}: {}.", former->version, former->instead);
  const auto candidate = closest(word, candidates);
  return candidate ? " Did you mean \"" + *candidate + "\"?" : std::string{};
}

}  // namespace comity
