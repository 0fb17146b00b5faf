// Deadlines, fines and days to object: asked, expected by decided cases, and their days pinned.
#include "law/answer_coverage.h"
#include "law/answer_why.h"
#include "law/check.h"
#include "law/coverage.h"
#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace comity::law {
namespace {

const std::string kOldFine =
    "[schedule.old-fine]\nsets = \"fine_percent_of_turnover\"\nfrom = 2005-01-01\nuntil = 2010-01-01\n"
    "source = \"Act, s. 8\"\ncase = [{ when = \"order is ours\", value = 1 }]\n";
const std::string kFine =
    "[schedule.fine]\nsets = \"fine_percent_of_turnover\"\nfrom = 2010-01-01\nsource = \"Act, s. 9\"\n"
    "url = \"https://example.org/act#s9\"\nquote = \"not exceeding\"\n"
    "case = [{ when = \"order is ours\", value = 2.5 }]\n";
const std::string kDeadline =
    "[schedule.deadline_hours]\nsource = \"Act, s. 7\"\n"
    "case = [{ when = \"emergency\", value = 8 }, { otherwise = true, value = 240 }]\n";

std::string scheduled_case(const std::string& on, const std::string& given, const std::string& expect) {
  return "[[test]]\nname = \"t\"\non = " + on + "\ngiven = [" + given + "]\nexpect = { " + expect +
         " }\nsource = \"s\"\n";
}

std::string law_with(const std::string& cases) {
  return head("x") + rule("order", "compels", "order is ours") + kOldFine + kFine + kDeadline + cases;
}

Query why_query(const std::string& given) {
  Query query;
  query.command = "why";
  query.on = day_of(2010, 1, 1);
  query.given = given;
  return query;
}

TEST(Schedules, AreToldByWhyWithTheirSources) {
  const auto answer = answer_why(library_of({law_with("")}), why_query("order is ours, emergency"));
  EXPECT_NE(answer.details.find("XX: who does not obey is fined at most 2.5 % of turnover (Act, s. 9).\n"
                                "    “not exceeding”\n    https://example.org/act#s9\n"
                                "XX: an order must be answered within 8 hours (Act, s. 7).\n"),
            std::string::npos)
      << answer.details;
  const auto entries = nlohmann::json::parse(format_answer(answer, "json"));
  const auto& fine = entries[entries.size() - 2];
  EXPECT_EQ(fine["schedule"], "fine_percent_of_turnover");
  EXPECT_EQ(fine["value"], 2.5);
  EXPECT_EQ(fine["url"], "https://example.org/act#s9");
  EXPECT_EQ(fine["line"], 16);
  // Where no case fits nothing is told.
  const auto silent = answer_why(library_of({law_with("")}), why_query("emergency"));
  EXPECT_EQ(silent.details.find("fined"), std::string::npos);
}

TEST(Schedules, CanBeExpectedByDecidedCases) {
  const auto results = run_cases(library_of(
      {law_with(scheduled_case("2012-01-01", "\"order is ours\"",
                               "compels = \"yes\", fine_percent_of_turnover = 2.5, deadline_hours = 240") +
                scheduled_case("2012-01-01", "\"emergency\"",
                               "fine_percent_of_turnover = \"none\", deadline_hours = 8") +
                scheduled_case("2009-12-31", "\"order is ours\"", "fine_percent_of_turnover = 2.5") +
                scheduled_case("2012-01-01", "\"emergency\"", "fine_percent_of_turnover = 2.5"))}));
  ASSERT_EQ(results.size(), 4U);
  EXPECT_TRUE(results[0].passed) << results[0].reason;
  EXPECT_TRUE(results[1].passed) << results[1].reason;
  EXPECT_EQ(results[2].reason, "\"fine_percent_of_turnover\" should be 2.5 but is 1.");
  EXPECT_EQ(results[3].reason, "\"fine_percent_of_turnover\" should be 2.5 but is none.");
}

TEST(Schedules, OfAnAmendedFileCanBeExpectedToo) {
  const auto results = run_cases(library_of(
      {law_with(""),
       "[regime]\nid = \"y\"\namends = \"x\"\n[schedule.deadline_hours]\ncase = [{ when = \"emergency\", "
       "value = 4 }]\n" +
           scheduled_case("2012-01-01", "\"emergency\"", "deadline_hours = 4") +
           scheduled_case("2012-01-01", "", "deadline_hours = 240")}));
  ASSERT_EQ(results.size(), 2U);
  EXPECT_TRUE(results[0].passed) << results[0].reason;
  EXPECT_TRUE(results[1].passed) << results[1].reason;
}

TEST(Schedules, ThatAreNotThereCannotBeExpected) {
  EXPECT_NE(complaint_about({head("x") + scheduled_case("2012-01-01", "", "deadline_hours = 4")})
                .find("a.toml:8:12: error: test \"t\": no schedule of this file, or of one it amends, sets "
                      "\"deadline_hours\".\n"),
            std::string::npos)
      << complaint_about({head("x") + scheduled_case("2012-01-01", "", "deadline_hours = 4")});
  EXPECT_NE(complaint_about({law_with(scheduled_case("2012-01-01", "", "deadline_hours = \"yes\""))})
                .find("error: test \"t\": \"deadline_hours\" is set by a schedule: it must be a number or "
                      "\"none\".\n"),
            std::string::npos);
}

TEST(Schedules, ThatTheSimulationDoesNotReadAreWarnedOf) {
  const auto findings =
      check(library_of({head("x") + "[schedule.deadline_hour]\nsource = \"s\"\ncase = [{ when = "
                                    "\"emergency\", value = 1 }]\n"}));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].text,
            "schedule \"deadline_hour\" sets \"deadline_hour\", which the simulation does not read (it reads "
            "deadline_hours, days_to_object, fine_percent_of_turnover). Did you mean \"deadline_hours\"?");
}

TEST(Schedules, HaveTheirDaysPinnedByCases) {
  const std::string before =
      scheduled_case("2009-12-31", "\"order is ours\"", "fine_percent_of_turnover = 1");
  const std::string after =
      scheduled_case("2010-01-01", "\"order is ours\"", "compels = \"yes\", fine_percent_of_turnover = 2.5");
  const auto slack = [](const Library& library, std::size_t number) {
    const auto coverage = schedule_coverage_of(library);
    std::string text = coverage.at(number).schedule->name + ":";
    const Term term{coverage[number].schedule->from, coverage[number].schedule->until};
    for (const Lapse lapse : enum_values<Lapse>) {
      if (can_befall(term, lapse) && !coverage[number].found.noticed[static_cast<std::size_t>(lapse)])
        text += fmt::format(" {}", name_of(lapse));
    }
    return text;
  };
  const Library pinned = library_of({law_with(before + after)});
  EXPECT_EQ(slack(pinned, 0), "old-fine: from_earlier from_later");
  EXPECT_EQ(slack(pinned, 1), "fine: from_earlier") << "the older one speaks first while it lasts";
  EXPECT_EQ(slack(pinned, 2), "deadline_hours: dropped");
  const auto answer = answer_coverage(pinned, {});
  EXPECT_NE(answer.details.find(
                "a.toml:10: schedule x.old-fine\n  from 2005-01-01: no case from 2004-01-02 to "
                "2004-12-31 notices that it comes a year earlier; no case from 2005-01-01 to 2005-12-31 "
                "notices that it comes a year later\n"),
            std::string::npos)
      << answer.details;
  EXPECT_NE(answer.details.find("a.toml:23: schedule x.deadline_hours\n  every case holds without it\n"),
            std::string::npos)
      << answer.details;
  EXPECT_NE(answer.details.find("3 of 4 rules and schedules and 1 of 4 days are pinned"), std::string::npos)
      << answer.details;
}

}  // namespace
}  // namespace comity::law
