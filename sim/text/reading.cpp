#include "text/reading.h"

#include "error.h"
#include "text/number.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {

std::int64_t read_whole(std::string_view command, std::string_view option, const std::string& text,
                        std::pair<std::int64_t, std::int64_t> range) {
  const auto value = parse_number<std::int64_t>(text);
  if (value && *value >= range.first && *value <= range.second) return *value;
  throw Error(fmt::format("{}: {} {} (must be a whole number in [{}, {}]). See {} --help.", command, option,
                          text, range.first, range.second, command));
}

double read_positive(std::string_view command, std::string_view option, const std::string& text,
                     double most) {
  const auto number = parse_number<double>(text);
  if (number && *number > 0.0 && *number <= most) return *number;
  throw Error(fmt::format("{}: {} {} (must be a number above 0{}).", command, option, text,
                          std::isfinite(most) ? fmt::format(", at most {:g}", most) : ""));
}

void check_choice(std::string_view command, std::string_view option, const std::string& word,
                  const std::vector<std::string>& known) {
  if (std::ranges::find(known, word) != known.end()) return;
  throw Error(fmt::format("{}: {} {} (must be one of {}).{}", command, option, word, fmt::join(known, ", "),
                          did_you_mean(word, known)));
}

}  // namespace comity
