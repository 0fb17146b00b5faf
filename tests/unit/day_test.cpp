#include "day.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Day, CountsFromTheFirstOfJanuary1970) {
  EXPECT_EQ(day_of(1970, 1, 1), 0);
  EXPECT_EQ(day_of(1970, 1, 2), 1);
  EXPECT_EQ(day_of(1969, 12, 31), -1);
  EXPECT_EQ(day_of(2000, 1, 1), 10957);
}

TEST(Day, Puts1570DaysBetweenTheMicrosoftWarrantAndTheCloudAct) {
  EXPECT_EQ(day_of(2018, 3, 23) - day_of(2013, 12, 4), 1570);
}

TEST(Day, HasALeapDayEveryFourthYearButNotEveryCentury) {
  EXPECT_EQ(day_of(2024, 3, 1) - day_of(2024, 2, 28), 2);
  EXPECT_EQ(day_of(2000, 3, 1) - day_of(2000, 2, 28), 2);
  EXPECT_EQ(day_of(1900, 3, 1) - day_of(1900, 2, 28), 1);
  EXPECT_EQ(day_of(2023, 3, 1) - day_of(2023, 2, 28), 1);
}

TEST(ToString, PadsYearMonthAndDay) {
  EXPECT_EQ(to_string(day_of(2013, 12, 4)), "2013-12-04");
  EXPECT_EQ(to_string(day_of(1986, 1, 1)), "1986-01-01");
  EXPECT_EQ(to_string(day_of(812, 3, 9)), "0812-03-09");
}

TEST(ParseDay, ReadsBackWhatToStringWrites) {
  for (Day day = day_of(1899, 1, 1); day < day_of(2101, 1, 1); ++day)
    ASSERT_EQ(parse_day(to_string(day)), day);
}

TEST(ParseDay, RefusesDaysThatAreNotInTheCalendar) {
  for (const char* text :
       {"2023-02-29", "1900-02-29", "2018-04-31", "2018-13-01", "2018-00-10", "2018-01-00"})
    EXPECT_FALSE(parse_day(text)) << text;
  EXPECT_EQ(parse_day("2024-02-29"), day_of(2024, 2, 29));
}

TEST(ParseDay, RefusesEveryOtherSpelling) {
  for (const char* text :
       {"", "2018", "2018-1-1", "18-01-01", "2018/01/01", "20180101", "2018-01-011", " 2018-01-01",
        "2018-01-01 ", "2018-0a-01", "-018-01-01", "2018-+1-01", "2018-01--1", "yyyy-mm-dd"})
    EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Never, LiesBeyondEveryDateOfAScenarioAndIsStillACalendarDay) {
  EXPECT_GT(kNever, day_of(7000, 1, 1));
  EXPECT_EQ(to_string(kNever).size(), 10U);
}

}  // namespace
}  // namespace comity
