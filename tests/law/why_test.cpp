// `comity law why` across states.
#include "law/answer_why.h"

#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace comity::law {
namespace {

std::string law_in(const std::string& state, const std::string& rules) {
  return "[regime]\nid = \"" + state + "\"\nstate = \"" + state + "\"\n" + rules;
}

Library three_laws() {
  return library_of(
      {law_in("XA", rule("order", "compels", "order is ours and provider controls data from here")),
       law_in("XB", rule("bar", "forbids", "data here and not order is ours") +
                        rule("help", "assists", "treaty request and treaty in force") +
                        rule("way", "none", "treaty request", "exception_to = [\"bar\"]\n")),
       law_in("XU", rule("secret", "forbids",
                         "subject resident here and content data and not order is ours and "
                         "not treaty request")),
       "[[treaty]]\nkind = \"membership\"\nunion = \"XU\"\nparties = [\"XB\", \"XC\"]\n"
       "[[treaty]]\nkind = \"assistance\"\nname = \"Pact\"\nparties = [\"XA\", \"XB\"]\n"});
}

Query placed_query() {
  Query query;
  query.command = "why";
  query.on = day_of(2010, 1, 1);
  query.given = "content data";
  query.order_of = "XA";
  query.data_in = "XB";
  query.provider_of = "XA";
  query.subject_in = "XC";
  return query;
}

std::string refusal(const Query& query) {
  try {
    answer_why(three_laws(), query);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Why, TellsADemandAsEachStateAndUnionSeesIt) {
  const auto answer = answer_why(three_laws(), placed_query());
  EXPECT_EQ(
      answer.sentences.at(0),
      "On 2010-01-01, as each state sees it: order of XA, content data, provider headquartered here in XA, "
      "provider established here in XA, provider controls data from here in XA, data here in XB, subject "
      "resident here in XC.");
  EXPECT_EQ(answer.details.rfind("XA compels.\n  by XA.order (s)\n", 0), 0U) << answer.details;
  EXPECT_NE(answer.details.find("\nXB forbids.\n  by XB.bar (s)\n"), std::string::npos);
  // The person lives in another member: only the union's law knows of it.
  EXPECT_NE(answer.details.find("\nXU forbids.\n  by XU.secret (s)\n"), std::string::npos);
  EXPECT_NE(answer.details.find("\nWays of XA past the law of XB:\n"
                                "  an order: XB forbids disclosure\n"
                                "  a treaty request: open\n"
                                "  an agreement order: no agreement is in force\n"
                                "  a voluntary request: XB forbids disclosure\n"),
            std::string::npos)
      << answer.details;
  const auto document = nlohmann::json::parse(format_answer(answer, "json"));
  EXPECT_EQ(document["ways"][1]["open"], "yes");
  EXPECT_TRUE(document["ways"][1]["closed_by"].is_null());
  EXPECT_EQ(document["reasons"].size(), 24U);
}

TEST(Why, TakesFactsWithTheirState) {
  Query query = placed_query();
  query.given = "content data and subject resident here in XA";
  query.subject_in = "";
  EXPECT_EQ(answer_why(three_laws(), query).details.find("XU forbids"), std::string::npos);
}

TEST(Why, SaysWhatIsMissingOfADemandAcrossStates) {
  Query query = placed_query();
  query.order_of = "";
  EXPECT_EQ(refusal(query), "comity law why: whose order? Add --order-of US.");
  query = placed_query();
  query.data_in = "";
  EXPECT_EQ(refusal(query), "comity law why: where are the data? Add --data-in IE.");
  query.data_in = "UK";
  EXPECT_EQ(
      refusal(query),
      "comity law why: --data-in UK (must be a code of ISO 3166-1 with two letters). Did you mean \"GB\" "
      "(United Kingdom)?");
  query = placed_query();
  query.order_of = "XD";
  EXPECT_EQ(refusal(query),
            "comity law why: --order-of XD: none of the files is its law. Name its file too.");
  query = placed_query();
  query.given = "content data, data here";
  EXPECT_EQ(
      refusal(query),
      "comity law why: --given \"data here\" is true in one state and not in another. With --order-of say "
      "where: \"data here in US\"; --data-in, --provider-of, --subject-in and the treaties say the rest.");
}

TEST(Why, SaysOfWhatDependsOnNothingThatItIsSoInEverySituation) {
  const Library library = library_of({law_in("XA", rule("free", "permits", "always"))});
  Query query;
  query.command = "why";
  query.on = day_of(2010, 1, 1);
  query.given = "content data";
  query.effect = "permits";
  EXPECT_EQ(answer_why(library, query).details,
            "XA permits.\n  by XA.free (s)\n  It is so in every situation.\n");
}

}  // namespace
}  // namespace comity::law
