#include "text/suggest.h"

#include "text/former.h"

#include <gtest/gtest.h>

#include <vector>

namespace comity {
namespace {

const std::vector<std::string> kFacts{"data here", "content data", "provider established here",
                                      "provider offers service here"};

TEST(EditDistance, CountsEditsAndSwaps) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("form", "from"), 1U);
  EXPECT_EQ(edit_distance("FROM", "from"), 0U);
}

TEST(Closest, PrefersFewEdits) {
  EXPECT_EQ(closest("provider estblished here", kFacts), "provider established here");
  EXPECT_EQ(closest("dta here", kFacts), "data here");
}

TEST(Closest, FallsBackToSharedWords) {
  EXPECT_EQ(closest("content", kFacts), "content data");
  EXPECT_EQ(closest("is established in this state", kFacts), "provider established here");
}

TEST(Closest, HasNoSuggestionForStrangers) {
  EXPECT_EQ(closest("quantum", kFacts), std::nullopt);
  EXPECT_EQ(closest("x", std::vector<std::string>{"a", "b"}), std::nullopt);
  EXPECT_EQ(closest("", kFacts), std::nullopt);
  EXPECT_EQ(did_you_mean("quantum", kFacts), "");
}

TEST(DidYouMean, SaysWhatBecameOfANameThatWent) {
  const std::vector<std::string> keys = {"load", "put_back_days"};
  EXPECT_EQ(did_you_mean("priority_high", keys),
            " It went in 0.2.0: assist.put_back_days puts back the requests of states without goodwill.");
  EXPECT_EQ(did_you_mean("priority_hihg", keys).find("It went"), std::string::npos);
  EXPECT_EQ(find_former("load"), nullptr);
}

TEST(DidYouMean, EndsAMessage) {
  EXPECT_EQ(did_you_mean("dta here", kFacts), " Did you mean \"data here\"?");
}

}  // namespace
}  // namespace comity
