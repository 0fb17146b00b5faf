#include "law/check.h"

#include "law/decide.h"
#include "law/load.h"
#include "law/random_law.h"
#include "law/situation.h"
#include "law/table.h"
#include "law/texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

std::vector<std::string> texts_of(const std::vector<Finding>& findings) {
  std::vector<std::string> texts;
  for (const auto& finding : findings) texts.push_back(finding.text);
  return texts;
}

std::vector<std::string> warnings(const std::vector<std::string>& files) {
  return texts_of(check(library_of(files)));
}

TEST(Check, FindsEveryKindOfFlaw) {
  const Library library = load_texts({{"flawed.toml", read_test_file("flawed.toml")}});
  std::string text;
  for (const auto& finding : check(library, day_of(2021, 1, 1)))
    text += describe(library, finding.place, "warning", finding.text) + "\n";
  EXPECT_EQ(text, read_test_file("flawed.expected"));
}

TEST(Check, IsSilentAboutSoundLaw) {
  EXPECT_TRUE(warnings({head("x") + rule("bar", "forbids", "content data") +
                        rule("leave", "permits", "emergency", "exception_to = [\"bar\"]\n")})
                  .empty());
}

TEST(Check, WarnsOfOldFilesOnlyWhenAskedForADay) {
  const Library library = library_of({head("x") + "checked = 2020-01-01\n"});
  EXPECT_TRUE(check(library).empty());
  EXPECT_TRUE(check(library, day_of(2020, 1, 1)).empty());
  EXPECT_EQ(check(library, day_of(2020, 1, 2)).size(), 1U);
}

TEST(Check, LooksAtRulesOnEveryDay) {
  // The narrower rule is redundant only while the broader one is in force.
  const std::string narrow =
      rule("narrow", "permits", "emergency and content data", "from = 2000-01-01\nuntil = 2005-01-01\n");
  EXPECT_TRUE(
      warnings({head("x") + narrow + rule("broad", "permits", "emergency", "from = 2004-01-01\n")}).empty());
  EXPECT_EQ(
      warnings({head("x") + narrow + rule("broad", "permits", "emergency", "from = 1999-01-01\n")}),
      std::vector<std::string>{"rule \"x.narrow\" is redundant: \"x.broad\" permits wherever it does."});
}

TEST(Check, LooksAtRulesUnderEveryReform) {
  // In the base file alone the exception is idle; the reform gives it work.
  const std::string base = head("base") + rule("bar", "forbids", "content data", "until = 2005-01-01\n") +
                           rule("leave", "permits", "emergency");
  const std::string reform = "[regime]\nid = \"reform\"\namends = \"base\"\n" +
                             rule("more", "forbids", "emergency", "from = 2010-01-01\n") +
                             rule("less", "none", "judge approved", "exception_to = [\"leave\"]\n");
  EXPECT_TRUE(warnings({base}).empty());
  EXPECT_TRUE(warnings({base, reform}).empty());
}

TEST(Check, NamesRulesThatOnlyTogetherMakeOneRedundant) {
  EXPECT_EQ(warnings({head("x") + rule("all", "permits", "emergency") +
                      rule("some", "permits", "emergency and content data") +
                      rule("rest", "permits", "emergency and not content data")}),
            (std::vector<std::string>{
                "rule \"x.all\" is redundant: without it every situation would have the same effects.",
                "rule \"x.some\" is redundant: \"x.all\" permits wherever it does.",
                "rule \"x.rest\" is redundant: \"x.all\" permits wherever it does."}));
}

TEST(Check, CompletesASituationSoThatItIsPossible) {
  EXPECT_EQ(warnings({head("x") + rule("one", "compels", "provider headquartered here") +
                      rule("two", "forbids", "emergency")}),
            std::vector<std::string>{
                "\"x.one\" compels and \"x.two\" forbids, from 2000-01-01 on, when: provider headquartered "
                "here, provider established here, emergency."});
}

TEST(Check, FindsAnOppositionWhicheverRuleStandsFirst) {
  const std::string when = ", from 2000-01-01 on, when: content data.";
  EXPECT_EQ(warnings({head("x") + rule("bar", "forbids", "content data") +
                      rule("order", "compels", "content data or emergency")}),
            std::vector<std::string>{"\"x.order\" compels and \"x.bar\" forbids" + when});
  EXPECT_EQ(warnings({head("x") + rule("order", "compels", "content data or emergency") +
                      rule("bar", "forbids", "content data")}),
            std::vector<std::string>{"\"x.order\" compels and \"x.bar\" forbids" + when});
}

TEST(Check, LeavesImpossibleCombinationsOut) {
  EXPECT_TRUE(warnings({head("x") + rule("one", "compels", "order is ours") +
                        rule("two", "forbids", "treaty request")})
                  .empty());
}

TEST(Check, SaysWhenALawIsTooLargeToCheck) {
  std::string vocabulary = "[demand]\n";
  for (int i = 10; i < 15; ++i) vocabulary += "\"mark" + std::to_string(i) + "\" = \"x\"\n";
  std::string condition = "emergency";
  for (const Fact& fact : library_of({vocabulary}).facts) {
    if (fact.words.find("forbid") == std::string::npos) condition += " or " + fact.words;
  }
  EXPECT_EQ(
      warnings({vocabulary, head("x") + rule("r", "permits", condition)}),
      std::vector<std::string>{"\"permits\" depends on more than 24 facts and open questions: not checked."});
}

TEST(Check, CountsManyFindingsOfAKindAndNamesTheFirst) {
  std::string file = head("x") + rule("all", "permits", "emergency");
  for (int i = 0; i < 10; ++i) file += rule("r" + std::to_string(i), "permits", "emergency and data here");
  const auto ten = check(library_of({file}));
  EXPECT_EQ(texts_of(grouped(ten)), texts_of(ten));
  const Library library = library_of({file + rule("last", "permits", "emergency and content data")});
  const auto findings = check(library);
  EXPECT_EQ(findings.size(), 11U);
  EXPECT_EQ(
      texts_of(grouped(findings)),
      std::vector<std::string>{
          "11 rules are redundant (without any one of them the effects are the same everywhere): \"x.r0\", "
          "\"x.r1\", \"x.r2\", \"x.r3\", \"x.r4\", … (each of them: --format csv or json)."});
}

/// Which rules are dead or redundant, which exceptions idle, by deciding every situation.
std::vector<std::string> flaws_by_deciding(const Library& library, FactSet facts) {
  const auto count = static_cast<std::uint32_t>(library.rules.size());
  std::vector<std::uint32_t> rules;
  for (std::uint32_t id = 0; id < count; ++id) rules.push_back(id);
  const QuestionSet questions = (QuestionSet{1} << library.questions.size()) - 1;
  std::vector<char> effective(count, 0);
  std::vector<char> matters(count, 0);
  for (FactSet given = 0; given <= facts; ++given) {
    if (impossible_combination(library, completed(library, given, facts))) continue;
    for (QuestionSet reading = 0; reading <= questions; ++reading) {
      const Decision all = decide(library, rules, given, reading);
      for (const std::uint32_t id : all.effective) effective[id] = 1;
      for (std::uint32_t id = 0; id < count; ++id) {
        auto others = rules;
        others.erase(others.begin() + id);
        if (decide(library, others, given, reading).effects != all.effects) matters[id] = 1;
      }
    }
  }
  // What switches off no rule with an effect, at however many steps, is not judged.
  const auto judged = cone_of(library, rules, static_cast<EffectSet>((1U << enum_count<Effect>)-1U));
  std::vector<std::string> flaws;
  for (std::uint32_t id = 0; id < count; ++id) {
    const bool aimless = !library.rules[id].effect && library.rules[id].exception_to.empty();
    if (!aimless && !std::binary_search(judged.begin(), judged.end(), id)) continue;
    if (aimless || (effective[id] != 0 && matters[id] == 0))
      flaws.push_back(library.rules[id].name + " redundant");
    if (!aimless && effective[id] == 0) flaws.push_back(library.rules[id].name + " dead");
  }
  return flaws;
}

TEST(Check, AgreesWithDecidingEverySituationWithAndWithoutARule) {
  std::size_t found = 0;
  for (std::uint32_t seed = 0; seed < 120; ++seed) {
    RandomLaw random(seed + 500);
    Library library = built_in_library();
    random.add_rules(library, 7, 6);
    library.files.push_back({"a.toml", ""});
    library.regimes.emplace_back();
    for (std::uint32_t id = 0; id < library.rules.size(); ++id) {
      library.rules[id].place = {0, id + 1, 1};
      library.rules[id].source = "s";
      library.regimes[0].rules.push_back(id);
    }
    std::vector<std::string> flaws;
    for (const Finding& finding : check(library)) {
      const bool dead = finding.flaw == Flaw::senseless || finding.flaw == Flaw::overruled;
      if (!dead && finding.flaw != Flaw::redundant) continue;
      const std::string name = finding.subject.substr(1, finding.subject.size() - 2);
      flaws.push_back(name + (dead ? " dead" : " redundant"));
    }
    ASSERT_EQ(flaws, flaws_by_deciding(library, 63)) << seed;
    found += flaws.size();
  }
  EXPECT_GT(found, 100U);
}

TEST(Possible, AgreesWithSearchingAllSituations) {
  const Library library = built_in_library();
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    RandomLaw random(seed);
    FactSet facts = random.below(1U << 22U);
    facts &= random.below(1U << 22U);
    const Variables variables{facts, 0};
    const auto possible = possible_situations(library, facts);
    for (int i = 0; i < 20; ++i) {
      const std::uint64_t number = random.below(std::uint32_t{1} << variables.fact_count());
      const FactSet situation = variables.facts_at(number);
      const bool claimed = ((possible[number >> 6U] >> (number & 63U)) & 1U) != 0;
      EXPECT_EQ(claimed, !impossible_combination(library, completed(library, situation, facts)).has_value())
          << seed;
    }
  }
}

TEST(ShortestSituation, AgreesWithSearchingAllSituations) {
  const Library library = built_in_library();
  const Names names = names_of(library.facts);
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    RandomLaw random(seed);
    const Condition condition = read_condition(random.condition(library, 12, 4), names);
    int fewest = 100;
    for (FactSet facts = 0; facts < (1U << 12U); ++facts) {
      if (holds(condition, facts) && !impossible_combination(library, facts))
        fewest = std::min(fewest, std::popcount(facts));
    }
    const auto found = shortest_situation(library, std::vector{condition});
    ASSERT_EQ(found.has_value(), fewest < 100) << condition.text;
    if (!found) continue;
    EXPECT_TRUE(holds(condition, *found)) << condition.text;
    EXPECT_FALSE(impossible_combination(library, *found)) << condition.text;
  }
}

TEST(Words, ListFactsInTheOrderOfTheVocabulary) {
  const Library library = built_in_library();
  EXPECT_EQ(in_words(library, fact::emergency | fact::data_here), "data here, emergency");
  EXPECT_EQ(in_words(library, 0), "no fact");
}

}  // namespace
}  // namespace comity::law
