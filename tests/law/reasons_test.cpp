#include "law/reasons.h"

#include "law/random_law.h"
#include "law/situation.h"
#include "law/texts.h"

#include <gtest/gtest.h>

#include <bit>

namespace comity::law {
namespace {

TEST(Reason, IsTheSmallestThatSettlesTheAnswer) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 6, 6);
    std::vector<std::uint32_t> rules;
    for (std::uint32_t id = 0; id < library.rules.size(); ++id) rules.push_back(id);
    const CompiledLaw law = compile(library, rules);
    const FactSet given = completed(library, random.below(64) & ~FactSet{6}, 63);
    const auto effect = static_cast<Effect>(random.below(static_cast<std::uint32_t>(enum_count<Effect>)));
    const Reason reason = explain_effect(library, law, given, effect);
    const auto settles = [&](FactSet told) {
      for (FactSet facts = 0; facts < 64; ++facts) {
        if ((facts & told) == (given & told) &&
            !impossible_combination(library, completed(library, facts, 63)) &&
            outcome_of(law, effect, facts) != reason.outcome)
          return false;
      }
      return true;
    };
    EXPECT_TRUE(settles(reason.minimal.told)) << seed;
    for (FactSet told = 0; told < 64; ++told) {
      if (std::popcount(told) < std::popcount(reason.minimal.told)) {
        ASSERT_FALSE(settles(told)) << seed << " " << told;
      }
    }
  }
}

TEST(Reason, NamesTheNearestPossibleSituationWithAnotherAnswer) {
  const Library library =
      library_of({head("x") + rule("r", "compels", "order is ours and content data and judge approved")});
  const CompiledLaw law = law_on(library, day_of(2010, 1, 1));
  const FactSet given = fact::order_is_ours | fact::traffic;
  const Reason reason = explain_effect(library, law, given, Effect::compels);
  EXPECT_EQ(reason.outcome, Outcome::no);
  // Content and traffic data exclude each other, so no situation within reach has another answer.
  EXPECT_TRUE(reason.neighbours.empty());
  const Reason near = explain_effect(library, law, fact::order_is_ours | fact::content, Effect::compels);
  ASSERT_EQ(near.neighbours.size(), 1U);
  EXPECT_EQ(near.neighbours[0].flipped, fact::judge_approved);
  EXPECT_EQ(near.neighbours[0].outcome, Outcome::yes);
  EXPECT_EQ(near.minimal.told, fact::judge_approved);
}

TEST(Reason, NamesWhatSwitchesARuleOffAndTheOpenQuestion) {
  const Library library = library_of(
      {worded(head("x") + rule("order", "compels", "order is ours") +
              rule("abroad", "none", "not data here", asks("reach") + "exception_to = [\"order\"]\n"))});
  const Reason reason =
      explain_effect(library, law_on(library, day_of(2010, 1, 1)), fact::order_is_ours, Effect::compels);
  EXPECT_EQ(reason.outcome, Outcome::arguable);
  ASSERT_EQ(reason.acting.size(), 1U);
  EXPECT_FALSE(reason.acting[0].always);
  ASSERT_EQ(reason.switched_off.size(), 1U);
  EXPECT_EQ(reason.switched_off[0], (std::pair<std::uint32_t, std::uint32_t>{0, 1}));
  EXPECT_EQ(reason.open, 1U);
}

}  // namespace
}  // namespace comity::law
