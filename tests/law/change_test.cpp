#include "law/change.h"

#include "law/answer_diff.h"
#include "law/decide.h"
#include "law/random_law.h"
#include "law/situation.h"
#include "law/table.h"
#include "law/texts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity::law {
namespace {

std::vector<std::uint32_t> range(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> rules;
  for (; from < to; ++from) rules.push_back(from);
  return rules;
}

bool applies(const Rule& rule, FactSet facts) {
  return holds(rule.when, facts) && !(rule.has_unless && holds(rule.unless, facts));
}

bool contains(const std::vector<std::uint32_t>& rules, std::uint32_t rule) {
  return std::binary_search(rules.begin(), rules.end(), rule);
}

/// Whether a rule, on some reading, has the effect or switches off what would apply.
bool acts(const Library& library, const CompiledLaw& law, const std::pair<std::uint32_t, Effect>& matter,
          FactSet facts) {
  const auto& [id, effect] = matter;
  const auto cone = cone_of(library, law.rules, only(effect));
  const Rule& rule = library.rules[id];
  for (QuestionSet reading = 0; reading < (1U << library.questions.size()); ++reading) {
    const Decision decision = decide(library, cone, facts, reading);
    if (!contains(decision.effective, id)) continue;
    if (rule.effect == effect) return true;
    for (const std::uint32_t target : rule.exception_to) {
      if (contains(decision.applying, target)) return true;
    }
  }
  return false;
}

TEST(Change, TellsEveryDifferenceAndNoOther) {
  std::size_t told = 0;
  std::size_t said = 0;
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 8, 7);
    const CompiledLaw before = compile(library, range(0, 6));
    const CompiledLaw after = compile(library, range(0, 8));
    const auto changes = changes_between(library, before.rules, after.rules);
    for (FactSet facts = 0; facts < 128; ++facts) {
      if (impossible_combination(library, facts)) continue;
      for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
        const auto effect = static_cast<Effect>(i);
        const Outcome old_answer = outcome_of(before, effect, facts);
        const Outcome new_answer = outcome_of(after, effect, facts);
        for (const Change& change : changes) {
          if (change.effect != effect) continue;
          const bool happens = change.before == old_answer && change.after == new_answer;
          // In a rule's own words a case is where it acts in one law alone and the answer changes in this way.
          const bool is_told =
              std::any_of(change.cases.begin(), change.cases.end(), [&](const ChangedCase& one) {
                if (one.said)
                  return happens && acts(library, before, {*one.said, effect}, facts) !=
                                        acts(library, after, {*one.said, effect}, facts);
                return std::any_of(one.cubes.begin(), one.cubes.end(),
                                   [&](const Cube& cube) { return (facts & cube.told) == cube.holding; });
              });
          ASSERT_EQ(is_told, happens) << "seed " << seed << " facts " << facts << " effect " << i;
          for (const ChangedCase& one : change.cases) {
            if (!one.said) continue;
            ++said;
            ASSERT_TRUE(happens || !one.everywhere || !applies(library.rules[*one.said], facts)) << seed;
          }
          told += happens ? 1U : 0U;
        }
        const bool listed = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
          return change.effect == effect && change.before == old_answer && change.after == new_answer;
        });
        ASSERT_EQ(listed || old_answer == new_answer, true) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(told, 1000U);
  EXPECT_GT(said, 1000U);
}

TEST(Change, NamesTheRulesThatMakeTheDifference) {
  const Library library =
      library_of({head("x") + rule("order", "compels", "order is ours and content data") +
                  rule("abroad", "none", "not data here", "arguable = 0.5\nexception_to = [\"order\"]\n") +
                  rule("reach", "none", "content data", "from = 2018-03-23\nexception_to = [\"abroad\"]\n")});
  const auto changes = changes_between(library, law_on(library, day_of(2018, 3, 22)).rules,
                                       law_on(library, day_of(2018, 3, 23)).rules);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].before, Outcome::arguable);
  EXPECT_EQ(changes[0].after, Outcome::yes);
  ASSERT_EQ(changes[0].cases.size(), 1U);
  const ChangedCase& only_case = changes[0].cases[0];
  ASSERT_EQ(only_case.cubes.size(), 1U);
  EXPECT_EQ(only_case.cubes[0].told, fact::order_is_ours | fact::content | fact::data_here);
  EXPECT_EQ(only_case.cubes[0].holding, fact::order_is_ours | fact::content);
  EXPECT_EQ(only_case.gained, std::vector<std::uint32_t>{2});
  EXPECT_EQ(only_case.lost, std::vector<std::uint32_t>{1});
  EXPECT_TRUE(changes_between(library, law_on(library, day_of(2019, 1, 1)).rules,
                              law_on(library, day_of(2020, 1, 1)).rules)
                  .empty());
}

// As many facts as the vocabulary can have: no table of all situations is made.
TEST(Change, TellsChangesOfLawWithAsManyFactsAsThereCanBe) {
  std::string vocabulary = "[demand]\n";
  for (std::size_t i = built_in_library().facts.size(); i < 32; ++i)
    vocabulary += "\"mark" + std::to_string(i) + "\" = \"m\"\n";
  const Library words = library_of({vocabulary});
  ASSERT_EQ(words.facts.size(), 32U);
  std::string any = "any of (";
  for (std::size_t i = 0; i < 32; ++i) any += (i == 0 ? "" : ", ") + words.facts[i].words;
  const Library library =
      library_of({vocabulary, head("x") + rule("wide", "comity", any + ")", "from = 2010-01-01\n") +
                                  rule("narrow", "comity", "order is ours")});
  const auto changes =
      changes_between(library, rules_in_force(library, all_in_force(library), day_of(2009, 1, 1)),
                      rules_in_force(library, all_in_force(library), day_of(2010, 1, 1)));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].after, Outcome::yes);
  EXPECT_GT(changes[0].share, 0.5);
  ASSERT_EQ(changes[0].cases.size(), 1U);
  EXPECT_EQ(changes[0].cases[0].said, std::optional<std::uint32_t>{0});
  EXPECT_FALSE(changes[0].cases[0].everywhere) << "where the narrow rule held, nothing changes";
}

const std::string kDefined =
    "[define]\n\"within reach\" = \"any of (data here, provider established here, provider controls data "
    "from "
    "here)\"\n";

Query between(Day from, Day to) {
  Query query;
  query.command = "diff";
  query.on = from;
  query.until = to;
  return query;
}

TEST(AnswerDiff, SaysARuleInItsOwnWordsWhereThatIsShorter) {
  const Library library = library_of(
      {head("x") + kDefined +
       rule("order", "compels", "order is ours and within reach and content data and judge approved",
            "unless = \"emergency\"\nfrom = 2010-01-01\n")});
  EXPECT_EQ(answer_diff(library, between(day_of(2009, 1, 1), day_of(2010, 1, 1))).details,
            "XX newly compels (in 5.5 % of situations) when\n"
            "  - in the words of x.order: order is ours and within reach and content data and judge "
            "approved, unless "
            "emergency\n"
            "      “within reach”: any of (data here, provider established here, provider controls data from "
            "here)\n"
            "      now: x.order (s)\n");
}

TEST(AnswerDiff, SaysAShortConditionByItsFacts) {
  const Library library = library_of({head("x") + rule("bar", "forbids", "content data") +
                                      rule("way", "none", "treaty request and treaty in force",
                                           "exception_to = [\"bar\"]\nfrom = 2010-01-01\n")});
  EXPECT_EQ(answer_diff(library, between(day_of(2009, 1, 1), day_of(2010, 1, 1))).details,
            "XX no longer forbids (in 12 % of situations) when\n"
            "  - content data and treaty request and treaty in force\n"
            "      now: x.way (s)\n"
            "      no longer: x.bar (s)\n");
}

TEST(AnswerDiff, TellsWhatChangesInTheUnionToWhichAStateBelongs) {
  const Library library = library_of(
      {"[regime]\nid = \"u\"\nstate = \"XU\"\n" + rule("new", "compels", "emergency", "from = 2010-01-01\n"),
       head("x") + rule("old", "compels", "content data"),
       "[[treaty]]\nkind = \"membership\"\nunion = \"XU\"\nparties = [\"XX\"]\n"});
  Query query = between(day_of(2009, 1, 1), day_of(2010, 1, 1));
  query.states = {"XX"};
  EXPECT_NE(answer_diff(library, query)
                .details.find("XU newly compels (in 50 % of situations) when\n  - emergency\n"),
            std::string::npos)
      << answer_diff(library, query).details;
}

}  // namespace
}  // namespace comity::law
