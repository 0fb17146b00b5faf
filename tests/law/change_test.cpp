#include "law/change.h"

#include "law/decide.h"
#include "law/random_law.h"
#include "law/situation.h"
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

TEST(Change, TellsEveryDifferenceAndNoOther) {
  std::size_t told = 0;
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 8, 7);
    const CompiledLaw before = compile(library, range(0, 6));
    const CompiledLaw after = compile(library, range(0, 8));
    const auto changes = changes_between(library, before, after);
    for (FactSet facts = 0; facts < 128; ++facts) {
      if (impossible_combination(library, facts)) continue;
      for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
        const auto effect = static_cast<Effect>(i);
        const Outcome old_answer = outcome_of(before, effect, facts);
        const Outcome new_answer = outcome_of(after, effect, facts);
        for (const Change& change : changes) {
          if (change.effect != effect) continue;
          const bool is_told = std::any_of(
              change.cases.begin(), change.cases.end(),
              [&](const ChangedCase& one) { return (facts & one.cube.told) == one.cube.holding; });
          const bool happens = change.before == old_answer && change.after == new_answer;
          ASSERT_EQ(is_told, happens) << "seed " << seed << " facts " << facts << " effect " << i;
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
}

TEST(Change, NamesTheRulesThatMakeTheDifference) {
  const Library library =
      library_of({head("x") + rule("order", "compels", "order is ours and content data") +
                  rule("abroad", "none", "not data here", "arguable = 0.5\nexception_to = [\"order\"]\n") +
                  rule("reach", "none", "content data", "from = 2018-03-23\nexception_to = [\"abroad\"]\n")});
  const auto changes =
      changes_between(library, law_on(library, day_of(2018, 3, 22)), law_on(library, day_of(2018, 3, 23)));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].before, Outcome::arguable);
  EXPECT_EQ(changes[0].after, Outcome::yes);
  ASSERT_EQ(changes[0].cases.size(), 1U);
  const ChangedCase& only_case = changes[0].cases[0];
  EXPECT_EQ(only_case.cube.told, fact::order_is_ours | fact::content | fact::data_here);
  EXPECT_EQ(only_case.cube.holding, fact::order_is_ours | fact::content);
  EXPECT_EQ(only_case.gained, std::vector<std::uint32_t>{2});
  EXPECT_EQ(only_case.lost, std::vector<std::uint32_t>{1});
  EXPECT_TRUE(
      changes_between(library, law_on(library, day_of(2019, 1, 1)), law_on(library, day_of(2020, 1, 1)))
          .empty());
}

}  // namespace
}  // namespace comity::law
