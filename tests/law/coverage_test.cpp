#include "law/coverage.h"

#include "law/answer_coverage.h"
#include "law/check.h"
#include "law/load.h"
#include "law/random_law.h"
#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

namespace comity::law {
namespace {

std::string decided_on(const std::string& day, const std::string& given, const std::string& expect) {
  return "[[test]]\nname = \"t\"\non = " + day + "\ngiven = [" + given + "]\nexpect = { " + expect + " }\n";
}

std::array<bool, kLapses> noticed_of(const std::string& text, std::size_t rule = 0) {
  return coverage_of(library_of({text})).at(rule).noticed;
}

using Noticed = std::array<bool, kLapses>;  // dropped, from earlier, later, until earlier, later

TEST(Coverage, OfARuleThatNoCaseTouchesIsNone) {
  EXPECT_EQ(noticed_of(head("x") + rule("bar", "forbids", "content data") +
                       decided_on("2010-01-01", "\"emergency\"", "forbids = \"no\"")),
            Noticed{});
}

TEST(Coverage, NeedsACaseOnEachSideOfADay) {
  const std::string law =
      head("x") + rule("bar", "forbids", "content data", "from = 2005-01-01\nuntil = 2015-01-01\n");
  const auto on = [](const std::string& day, const std::string& answer) {
    return decided_on(day, "\"content data\"", "forbids = \"" + answer + "\"");
  };
  EXPECT_EQ(noticed_of(law + on("2010-01-01", "yes")), (Noticed{true, false, false, false, false}));
  EXPECT_EQ(noticed_of(law + on("2005-01-01", "yes")), (Noticed{true, false, true, false, false}));
  EXPECT_EQ(noticed_of(law + on("2004-01-02", "no")), (Noticed{false, true, false, false, false}));
  EXPECT_EQ(noticed_of(law + on("2004-01-01", "no")), (Noticed{false, false, false, false, false}));
  EXPECT_EQ(noticed_of(law + on("2014-12-31", "yes")), (Noticed{true, false, false, true, false}));
  EXPECT_EQ(noticed_of(law + on("2015-12-31", "no")), (Noticed{false, false, false, false, true}));
  EXPECT_EQ(noticed_of(law + on("2016-01-01", "no")), (Noticed{false, false, false, false, false}));
}

TEST(Coverage, NoticesExceptionsAndOpenQuestions) {
  const std::string law = head("x") + rule("bar", "forbids", "content data") +
                          rule("leave", "none", "emergency", "exception_to = [\"bar\"]\narguable = 0.5\n");
  const std::string given = "\"content data\", \"emergency\"";
  EXPECT_TRUE(noticed_of(law + decided_on("2010-01-01", given, "forbids = \"arguable\""), 1)[0]);
  EXPECT_FALSE(noticed_of(law + decided_on("2010-01-01", given, "permits = \"no\""), 1)[0]);
}

TEST(Coverage, LeavesOutCasesThatFail) {
  EXPECT_EQ(noticed_of(head("x") + rule("bar", "forbids", "content data") +
                       decided_on("2010-01-01", "\"content data\"", "forbids = \"no\"")),
            Noticed{});
}

TEST(Coverage, CountsCasesOfAFileThatAmends) {
  const std::string base = head("x") + rule("bar", "forbids", "content data");
  const std::string reform = "[regime]\nid = \"reform\"\namends = \"x\"\n" +
                             rule("open", "none", "emergency", "exception_to = [\"bar\"]\n") +
                             decided_on("2010-01-01", "\"content data\"", "forbids = \"yes\"");
  EXPECT_TRUE(coverage_of(library_of({base, reform})).at(0).noticed[0]);
}

TEST(Coverage, AgreesWithTestingTheChangedLaw) {
  std::size_t noticed = 0;
  for (std::uint32_t seed = 0; seed < 260; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 6, 5);
    library.files.push_back({"a.toml", ""});
    Regime regime;
    for (std::uint32_t id = 0; id < library.rules.size(); ++id) {
      library.rules[id].from = day_of(2000, 1, 1) + static_cast<Day>(200 * random.below(6));
      if (random.below(2) == 0) library.rules[id].until = library.rules[id].from + 500;
      regime.rules.push_back(id);
    }
    for (int i = 0; i < 8; ++i) {
      DecidedCase decided;
      decided.on = day_of(2000, 1, 1) + static_cast<Day>(100 * random.below(20));
      decided.given = random.below(32);
      const auto effect = static_cast<Effect>(random.below(static_cast<std::uint32_t>(enum_count<Effect>)));
      decided.expect.emplace_back(effect, static_cast<Outcome>(random.below(3)));
      regime.cases.push_back(decided);
    }
    library.regimes.push_back(regime);
    const auto passed = run_cases(library);
    const auto coverage = coverage_of(library);
    for (std::size_t id = 0; id < library.rules.size(); ++id) {
      for (std::size_t lapse = 0; lapse < kLapses; ++lapse) {
        if (!can_befall({library.rules[id].from, library.rules[id].until}, static_cast<Lapse>(lapse)))
          continue;
        Library changed = library;
        Rule& rule = changed.rules[id];
        switch (static_cast<Lapse>(lapse)) {
          case Lapse::dropped:
            rule.until = rule.from;
            break;
          case Lapse::from_earlier:
            rule.from -= kLapseYear;
            break;
          case Lapse::from_later:
            rule.from += kLapseYear;
            break;
          case Lapse::until_earlier:
            rule.until -= kLapseYear;
            break;
          case Lapse::until_later:
            rule.until += kLapseYear;
            break;
        }
        const auto then = run_cases(changed);
        bool fails = false;
        for (std::size_t i = 0; i < then.size(); ++i) fails = fails || (passed[i].passed && !then[i].passed);
        ASSERT_EQ(coverage[id].noticed[lapse], fails) << seed << " " << id << " " << lapse;
        noticed += fails ? 1 : 0;
      }
    }
  }
  EXPECT_GT(noticed, 100U);
}

TEST(Coverage, ProvesWhichDaysNoCaseCanPin) {
  // The exception begins with what it excepts, and ends where a sure rule replaces it.
  const Library library =
      library_of({head("x") + rule("bar", "forbids", "content data") +
                  rule("leave", "permits", "content data and emergency",
                       "exception_to = [\"bar\"]\nuntil = 2010-01-01\n") +
                  rule("always", "permits", "emergency", "from = 2009-06-01\nexception_to = [\"bar\"]\n") +
                  rule("off", "none", "content data and treaty request", "exception_to = [\"bar\"]\n")});
  EXPECT_FALSE(changes_no_answer(library, 0, Lapse::from_earlier));
  EXPECT_FALSE(changes_no_answer(library, 1, Lapse::from_earlier));  // it permits of itself
  EXPECT_FALSE(changes_no_answer(library, 1, Lapse::until_earlier));
  EXPECT_TRUE(changes_no_answer(library, 1, Lapse::until_later));
  EXPECT_FALSE(changes_no_answer(library, 2, Lapse::from_earlier));
  EXPECT_TRUE(changes_no_answer(library, 3, Lapse::from_earlier));
  EXPECT_FALSE(changes_no_answer(library, 3, Lapse::from_later));
}

TEST(Coverage, ProvesNothingWhereAnotherFileMakesTheDayMatter) {
  const std::string base = head("x") + rule("wide", "permits", "emergency", "from = 1990-01-01\n") +
                           rule("narrow", "permits", "emergency and content data");
  EXPECT_TRUE(changes_no_answer(library_of({base}), 1, Lapse::from_earlier));
  const std::string reform = "[regime]\nid = \"reform\"\namends = \"x\"\n" +
                             rule("end", "none", "always", "from = 1995-01-01\nexception_to = [\"wide\"]\n");
  EXPECT_FALSE(changes_no_answer(library_of({base, reform}), 1, Lapse::from_earlier));
}

// What the continuous integration keeps: every confirmed rule and day of the files that the program brings is pinned, or proved to
// be one that no case can pin; without any one of the cases of a file something is not.
TEST(AnswerCoverage, OfTheFilesOfTheProgramIsComplete) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/scenarios/law")) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Library library = load(paths);
  const auto whole = answer_coverage(library, {});
  EXPECT_FALSE(whole.failed) << whole.details;
  const auto regime = find_regime(library, "nl");
  ASSERT_TRUE(regime.has_value());
  auto& cases = library.regimes[*regime].cases;
  const auto removed = std::find_if(cases.begin(), cases.end(), [](const DecidedCase& decided) {
    return decided.name == "From this day: mutual assistance";
  });
  ASSERT_NE(removed, cases.end());
  cases.erase(removed);
  EXPECT_TRUE(answer_coverage(library, {}).failed);
}

TEST(AnswerCoverage, ListsWhatNoCasePinsAndFails) {
  const Library library = library_of({head("x") + rule("bar", "forbids", "content data") +
                                      rule("rest", "forbids", "traffic data", "confirmed = false\n") +
                                      rule("warrant", "compels", "judge approved", "until = 2010-06-01\n") +
                                      decided_on("2000-01-01", "\"content data\"", "forbids = \"yes\"")});
  const auto answer = answer_coverage(library, {});
  EXPECT_TRUE(answer.failed);
  EXPECT_EQ(
      answer.details,
      "a.toml:4: x.bar\n"
      "  from 2000-01-01: no case from 1999-01-01 to 1999-12-31 notices that it comes a year earlier\n"
      "a.toml:17: x.warrant\n"
      "  every case holds without it\n"
      "  from 2000-01-01: no case from 1999-01-01 to 1999-12-31 notices that it comes a year earlier; no "
      "case from 2000-01-01 to 2000-12-30 notices that it comes a year later\n"
      "  until 2010-06-01: no case from 2009-06-01 to 2010-05-31 notices that it comes a year earlier; "
      "no case from 2010-06-01 to 2011-05-31 notices that it comes a year later\n"
      "1 of 2 rules and 0 of 3 days are pinned by a decided case; 1 not confirmed by its source is left "
      "out (--unconfirmed takes it in)\n");
  const auto document = nlohmann::json::parse(format_answer(answer, "json"));
  EXPECT_EQ(document["rules"]["pinned"], 1);
  EXPECT_EQ(document["unpinned"][1]["unnoticed"].size(), 5U);
}

TEST(AnswerCoverage, HoldsWhereEverythingIsPinned) {
  const auto answer =
      answer_coverage(library_of({head("x") + rule("bar", "forbids", "content data") +
                                  decided_on("2000-01-01", "\"content data\"", "forbids = \"yes\"") +
                                  decided_on("1999-12-31", "\"content data\"", "forbids = \"no\"")}),
                      {});
  EXPECT_FALSE(answer.failed) << answer.details;
}

}  // namespace
}  // namespace comity::law
