#include "law/check.h"
#include "law/texts.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

std::string decided(const std::string& given, const std::string& expect,
                    const std::string& on = "2010-01-01") {
  return "[[test]]\nname = \"t\"\non = " + on + "\ngiven = [" + given + "]\nexpect = { " + expect + " }\n";
}

const std::string kLaw =
    head("x") + rule("bar", "forbids", "content data") +
    rule("warrant", "compels", "content data and judge approved and order is ours",
         "exception_to = [\"bar\"]\nunless = \"voluntary request\"\n") +
    rule("abroad", "none", "not data here", "exception_to = [\"warrant\"]\narguable = 0.5\n");

CaseResult only_result(const std::string& given, const std::string& expect,
                       const std::string& on = "2010-01-01") {
  const auto results = run_cases(library_of({kLaw + decided(given, expect, on)}));
  EXPECT_EQ(results.size(), 1U);
  return results.at(0);
}

TEST(DecidedCase, PassesWhenTheLawAnswersAsExpected) {
  const CaseResult result =
      only_result("\"content data\", \"judge approved\", \"order is ours\", \"data here\"",
                  "compels = \"yes\", forbids = \"no\", permits = \"no\"");
  EXPECT_TRUE(result.passed) << result.reason;
  EXPECT_EQ(result.regime, "x");
  EXPECT_EQ(result.name, "t");
  EXPECT_EQ(result.place.line, 26U);
}

TEST(DecidedCase, KnowsArguableAnswers) {
  EXPECT_TRUE(only_result("\"content data\", \"judge approved\", \"order is ours\"",
                          "compels = \"arguable\", forbids = \"arguable\"")
                  .passed);
}

TEST(DecidedCase, IsAnsweredByTheLawOfItsDay) {
  EXPECT_TRUE(only_result("\"content data\"", "forbids = \"no\"", "1999-12-31").passed);
}

TEST(DecidedCase, SaysWhichRuleDidIt) {
  EXPECT_EQ(only_result("\"content data\"", "forbids = \"no\"").reason,
            "\"forbids\" should be no but is yes by \"x.bar\".");
}

TEST(DecidedCase, SaysWhatSwitchedTheRuleOff) {
  EXPECT_EQ(only_result("\"content data\", \"judge approved\", \"order is ours\", \"data here\"",
                        "forbids = \"yes\"")
                .reason,
            "\"forbids\" should be yes but is no: \"x.bar\" is switched off by \"x.warrant\".");
}

TEST(DecidedCase, SaysOnWhichQuestionItDepends) {
  EXPECT_EQ(
      only_result("\"content data\", \"judge approved\", \"order is ours\"", "compels = \"yes\"").reason,
      "\"compels\" should be yes but is arguable by \"x.warrant\", depending on the open question "
      "\"x.abroad\".");
}

TEST(DecidedCase, SaysWhatIsMissing) {
  EXPECT_EQ(only_result("\"content data\", \"order is ours\", \"data here\", \"voluntary request\"",
                        "compels = \"yes\"")
                .reason,
            "\"compels\" should be yes but is no: no rule applies; one would with \"judge approved\" and "
            "without \"voluntary "
            "request\".");
  EXPECT_EQ(
      only_result("\"emergency\"", "assists = \"yes\"").reason,
      "\"assists\" should be yes but is no: no rule in force has this effect in a situation like this one.");
}

TEST(DecidedCase, ListsEveryWrongEffect) {
  EXPECT_EQ(
      only_result("\"content data\"", "forbids = \"no\", assists = \"yes\"").reason,
      "\"assists\" should be yes but is no: no rule in force has this effect in a situation like this one.\n"
      "\"forbids\" should be no but is yes by \"x.bar\".");
}

TEST(DecidedCase, OfAReformIsTestedOnTopOfTheAmendedFile) {
  const std::string reform = "[regime]\nid = \"reform\"\namends = \"x\"\n" +
                             rule("open", "none", "emergency", "exception_to = [\"bar\"]\n") +
                             decided("\"content data\", \"emergency\"", "forbids = \"no\"");
  const auto results =
      run_cases(library_of({reform, kLaw + decided("\"content data\", \"emergency\"", "forbids = \"yes\"")}));
  ASSERT_EQ(results.size(), 2U);
  EXPECT_TRUE(results[0].passed) << results[0].reason;
  EXPECT_TRUE(results[1].passed) << results[1].reason;
}

}  // namespace
}  // namespace comity::law
