#include "cli/commands.h"

#include "error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace comity::cli {
namespace {

const std::string kFiles = COMITY_SOURCE_DIR "/tests/law/files/";

struct Ran {
  int code = 0;
  std::string output;
  std::string error;
};

Ran run(const std::vector<std::string>& arguments) {
  Ran ran;
  testing::internal::CaptureStdout();
  try {
    ran.code = law_command(arguments);
  } catch (const Error& error) {
    ran.code = 2;
    ran.error = error.what();
  }
  ran.output = testing::internal::GetCapturedStdout();
  return ran;
}

TEST(LawCommand, ShowsHelpWithExamples) {
  const Ran ran = run({"--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.output.find("\n  check     every error and warning"), std::string::npos);
  EXPECT_NE(ran.output.find("Examples:"), std::string::npos);
  EXPECT_EQ(run({}).code, 2);
}

TEST(LawCommand, RefusesUnknownWords) {
  EXPECT_EQ(
      run({"chek", "x.toml"}).error,
      "comity law: \"chek\" is unknown. Did you mean \"check\"? `comity law --help` lists the questions.");
  EXPECT_EQ(run({"check", "--fromat", "json"}).error,
            "comity law check: there is no option --fromat. Did you mean \"--format\"? See comity law check "
            "--help.");
  EXPECT_EQ(
      run({"check", "--format", "jsn"}).error,
      "comity law check: --format jsn (must be one of text, json, markdown, csv). Did you mean \"json\"?");
  EXPECT_EQ(run({"check", "x.toml", "--on", "soon"}).error,
            "comity law check: --on soon (must be a day such as 2016-07-14).");
  EXPECT_EQ(
      run({"check", "--on"}).error,
      "comity law check: the required argument for option '--on' is missing. See comity law check --help.");
  EXPECT_EQ(run({"conflicts", "x.toml", "--details=yes", "--on", "2013-12-04"}).error,
            "comity law conflicts: option '--details' does not take any arguments. See comity law conflicts "
            "--help.");
  EXPECT_EQ(run({"test"}).error,
            "comity law test: no file given. Name the rule files: comity law test scenarios/law/*.toml.");
}

TEST(LawCommand, RefusesADayNamedTwice) {
  EXPECT_EQ(run({"conflicts", "x.toml", "--on", "2013-12-04", "--on", "2018-06-01"}).error,
            "comity law conflicts: option '--on' cannot be specified more than once. See comity law "
            "conflicts --help.");
  EXPECT_EQ(run({"diff", "x.toml", "--on", "2013-12-04", "--from", "2013-12-04", "--to", "2018-06-01"}).error,
            "comity law diff: --on and --from are two questions. Ask one.");
}

TEST(LawCommand, ShowsTheOptionsOfAQuestionAndNoOthers) {
  const Ran ran = run({"why", "--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.output.find("--given"), std::string::npos);
  EXPECT_EQ(ran.output.find("--weights"), std::string::npos);
}

TEST(LawCheck, PrintsErrorsAndFails) {
  const Ran ran = run({"check", kFiles + "misspelt.toml"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.output.find("misspelt.toml:12:10: error: rule \"warrant\": \"compel\" is not an effect."),
            std::string::npos);
  EXPECT_TRUE(ran.output.ends_with("19 errors in 1 file\n")) << ran.output;
}

TEST(LawCheck, PrintsWarningsAndPasses) {
  const Ran ran = run({"check", kFiles + "flawed.toml", "--on", "2021-01-01"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.output.ends_with("1 file, 9 rules, 1 open question: no errors, 16 warnings\n"))
      << ran.output;
}

TEST(LawCheck, SpeaksJson) {
  const Ran flawed = run({"check", kFiles + "flawed.toml", "--format=json"});
  EXPECT_EQ(flawed.code, 0);
  const auto warnings = nlohmann::json::parse(flawed.output);
  EXPECT_EQ(warnings["errors"].size(), 0U);
  EXPECT_EQ(warnings["warnings"].size(), 15U);
  EXPECT_EQ(warnings["warnings"][1]["line"], 13);
  const Ran broken = run({"check", kFiles + "misspelt.toml", "--format", "json"});
  EXPECT_EQ(broken.code, 2);
  const auto errors = nlohmann::json::parse(broken.output);
  EXPECT_EQ(errors["errors"].size(), 19U);
  EXPECT_EQ(errors["errors"][0]["column"], 1);
}

TEST(LawTest, PrintsEveryCase) {
  const Ran ran = run({"test", kFiles + "flawed.toml"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.output, "pass  ferry: A request by two routes\n1 of 1 decided cases hold\n");
}

TEST(LawTest, FailsWithTheReason) {
  const Ran ran = run({"test", kFiles + "wrong_case.toml"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.output.find("FAIL  pier: A letter\n"), std::string::npos);
  EXPECT_NE(
      ran.output.find("wrong_case.toml:11:1: error: \"compels\" should be no but is yes by \"pier.order\"."),
      std::string::npos)
      << ran.output;
  EXPECT_TRUE(ran.output.ends_with("1 of 2 decided cases hold\n")) << ran.output;
  const auto rows =
      nlohmann::json::parse(run({"test", kFiles + "wrong_case.toml", "--format", "json"}).output);
  EXPECT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["passed"], false);
  EXPECT_EQ(rows[0]["reason"], "\"compels\" should be no but is yes by \"pier.order\".");
  EXPECT_EQ(rows[1]["passed"], true);
}

TEST(LawFacts, ListTheVocabulary) {
  const Ran ran = run({"facts"});
  EXPECT_EQ(ran.code, 0);
  for (const std::string word : {"[here]", "provider established here", "[demand]", "forbidden elsewhere",
                                 "[between]", "order is ours", "one route", "localises", "none"}) {
    EXPECT_NE(ran.output.find(word), std::string::npos) << word;
  }
  const auto facts = nlohmann::json::parse(run({"facts", "--format", "json"}).output);
  EXPECT_EQ(facts["facts"][0]["words"], "data here");
  EXPECT_EQ(facts["facts"][0]["scope"], "here");
  EXPECT_EQ(facts["effects"].size(), 8U);
}

}  // namespace
}  // namespace comity::cli
