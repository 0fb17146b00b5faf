/// Calendar days, the model's unit of dates.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// A date as days since 1970-01-01 in the proleptic Gregorian calendar [day].
using Day = std::int32_t;

/// The end of time: rules without `until` and events that never come [day].
inline constexpr Day kNever = 2'000'000;

/// Average length of a year, for turning rates per year into rates per day [day].
inline constexpr double kDaysPerYear = 365.25;

/// The day of a calendar date, e.g. `day_of(2013, 12, 4)`.
constexpr Day day_of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

/// The calendar year of a time [day since 1970-01-01].
int year_of(double time);

/// `2013-12-04`.
std::string to_string(Day day);

/// Reads `2013-12-04`; nothing when the text is not a date of the calendar.
std::optional<Day> parse_day(std::string_view text);

}  // namespace comity
