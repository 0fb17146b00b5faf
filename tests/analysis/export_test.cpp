#include "analysis/csv_writer.h"
#include "analysis/stata_names.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <sstream>

namespace comity::analysis {
namespace {

TEST(Csv, QuotesWhatNeedsIt) {
  std::ostringstream stream;
  {
    CsvWriter csv(stream);
    for (const char* field : {"plain", "a,b", "say \"so\"", "two\nlines", ""}) csv.text(field);
    csv.end_row();
  }
  EXPECT_EQ(stream.str(), "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\n");
}

TEST(Csv, NumbersReadBackTheSameAndMissingOnesAreEmpty) {
  for (const double value : {1.0 / 3.0, 1.7976931348623157e308, -0.0, 0.1, 12345678901234.5, 1e21}) {
    const double back = std::stod(shortest(value));
    EXPECT_EQ(back, value);
    EXPECT_EQ(std::signbit(back), std::signbit(value));
  }
  EXPECT_EQ(shortest(5e-324), "5e-324");
  EXPECT_EQ(shortest(3.0), "3");
  EXPECT_EQ(shortest(std::numeric_limits<double>::quiet_NaN()), "");
}

TEST(Csv, DaysAreThoseOnWhichAMomentFalls) {
  std::ostringstream stream;
  {
    CsvWriter csv(stream);
    for (const double time : {0.0, 15720.0, 15720.99, -0.5}) csv.day(time);
    csv.day(std::nan(""));
    csv.end_row();
    EXPECT_EQ(csv.rows(), 1U);
  }
  EXPECT_EQ(stream.str(), "1970-01-01,2013-01-15,2013-01-15,1969-12-31,\n");
}

TEST(StataNames, AreShortPlainUniqueAndNotReserved) {
  const std::vector<std::string> names =
      stata_names({"point", "respond.precision", "respond-precision", "Point", "3rd", "using", "str12",
                   "a question of words", "a_very_long_name_that_stata_would_not_take_one",
                   "a_very_long_name_that_stata_would_not_take_two", "café", ""});
  EXPECT_EQ(names, (std::vector<std::string>{"point", "respond_precision", "respond_precision_2", "Point_2",
                                             "_3rd", "using_", "str12_", "a_question_of_words",
                                             "a_very_long_name_that_stata_woul",
                                             "a_very_long_name_that_stata_wo_2", "caf_", "_"}));
  for (const std::string& name : names) EXPECT_TRUE(is_stata_name(name)) << name;
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
  for (const char* name : {"in", "str244", "_all", "1st", "a.b", ""})
    EXPECT_FALSE(is_stata_name(name)) << name;
}

}  // namespace
}  // namespace comity::analysis
