#include "sim/text/number.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace comity {
namespace {

TEST(ParseNumber, ReadsTheWholeText) {
  EXPECT_EQ(parse_number<int>("17"), 17);
  EXPECT_EQ(parse_number<int>("-17"), -17);
  EXPECT_EQ(parse_number<double>(".7"), .7);
  EXPECT_EQ(parse_number<double>("1e-3"), 1e-3);
}

TEST(ParseNumber, RefusesTextThatIsNotANumberOfItsKind) {
  EXPECT_EQ(parse_number<int>(""), std::nullopt);
  EXPECT_EQ(parse_number<int>("17 "), std::nullopt);
  EXPECT_EQ(parse_number<int>("1.5"), std::nullopt);
  EXPECT_EQ(parse_number<unsigned>("-1"), std::nullopt);
  EXPECT_EQ(parse_number<double>("one"), std::nullopt);
}

TEST(ParseNumber, RefusesNumbersThatDoNotFit) {
  EXPECT_EQ(parse_number<std::uint8_t>("255"), 255);
  EXPECT_EQ(parse_number<std::uint8_t>("256"), std::nullopt);
  EXPECT_EQ(parse_number<double>("1e999"), std::nullopt);
}

}  // namespace
}  // namespace comity
