#include "sim/text/phrases.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Phrases, GivesAnArticleToNamesThatTakeOne) {
  EXPECT_EQ(with_article("Ireland"), "Ireland");
  EXPECT_EQ(with_article("United States"), "the United States");
  EXPECT_EQ(with_article("European Union"), "the European Union");
}

TEST(Phrases, JoinsItemsAsASentenceDoes) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"Ireland"}), "Ireland");
  EXPECT_EQ(listed({"Ireland", "France"}), "Ireland and France");
  EXPECT_EQ(listed({"Ireland", "France", "Japan"}), "Ireland, France and Japan");
}

TEST(Phrases, CapitalisesTheFirstLetterOnly) {
  EXPECT_EQ(capital("the United States"), "The United States");
  EXPECT_EQ(capital(""), "");
  EXPECT_EQ(capital("7 states"), "7 states");
}

}  // namespace
}  // namespace comity
