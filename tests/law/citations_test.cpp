// Links and words of the law in the answers.
#include "law/answer_conflicts.h"
#include "law/answer_diff.h"
#include "law/answer_why.h"
#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace comity::law {
namespace {

const std::string kCited = "quote = \"shall hand over\"\nurl = \"https://example.org/act#s1\"\n";

std::string law_of(const std::string& state, const std::string& rules) {
  return "[regime]\nid = \"" + state + "\"\nstate = \"" + state + "\"\n" + rules;
}

Library two_states() {
  return library_of({law_of("XA", rule("order", "compels", "order is ours", kCited) +
                                      rule("limit", "none", "judge approved",
                                           "exception_to = [\"order\"]\nquote = \"save that\"\n")),
                     law_of("XB", rule("secret", "forbids", "content data")),
                     "[[treaty]]\nname = \"Pact\"\nkind = \"assistance\"\nparties = [\"XA\", \"XB\"]\n"
                     "url = \"https://example.org/pact\"\n"});
}

Query query_of(const std::string& command) {
  Query query;
  query.command = command;
  query.on = day_of(2010, 1, 1);
  query.details = true;
  return query;
}

nlohmann::json document_of(const comity::Answer& answer) {
  return nlohmann::json::parse(format_answer(answer, "json"));
}

TEST(Citations, StandBelowTheRulesThatWhyNames) {
  Query query = query_of("why");
  query.given = "order is ours, judge approved";
  query.effect = "compels";
  query.states = {"XA"};
  EXPECT_NE(
      answer_why(two_states(), query).details.find("is switched off by XA.limit (s)\n    “save that”\n"),
      std::string::npos);
  query.given = "order is ours";
  const auto answer = answer_why(two_states(), query);
  EXPECT_NE(answer.details.find("  by XA.order (s)\n    “shall hand over”\n    https://example.org/act#s1\n"),
            std::string::npos)
      << answer.details;
  const auto rule = document_of(answer)[0]["rules"][0];
  EXPECT_EQ(rule["url"], "https://example.org/act#s1");
  EXPECT_EQ(rule["quote"], "shall hand over");
}

TEST(Citations, AreThoseOfTheDay) {
  const std::string later =
      "from = 2000-01-01\narguable = 0.5\nlater = [\n  { from = 2016-07-14, source = \"B v. C\", url = "
      "\"https://example.org/b\" },\n"
      "  { from = 2012-03-01, source = \"A v. B\" },\n]\n";
  const Library library =
      library_of({law_of("XA", rule("order", "compels", "order is ours", kCited + later))});
  Query query = query_of("why");
  query.given = "order is ours";
  query.effect = "compels";
  const auto told = [&](Day on) {
    query.on = on;
    return answer_why(library, query);
  };
  EXPECT_NE(
      told(day_of(2010, 1, 1))
          .details.find(
              "  on some reading by XA.order (s)\n    “shall hand over”\n    "
              "https://example.org/act#s1\n    decided later: A v. B (2012-03-01); B v. C (2016-07-14)\n"),
      std::string::npos)
      << told(day_of(2010, 1, 1)).details;
  EXPECT_NE(
      told(day_of(2012, 3, 1))
          .details.find(
              "by XA.order (s; A v. B)\n    “shall hand over”\n    https://example.org/act#s1\n    decided "
              "later: B v. C (2016-07-14)\n"),
      std::string::npos);
  const auto last = told(day_of(2017, 1, 1));
  EXPECT_NE(last.details.find("by XA.order (s; A v. B; B v. C)\n    https://example.org/b\n"),
            std::string::npos)
      << last.details;
  EXPECT_EQ(last.details.find("later"), std::string::npos);
  EXPECT_TRUE(document_of(last)[0]["rules"][0]["decided_later"].is_null());
  EXPECT_EQ(document_of(told(day_of(2013, 1, 1)))[0]["rules"][0]["decided_later"], "B v. C (2016-07-14)");
}

TEST(Citations, StandInConflictsAndForTreaties) {
  const auto answer = answer_conflicts(two_states(), query_of("conflicts"));
  EXPECT_NE(answer.details.find("(treaty: Pact, https://example.org/pact)"), std::string::npos);
  EXPECT_NE(answer.details.find(
                "    compels by XA.order (s)\n      “shall hand over”\n      https://example.org/act#s1\n"),
            std::string::npos)
      << answer.details;
  const auto pair = document_of(answer)["pairs"][0];
  EXPECT_EQ(pair["treaty_source"]["url"], "https://example.org/pact");
  EXPECT_EQ(pair["certain_example"]["compelling"][0]["quote"], "shall hand over");
  EXPECT_TRUE(pair["certain_example"]["forbidding"][0]["url"].is_null());
}

TEST(Citations, StandInWhatChanges) {
  Query query = query_of("diff");
  query.on = day_of(1999, 1, 1);
  query.until = day_of(2010, 1, 1);
  const auto answer = answer_diff(two_states(), query);
  EXPECT_NE(answer.details.find(
                "now: XA.order (s)\n        “shall hand over”\n        https://example.org/act#s1\n"),
            std::string::npos)
      << answer.details;
}

}  // namespace
}  // namespace comity::law
