#include "text/words.h"

#include "day.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace comity {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(InFigures, ShowsNoMoreThanIsKnown) {
  EXPECT_EQ(in_figures(0.0), "0");
  EXPECT_EQ(in_figures(3.0), "3");
  EXPECT_EQ(in_figures(0.0312), "0.03");
  EXPECT_EQ(in_figures(0.457), "0.46");
  EXPECT_EQ(in_figures(4.71), "4.7");
  EXPECT_EQ(in_figures(61.8), "62");
  EXPECT_EQ(in_figures(-61.8), "-62");
  EXPECT_EQ(in_figures(999.7), "1,000");
  EXPECT_EQ(in_figures(12345.0), "12,300");
  EXPECT_EQ(in_figures(1234567.0), "1,230,000");
  EXPECT_EQ(in_figures(kNone), "–");
}

TEST(InPercent, SaysSmallSharesAreSmall) {
  EXPECT_EQ(in_percent(0.0), "0 %");
  EXPECT_EQ(in_percent(0.0004), "< 0.1 %");
  EXPECT_EQ(in_percent(0.004), "0.4 %");
  EXPECT_EQ(in_percent(0.624), "62 %");
  EXPECT_EQ(in_percent(0.624, false), "62");
  EXPECT_EQ(in_percent(kNone), "–");
}

TEST(InMonths, LeavesTheDayOut) { EXPECT_EQ(in_months(day_of(2016, 7, 14) + 0.9), "2016-07"); }

TEST(Wrapped, BreaksBetweenWordsOnly) {
  EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(wrapped("unbreakable", 2, 5), "  unbreakable\n");
}

TEST(Aligned, CountsColumnsNotBytes) {
  EXPECT_EQ(aligned({{"é", "1"}, {"ab", "2"}}, 1), " é   1\n ab  2\n");
  EXPECT_EQ(aligned({{"", ""}, {"ab", "2"}}, 0), "ab  2\n");
}

}  // namespace
}  // namespace comity
