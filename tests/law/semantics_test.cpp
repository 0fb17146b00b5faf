#include "law/texts.h"

#include "law/decide.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

constexpr Day kDay = day_of(2010, 6, 1);

TEST(Rules, ApplyWhenAndNotUnless) {
  const Library library =
      library_of({head("x") + rule("r", "compels", "content data", "unless = \"emergency\"\n")});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_TRUE(has(ask(law, fact::content).certain, Effect::compels));
  EXPECT_FALSE(has(ask(law, fact::content | fact::emergency).possible, Effect::compels));
  EXPECT_FALSE(has(ask(law, 0).possible, Effect::compels));
}

TEST(Rules, AreInForceFromTheirFirstDayToTheDayBeforeUntil) {
  const Library library =
      library_of({head("x") + rule("r", "forbids", "emergency", "from = 2005-03-01\nuntil = 2006-03-01\n")});
  const auto forbids = [&](Day day) {
    return has(ask(law_on(library, day), fact::emergency).certain, Effect::forbids);
  };
  EXPECT_FALSE(forbids(day_of(2005, 2, 28)));
  EXPECT_TRUE(forbids(day_of(2005, 3, 1)));
  EXPECT_TRUE(forbids(day_of(2006, 2, 28)));
  EXPECT_FALSE(forbids(day_of(2006, 3, 1)));
}

TEST(Exceptions, SwitchTheRuleOffWhereTheyApply) {
  const Library library =
      library_of({head("x") + rule("bar", "forbids", "content data") +
                  rule("warrant", "compels", "judge approved", "exception_to = [\"bar\"]\n")});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_EQ(ask(law, fact::content).certain, only(Effect::forbids));
  EXPECT_EQ(ask(law, fact::content | fact::judge_approved).certain, only(Effect::compels));
}

TEST(Exceptions, ToAnExceptionReviveTheRule) {
  const Library library =
      library_of({head("x") + rule("bar", "forbids", "content data") +
                  rule("warrant", "compels", "judge approved", "exception_to = [\"bar\"]\n") +
                  rule("abroad", "none", "not data here", "exception_to = [\"warrant\"]\n")});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_EQ(ask(law, fact::content | fact::judge_approved | fact::data_here).certain, only(Effect::compels));
  EXPECT_EQ(ask(law, fact::content | fact::judge_approved).certain, only(Effect::forbids));
}

TEST(Exceptions, CountOnlyWhileTheyAreInForce) {
  const Library library =
      library_of({head("x") + rule("bar", "forbids", "content data") +
                  rule("leave", "permits", "always", "exception_to = [\"bar\"]\nfrom = 2011-01-01\n")});
  EXPECT_EQ(ask(law_on(library, kDay), fact::content).certain, only(Effect::forbids));
  EXPECT_EQ(ask(law_on(library, day_of(2011, 1, 1)), fact::content).certain, only(Effect::permits));
}

TEST(Exceptions, HaveNoPriorityAmongThemselves) {
  // Two rules of opposed effects without an exception both hold: nothing decides between them by order.
  const Library library =
      library_of({head("x") + rule("one", "compels", "emergency") + rule("two", "forbids", "emergency")});
  EXPECT_EQ(ask(law_on(library, kDay), fact::emergency).certain,
            only(Effect::compels) | only(Effect::forbids));
}

TEST(Arguable, RulesHoldOnSomeReadings) {
  const Library library = library_of({head("x") + rule("r", "compels", "emergency", "arguable = 0.3\n")});
  const CompiledLaw law = law_on(library, kDay);
  const Answer answer = ask(law, fact::emergency);
  EXPECT_EQ(answer.certain, 0);
  EXPECT_EQ(answer.possible, only(Effect::compels));
  EXPECT_EQ(ask(law, fact::emergency, 0), 0);
  EXPECT_EQ(ask(law, fact::emergency, 1), only(Effect::compels));
  EXPECT_EQ(open_questions(law, Effect::compels, fact::emergency), 1U);
  EXPECT_EQ(open_questions(law, Effect::compels, 0), 0U);
  EXPECT_DOUBLE_EQ(chance(library, law, Effect::compels, fact::emergency), 0.3);
  EXPECT_EQ(library.questions.at(0).id, "x.r");
}

TEST(Arguable, ExceptionsMakeTheRuleArguable) {
  const Library library =
      library_of({head("x") + rule("bar", "forbids", "content data") +
                  rule("leave", "none", "emergency", "exception_to = [\"bar\"]\narguable = 0.25\n")});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_EQ(ask(law, fact::content).certain, only(Effect::forbids));
  EXPECT_EQ(ask(law, fact::content | fact::emergency).certain, 0);
  EXPECT_DOUBLE_EQ(chance(library, law, Effect::forbids, fact::content | fact::emergency), 0.75);
}

TEST(Questions, AreSharedByNameOverFiles) {
  const std::string shared = asks("reach");
  const Library library = library_of({worded(head("x") + rule("r", "compels", "emergency", shared) +
                                             rule("own", "permits", "always", "arguable = 0.5\n")),
                                      head("y") + rule("r", "forbids", "emergency", shared)});
  ASSERT_EQ(library.questions.size(), 2U);
  EXPECT_EQ(library.rules[0].question, library.rules[2].question);
  EXPECT_NE(library.rules[0].question, library.rules[1].question);
}

TEST(Definitions, StandForTheirConditions) {
  const Library library =
      library_of({head("x") + "[define]\n\"far\" = \"not near\"\n\"near\" = \"data here or emergency\"\n" +
                  "\"any time\" = \"always\"\n" + rule("r", "permits", "far and any time")});
  EXPECT_TRUE(holds(library.rules[0].when, 0));
  EXPECT_FALSE(holds(library.rules[0].when, fact::data_here));
  EXPECT_TRUE(has(ask(law_on(library, kDay), 0).certain, Effect::permits));
}

TEST(Amending, SeesDefinitionsAndRulesOfTheAmendedFile) {
  const std::string base = head("base") + "[define]\n\"near\" = \"data here\"\n" +
                           rule("bar", "forbids", "near") +
                           rule("leave", "permits", "emergency", "exception_to = [\"bar\"]\n");
  // Given before the file that it amends; its own "leave" hides the other one.
  const std::string reform =
      "[regime]\nid = \"reform\"\namends = \"base\"\n" +
      rule("open", "none", "near and content data", "exception_to = [\"bar\", \"leave\"]\n") +
      rule("leave", "assists", "always");
  const Library library = library_of({reform, base});
  const auto with = compile(library, rules_in_force(library, all_in_force(library), kDay));
  const auto without = compile(library, rules_in_force(library, std::vector<InForce>{{1, 0}}, kDay));
  EXPECT_EQ(library.regimes[0].state, "XX");
  EXPECT_EQ(library.regimes[0].base, 1);
  EXPECT_TRUE(has(ask(without, fact::data_here | fact::content).certain, Effect::forbids));
  EXPECT_FALSE(has(ask(with, fact::data_here | fact::content).possible, Effect::forbids));
  EXPECT_FALSE(has(ask(with, fact::data_here | fact::content).possible, Effect::assists));
  EXPECT_TRUE(has(ask(with, 0).certain, Effect::assists));
  EXPECT_EQ(with_amended(library, 0), (std::vector<std::uint32_t>{1, 0}));
}

TEST(Stages, LetComitySchedulesAndBalancesKnowWhatIsForbiddenElsewhere) {
  const Library library = library_of(
      {head("x") + rule("plea", "comity", "forbidden elsewhere") +
       rule("no-plea", "none", "forbidden elsewhere and emergency", "exception_to = [\"plea\"]\n") +
       "[schedule.days]\ncase = [{ when = \"forbidden elsewhere\", value = 10 }]\n"});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_TRUE(has(ask(law, fact::forbidden_elsewhere).certain, Effect::comity));
  EXPECT_FALSE(has(ask(law, fact::forbidden_elsewhere | fact::emergency).possible, Effect::comity));
}

TEST(Compile, RefusesTooManyFactsForOneEffect) {
  std::string vocabulary = "[demand]\n";
  std::string condition = "emergency";
  for (int i = 10; i < 15; ++i) vocabulary += "\"mark" + std::to_string(i) + "\" = \"x\"\n";
  const Library all = library_of({vocabulary});
  for (const Fact& fact : all.facts) {
    if (fact.words != "emergency" && fact.words.find("forbid") == std::string::npos)
      condition += " or " + fact.words;
  }
  const Library library = library_of({vocabulary, head("x") + rule("r", "permits", condition)});
  try {
    law_on(library, kDay);
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "rule x.r and others: \"permits\" depends on 30 facts and 0 open questions (together at "
                 "most 24). Merge facts that "
                 "always go together, settle or share questions, or split the file.");
  }
}

TEST(Compile, RefusesACircleOfExceptions) {
  Library library =
      library_of({head("x") + rule("a", "permits", "emergency") + rule("b", "permits", "emergency")});
  library.rules[0].exception_to = {1};
  library.rules[1].exception_to = {0};
  EXPECT_THROW(law_on(library, kDay), Error);
}

TEST(Compile, DropsFactsThatDoNotMatter) {
  const Library library = library_of(
      {head("x") + rule("r", "compels", "(content data and emergency) or (content data and not emergency)")});
  const CompiledLaw law = law_on(library, kDay);
  EXPECT_EQ(law.effects[static_cast<std::size_t>(Effect::compels)].facts, fact::content);
  EXPECT_EQ(law.facts, fact::content | fact::emergency);
}

}  // namespace
}  // namespace comity::law
