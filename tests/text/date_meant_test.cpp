#include "text/suggest.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(DateMeant, IsWrittenAsYearMonthDay) {
  for (const char* text : {"2005-07-01", "2005-7-1", "2005/07/01", "2005.7.1", "01.07.2005", "1.7.2005"})
    EXPECT_EQ(date_meant(text), "2005-07-01") << text;
}

TEST(DateMeant, IsNoneWhereNobodyKnows) {
  for (const char* text : {"", "2005", "2005-07", "01/07/2005", "01-07-2005", "31.02.2005", "2005-07/01",
                           "2005-07-01x", "1.7.05", "2005-07-001"})
    EXPECT_EQ(date_meant(text), "") << text;
}

}  // namespace
}  // namespace comity
