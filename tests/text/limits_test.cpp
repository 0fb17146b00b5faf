#include "text/limits.h"

#include <string>

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Limits, LetOrdinaryTextsPass) {
  EXPECT_FALSE(find_excess("").has_value());
  EXPECT_FALSE(find_excess("a.b.c = 1.5\n# dots ......................\n").has_value());
  EXPECT_FALSE(find_excess("text = \"" + std::string(500, '.') + "\"").has_value())
      << "dots in quotes do not count";
}

TEST(Limits, FindTheLineOfAKeyThatIsTooDeep) {
  const auto excess = find_excess("a = 1\nb" + std::string(101, '.') + "\n");
  ASSERT_TRUE(excess.has_value());
  EXPECT_EQ(excess->line, 2U);
  EXPECT_EQ(excess->message, "the line has more than 100 dots. Shorten it.");
}

TEST(Limits, FindFilesThatAreTooLarge) {
  const auto excess = find_excess(std::string(4'000'001, '\n'));
  ASSERT_TRUE(excess.has_value());
  EXPECT_EQ(excess->line, 0U);
  EXPECT_EQ(excess->message, "the file is larger than 4000000 bytes. Split it.");
}

}  // namespace
}  // namespace comity
