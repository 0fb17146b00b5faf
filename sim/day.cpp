#include "day.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace comity {

int year_of(double time) {
  const std::chrono::sys_days day{std::chrono::days{static_cast<Day>(std::floor(time))}};
  return static_cast<int>(std::chrono::year_month_day(day).year());
}

std::string to_string(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    unsigned value = 0;
    const char* end = text.data() + from + count;
    const auto result = std::from_chars(text.data() + from, end, value);
    return result.ec == std::errc{} && result.ptr == end ? std::optional{value} : std::nullopt;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

}  // namespace comity
