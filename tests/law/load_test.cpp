#include "law/load.h"
#include "law/texts.h"

#include <gtest/gtest.h>

#include <sstream>

namespace comity::law {
namespace {

struct BadInput {
  std::string name;
  std::string file;
  std::string message;
};

/// The cases of bad_inputs.txt.
std::vector<BadInput> bad_inputs() {
  std::vector<BadInput> cases;
  std::istringstream stream(read_test_file("bad_inputs.txt"));
  bool in_message = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), "", ""});
      in_message = false;
    } else if (line == "---") {
      in_message = true;
    } else if (!cases.empty()) {
      (in_message ? cases.back().message : cases.back().file) += line + "\n";
    }
  }
  return cases;
}

class BadInputs : public testing::TestWithParam<BadInput> {};

TEST_P(BadInputs, AreRefusedWithTheExactMessage) {
  try {
    load_texts({{"bad.toml", GetParam().file}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()) + "\n", GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(Load, BadInputs, testing::ValuesIn(bad_inputs()),
                         [](const auto& each) { return each.param.name; });

TEST(Load, HasManyBadInputs) { EXPECT_GE(bad_inputs().size(), 90U); }

TEST(Load, ReportsEveryMistakeOfAFileAtOnce) {
  try {
    load_texts({{"misspelt.toml", read_test_file("misspelt.toml")}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()) + "\n", read_test_file("misspelt.expected"));
  }
}

TEST(Load, CountsTheMistakesItDoesNotShow) {
  std::string text = head("x");
  for (int i = 0; i < 150; ++i) text += rule("r" + std::to_string(i), "teleports", "emergency");
  const std::string complaint = complaint_about({text});
  EXPECT_TRUE(complaint.ends_with("more errors")) << complaint.substr(complaint.size() - 100);
  EXPECT_LT(complaint.size(), 50'000U);
}

TEST(Load, ReportsEveryFileInTheOrderGiven) {
  const std::string text =
      complaint_about({"x = = 1\n", head("y") + rule("r", "compel", "emergency"), "[regime]\nid = \"z\"\n"});
  const auto first = text.find("a.toml:1:5: error: not valid TOML");
  const auto second = text.find("b.toml:5:10: error: rule \"r\": \"compel\" is not an effect.");
  const auto third = text.find("c.toml:1:1: error: regime: \"state\" is missing.");
  ASSERT_NE(third, std::string::npos) << text;
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST(Load, ShowsPlacesInsideMultiLineStrings) {
  const std::string text =
      head("x") + "[rule.r]\neffect = \"permits\"\nfrom = 2000-01-01\nwhen = \"\"\"\n  emergency # ü\n" +
      "  and \\\n     content dat\n\"\"\"\n";
  EXPECT_EQ(complaint_about({text}),
            "a.toml:10:6: error: rule \"r\", \"when\": \"content dat\" is neither a fact nor a defined name. "
            "Did you mean "
            "\"content data\"?\n   10 |      content dat\n      |      ^~~~~~~~~~~");
}

TEST(Load, ShowsPlacesInFilesWithCarriageReturnsAndByteOrderMark) {
  const std::string text =
      "\xEF\xBB\xBF[regime]\r\nid = \"x\"\r\nstate = \"XX\"\r\n[rule.r]\r\neffect = \"permits\"\r\n"
      "from = 2000-01-01\r\nwhen = '''\r\n  emergency\r\n  and content dat\r\n'''\r\n";
  EXPECT_EQ(complaint_about({text}),
            "a.toml:9:7: error: rule \"r\", \"when\": \"content dat\" is neither a fact nor a defined name. "
            "Did you mean "
            "\"content data\"?\n    9 |   and content dat\n      |       ^~~~~~~~~~~");
}

TEST(Load, RefusesDamagedUtf8) {
  EXPECT_EQ(complaint_about({"[regime]\nid = \"\xff\"\n"}).substr(0, 63),
            "a.toml:2:6: error: not valid TOML: Encountered invalid utf-8 se");
}

TEST(Load, RefusesMoreThan32Questions) {
  std::string text = head("x");
  for (int i = 10; i < 43; ++i)
    text += rule("r" + std::to_string(i), "permits", "emergency", "arguable = 0.5\n");
  EXPECT_NE(complaint_about({text}).find("open question \"x.r42\" is the 33rd"), std::string::npos);
}

TEST(Load, RefusesADefinitionThatExplodes) {
  std::string text = head("x") + "[define]\n\"w0\" = \"emergency\"\n";
  for (int i = 1; i < 40; ++i) {
    const std::string inner = "w" + std::to_string(i - 1);
    text += "\"w" + std::to_string(i) + "\" = \"" + inner + " and " + inner + "\"\n";
  }
  EXPECT_NE(complaint_about({text}).find("expands to more than 10000 terms"), std::string::npos);
}

TEST(Load, RefusesTwoFilesOfOneName) {
  EXPECT_EQ(complaint_about({head("x"), head("x")}),
            "b.toml:2:6: error: regime: id \"x\" is taken by a.toml. Give each file its own id.\n"
            "    2 | id = \"x\"\n      |      ^~~");
}

TEST(Load, RefusesAmendingACircleOfFiles) {
  const std::string text =
      complaint_about({"[regime]\nid = \"x\"\namends = \"y\"\n", "[regime]\nid = \"y\"\namends = \"x\"\n"});
  EXPECT_NE(text.find("a.toml:3:10: error: the regimes amend each other in a circle."), std::string::npos)
      << text;
}

TEST(Load, RefusesAnotherStateThanTheAmendedFile) {
  const std::string text =
      complaint_about({head("x"), "[regime]\nid = \"y\"\namends = \"x\"\nstate = \"YY\"\n"});
  EXPECT_NE(text.find("b.toml:4:9: error: state \"YY\" differs from \"XX\" of the amended file."),
            std::string::npos)
      << text;
}

TEST(Load, RefusesOneQuestionWithTwoPriors) {
  const std::string text =
      complaint_about({worded(head("x") + rule("r", "permits", "emergency", asks("reach", "0.3"))),
                       head("y") + rule("r", "permits", "emergency", asks("reach", "0.4"))});
  EXPECT_NE(text.find("\"arguable\" is 0.4 but question \"reach\" has 0.3 elsewhere"), std::string::npos)
      << text;
}

TEST(Load, KnowsAQuestionInWordsAndWhichReadingTheRuleNeeds) {
  const std::string words =
      "[question.reach]\nname = \"May it reach?\"\nreadings.reaches = \"it reaches\"\nreadings.stops = \"it "
      "stops\"\n";
  const std::string asked = "arguable = 0.3\nquestion = \"reach\"\nreading = \"stops\"\n";
  const Library library = library_of({head("x") + words + rule("r", "permits", "emergency", asked),
                                      head("y") + words + rule("r", "forbids", "emergency", asked)});
  ASSERT_EQ(library.questions.size(), 1U);
  const Question& question = library.questions.front();
  EXPECT_EQ(question.id, "reach");
  EXPECT_EQ(question.name, "May it reach?");
  EXPECT_EQ(question.accepted.id, "stops");
  EXPECT_EQ(question.accepted.words, "it stops");
  EXPECT_EQ(question.rejected.id, "reaches");
  EXPECT_EQ(question.rejected.words, "it reaches");
  EXPECT_EQ(in_sentence(question), "“May it reach?”");
}

TEST(Load, RefusesOneQuestionInTwoWordingsAndNamesBothPlaces) {
  const auto file = [](const std::string& id, const std::string& more) {
    return head(id) + rule("r", "permits", "emergency", asks("reach")) + "[question.reach]\n" + more;
  };
  const std::string text =
      complaint_about({file("x", "name = \"a?\"\nreadings.yes = \"it is\"\nreadings.no = \"it is not\"\n"),
                       file("y", "name = \"b?\"\nreadings.yes = \"it was\"\nreadings.no = \"it is not\"\n")});
  EXPECT_NE(text.find("b.toml:13:11: error: question \"reach\": \"name\" is \"b?\" but \"a?\" in a.toml:13"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("readings.yes is \"it was\" but \"it is\" in a.toml:13"), std::string::npos) << text;
}

// Results files of earlier versions hold rule files without words.
TEST(Load, ReadsRecordedTextsWithoutWords) {
  const std::string file =
      head("x") + rule("r", "permits", "emergency", "arguable = 0.3\nquestion = \"reach\"\n");
  EXPECT_NE(complaint_about({file}).find("question \"reach\" has no words"), std::string::npos);
  const Library library = load_recorded({{"x.toml", file}});
  EXPECT_EQ(in_sentence(library.questions.at(0)), "reach");
  EXPECT_EQ(library.questions.at(0).accepted.id, "accepted");
}

TEST(Load, NamesAFileThatCannotBeRead) {
  try {
    load({"/nowhere/law.toml", "/"});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "/nowhere/law.toml: error: cannot be read (there is no such file). Name a rule file.\n"
                 "/: error: cannot be read (it is a folder). Name a rule file.");
  }
}

TEST(Load, TakesFactsAndImpossibleCombinationsFromVocabularyFiles) {
  const Library library =
      library_of({head("x") + rule("r", "permits", "the hull is red and data here"),
                  "[here]\n\"data here\" = \"restated\"\n[demand]\n\"hull red\" = \"painted red\"\n"
                  "[never]\n\"no red data\" = \"hull is red and content data\"\n"
                  "\"one kind of data\" = \"content data and emergency\"\n"});
  ASSERT_EQ(library.facts.size(), std::size_t{fact::count} + 1);
  EXPECT_EQ(library.facts.front().meaning, "restated");
  EXPECT_EQ(library.facts.back().words, "hull red");
  EXPECT_EQ(library.facts.back().scope, Scope::demand);
  EXPECT_EQ(library.never_names.back(), "no red data");
  EXPECT_EQ(library.never.front().text, "content data and emergency");
  EXPECT_TRUE(holds(library.rules[0].when, fact::data_here | (FactSet{1} << fact::count)));
}

TEST(Load, KeepsWhatTheFileSays) {
  const Library library =
      library_of({"[regime]\nid = \"x\"\nname = \"X law\"\nstate = \"XX\"\nchecked = 2020-02-29\npowers = "
                  "[\"executive agreements\"]\n" +
                  rule("r", "permits", "emergency",
                       "from = 2001-01-01\nuntil = 2002-01-01\nquote = \"q\"\nconfirmed = false\n") +
                  "[schedule.days]\nsource = \"s\"\nfrom = 2003-01-01\ncase = [{ when = \"emergency\", value "
                  "= 8 }, { otherwise = true, value = 2.5 }]\n"});
  const Regime& regime = library.regimes.at(0);
  EXPECT_EQ(regime.name, "X law");
  EXPECT_EQ(regime.checked, day_of(2020, 2, 29));
  EXPECT_EQ(regime.powers, std::vector<std::string>{"executive agreements"});
  const Rule& rule = library.rules.at(0);
  EXPECT_EQ(rule.name, "x.r");
  EXPECT_EQ(rule.from, day_of(2001, 1, 1));
  EXPECT_EQ(rule.until, day_of(2002, 1, 1));
  EXPECT_EQ(rule.quote, "q");
  EXPECT_FALSE(rule.confirmed);
  EXPECT_EQ(rule.question, -1);
  EXPECT_EQ(regime.schedules.at(0).cases.at(0).value, 8.0);
  EXPECT_EQ(regime.schedules.at(0).otherwise, 2.5);
  EXPECT_EQ(regime.schedules.at(0).until, kNever);
}

}  // namespace
}  // namespace comity::law
