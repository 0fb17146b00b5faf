// Answers that turn on an open question say it in words, with both readings.
#include "law/answer_conflicts.h"
#include "law/answer_diff.h"
#include "law/answer_gaps.h"
#include "law/answer_why.h"
#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace comity::law {
namespace {

const std::string kDoubtOfSecrecy =
    "[question.secrecy]\nname = \"Does secrecy bar foreign orders?\"\n"
    "readings.bars = \"secrecy bars them\"\nreadings.yields = \"secrecy yields to them\"\n";
const std::string kOnlyIfItBars = "arguable = 0.3\nquestion = \"secrecy\"\nreading = \"bars\"\n";

std::string doubtful_law(const std::string& state, const std::string& rules) {
  return "[regime]\nid = \"" + state + "\"\nstate = \"" + state + "\"\n" + rules;
}

/// XA orders everything; of XB's secrecy nobody knows whether it holds, and XC's orders are not in question.
Library laws_in_doubt() {
  return library_of(
      {doubtful_law("XA",
                    rule("order", "compels", "order is ours") + rule("bar", "forbids", "voluntary request")),
       doubtful_law("XB", rule("secret", "forbids", "data here and not order is ours", kOnlyIfItBars) +
                              kDoubtOfSecrecy),
       doubtful_law("XC",
                    rule("order", "compels", "order is ours") +
                        rule("bar", "forbids", "data here and not order is ours", "from = 2020-01-01\n")),
       doubtful_law("XD", rule("bar", "forbids", "voluntary request"))});
}

Query told_query(const std::string& command, std::vector<std::string> states) {
  Query query;
  query.command = command;
  query.on = day_of(2010, 1, 1);
  query.states = std::move(states);
  return query;
}

nlohmann::json told_document(const comity::Answer& answer) {
  return nlohmann::json::parse(format_answer(answer, "json"));
}

void expect_told(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

const std::string kBothReadings =
    "with probability 0.3 a court without precedent holds that secrecy bars them, else that secrecy yields "
    "to "
    "them (secrecy)\n";

TEST(QuestionsTold, StandBelowTheRulesOfAConflictThatIsArguable) {
  const auto answer = answer_conflicts(laws_in_doubt(), told_query("conflicts", {"XA", "XB"}));
  expect_told(
      answer.details,
      "  An order of XA for subscriber data kept in XB: XA compels, XB arguably forbids; no other route "
      "dissolves the conflict.\n"
      "    compels by XA.order (s)\n"
      "    arguably forbids by XB.secret (s)\n"
      "    Open question: “Does secrecy bar foreign orders?”\n"
      "      " +
          kBothReadings);
  const auto question = told_document(answer)["pairs"][0]["arguable_example"]["open_questions"][0];
  EXPECT_EQ(question["name"], "Does secrecy bar foreign orders?");
  EXPECT_EQ(question["other_words"], "secrecy yields to them");
}

TEST(QuestionsTold, AreNoneOfAConflictThatIsSure) {
  Query query = told_query("conflicts", {"XA", "XC"});
  query.on = day_of(2020, 1, 1);
  const auto answer = answer_conflicts(laws_in_doubt(), query);
  expect_told(answer.details, "XA compels, XC forbids; ");
  EXPECT_EQ(answer.details.find("question"), std::string::npos) << answer.details;
  EXPECT_TRUE(told_document(answer)["pairs"][0]["certain_example"]["open_questions"].empty());
}

TEST(QuestionsTold, StandOnceBelowManyPairs) {
  const auto conflicts = answer_conflicts(laws_in_doubt(), told_query("conflicts", {}));
  expect_told(conflicts.details,
              "\n\nOn what these examples turn:\n"
              "  Open question: “Does secrecy bar foreign orders?”\n"
              "    " +
                  kBothReadings);
  EXPECT_EQ(conflicts.details.find("Open question"), conflicts.details.rfind("Open question"));
  const auto gaps = answer_gaps(laws_in_doubt(), told_query("gaps", {}));
  expect_told(gaps.details,
              "\n\nOn what these examples turn:\n  Open question: “Does secrecy bar foreign orders?”\n");
  EXPECT_EQ(gaps.details.find("Open question"), gaps.details.rfind("Open question"));
}

TEST(QuestionsTold, AreNoneWhereNoPairTurnsOnOne) {
  const Library library = library_of(
      {doubtful_law("XA", rule("order", "compels", "order is ours and data here")),
       doubtful_law("XB", rule("secret", "forbids", "data here and not order is ours") +
                              rule("doubt", "permits", "voluntary request and emergency", kOnlyIfItBars) +
                              kDoubtOfSecrecy),
       doubtful_law("XC", ""), doubtful_law("XD", "")});
  const auto gaps = answer_gaps(library, told_query("gaps", {}));
  EXPECT_EQ(gaps.details.find("Open question"), std::string::npos) << gaps.details;
}

TEST(QuestionsTold, StandBelowTheWaysOfAGapThatIsArguable) {
  const auto answer = answer_gaps(laws_in_doubt(), told_query("gaps", {"XA", "XB"}));
  expect_told(answer.details,
              "  XA seeks subscriber data kept in XB: no way that is surely lawful.\n"
              "    an order: XB arguably forbids disclosure\n"
              "    a treaty request: no treaty is in force\n"
              "    a request without a treaty: XB does not assist without one\n"
              "    an agreement order: no agreement is in force\n"
              "    a voluntary request: XA itself forbids disclosure on request\n"
              "    Open question: “Does secrecy bar foreign orders?”\n"
              "      " +
                  kBothReadings);
  EXPECT_EQ(told_document(answer)["pairs"][0]["arguable_example"]["open_questions"][0]["id"], "secrecy");
}

TEST(QuestionsTold, AreNoneOfAGapThatNoReadingFills) {
  const auto answer = answer_gaps(laws_in_doubt(), told_query("gaps", {"XD", "XC"}));
  expect_told(answer.details, "XD seeks subscriber data kept in XC: no lawful way.\n");
  EXPECT_EQ(answer.details.find("question"), std::string::npos) << answer.details;
}

TEST(QuestionsTold, StandBelowTheWaysThatWhyTells) {
  Query query = told_query("why", {});
  query.order_of = "XA";
  query.data_in = "XB";
  query.effect = "compels";
  const auto answer = answer_why(laws_in_doubt(), query);
  expect_told(answer.details,
              "  a voluntary request: XA itself forbids disclosure on request\n"
              "  Open question: “Does secrecy bar foreign orders?”\n"
              "    " +
                  kBothReadings);
  EXPECT_EQ(told_document(answer)["ways"][0]["open_questions"][0]["id"], "secrecy");
  query.effect = "";  // that XB arguably forbids is now told with its question
  const std::string told = answer_why(laws_in_doubt(), query).details;
  EXPECT_EQ(told.find("Open question"), told.rfind("Open question")) << told;
}

TEST(QuestionsTold, StandBelowAChangeOfWhatIsArguable) {
  const Library library =
      library_of({head("x") + kDoubtOfSecrecy +
                  rule("secret", "forbids", "content data", kOnlyIfItBars + "until = 2010-01-01\n") +
                  rule("sure", "forbids", "content data", "from = 2010-01-01\n") +
                  rule("other", "forbids", "traffic data",
                       "arguable = 0.5\nfrom = 2015-01-01\nquestion = \"traffic\"\nreading = \"yes\"\n") +
                  "[question.traffic]\nname = \"Is traffic secret?\"\nreadings.yes = \"traffic is secret\"\n"
                  "readings.no = \"traffic is free\"\n"});
  Query query = told_query("diff", {});
  query.on = day_of(2009, 1, 1);
  query.until = day_of(2010, 1, 1);
  const auto settled = answer_diff(library, query);
  EXPECT_EQ(settled.details,
            "XX now surely forbids, until then an open question, (in 50 % of situations) when\n"
            "  - content data\n"
            "      now: x.sure (s)\n"
            "      no longer: x.secret (s)\n"
            "      Open question: “Does secrecy bar foreign orders?”\n"
            "        " +
                kBothReadings);
  EXPECT_EQ(told_document(settled)["changes"][0]["cases"][0]["open_questions"][0]["reading"], "bars");
  query.on = day_of(2010, 1, 1);
  query.until = day_of(2015, 1, 1);
  EXPECT_EQ(answer_diff(library, query).details,
            "XX now arguably forbids (in 33 % of situations) when\n"
            "  - traffic data\n"
            "      now: x.other (s)\n"
            "      Open question: “Is traffic secret?”\n"
            "        with probability 0.5 a court without precedent holds that traffic is secret, else that "
            "traffic "
            "is free (traffic)\n");
  query.until = day_of(2011, 1, 1);
  EXPECT_EQ(answer_diff(library, query).details, "");
  query.on = day_of(1999, 1, 1);
  query.until = day_of(2016, 1, 1);
  const auto told = told_document(answer_diff(library, query));
  for (const auto& change : told.at("changes"))
    EXPECT_EQ(change.at("cases").at(0).at("open_questions").size(), change.at("after") == "yes" ? 0U : 1U)
        << change;
}

}  // namespace
}  // namespace comity::law
