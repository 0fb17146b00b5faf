#include "text/state_code.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(StateCode, IsOfIso3166OrFreeForInventedStates) {
  for (const char* code : {"AD", "GB", "US", "ZW", "AA", "QM", "QZ", "XA", "XZ", "ZZ"})
    EXPECT_TRUE(is_state_code(code)) << code;
  for (const char* code : {"", "A", "gb", "UK", "EU", "EL", "QL", "YY", "USA", "G1", "XÄ"})
    EXPECT_FALSE(is_state_code(code)) << code;
}

TEST(StateCode, IsMiswrittenByOtherNamesOfAStateAndByOtherPairsOfCapitals) {
  for (const char* id : {"us", "USA", "UK", "el", "Singapore", "EA", "QL"})
    EXPECT_TRUE(is_miswritten_code(id)) << id;
  for (const char* id : {"US", "XA", "A", "Northland", "north", "nowhere at all"})
    EXPECT_FALSE(is_miswritten_code(id)) << id;
}

TEST(StateCode, IsSuggestedForOtherSpellings) {
  EXPECT_EQ(state_code_advice("us"), " Did you mean \"US\" (United States)?");
  EXPECT_EQ(state_code_advice("UK"), " Did you mean \"GB\" (United Kingdom)?");
  EXPECT_EQ(state_code_advice("isr"), " Did you mean \"IL\" (Israel)?");
  EXPECT_EQ(state_code_advice("singapore"), " Did you mean \"SG\" (Singapore)?");
  EXPECT_EQ(state_code_advice("Swizerland"), " Did you mean \"CH\" (Switzerland)?");
  EXPECT_EQ(state_code_advice("QL"),
            " Write two capitals such as \"GB\"; \"XA\" to \"XZ\" are free for invented states.");
}

}  // namespace
}  // namespace comity
