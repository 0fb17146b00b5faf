#include "law/diagram.h"

#include "law/condition.h"
#include "law/random_law.h"

#include <gtest/gtest.h>

#include <bit>

namespace comity::law {
namespace {

constexpr unsigned kFacts = 9;

TEST(Diagram, HoldsWhereTheConditionDoes) {
  const Library library = built_in_library();
  const Names names = names_of(library.facts);
  Diagrams sets;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    RandomLaw random(seed);
    const Condition one = read_condition(random.condition(library, kFacts, 3), names);
    const Condition other = read_condition(random.condition(library, kFacts, 3), names);
    const auto first = sets.holding(one);
    const auto second = sets.holding(other);
    const auto without_lowest = sets.somewhere(first, 1);
    const Cube cube{random.below(1U << kFacts), 0};
    const auto within = sets.within(first, cube);
    unsigned members = 0;
    FactSet simplest = ~FactSet{0};
    for (FactSet facts = 0; facts < (1U << kFacts); ++facts) {
      const bool in = holds(one, facts);
      ASSERT_EQ(sets.contains(first, facts), in) << seed;
      ASSERT_EQ(sets.contains(sets.either(first, second), facts), in || holds(other, facts)) << seed;
      ASSERT_EQ(sets.contains(sets.without(first, second), facts), in && !holds(other, facts)) << seed;
      ASSERT_EQ(sets.contains(without_lowest, facts), holds(one, facts | 1U) || holds(one, facts & ~1U))
          << seed;
      ASSERT_EQ(sets.contains(within, facts), holds(one, facts & ~cube.told)) << seed;
      members += in ? 1U : 0U;
      if (in && std::popcount(facts) < std::popcount(simplest)) simplest = facts;
    }
    EXPECT_EQ(sets.share(first), members / static_cast<double>(1U << kFacts)) << seed;
    if (members == 0) continue;
    EXPECT_TRUE(holds(one, sets.simplest(first))) << seed;
    EXPECT_EQ(std::popcount(sets.simplest(first)), std::popcount(simplest)) << seed;
  }
}

TEST(Diagram, GivesEqualSetsEqualNumbers) {
  const Names names = names_of(built_in_library().facts);
  Diagrams sets;
  const auto set = [&](const char* text) { return sets.holding(read_condition(text, names)); };
  EXPECT_EQ(set("content data and emergency"), set("not (not emergency or not content data)"));
  EXPECT_EQ(set("emergency or not emergency"), Diagrams::kAll);
  EXPECT_EQ(set("at least 2 of (emergency, content data, emergency)"), set("emergency"));
  EXPECT_NE(set("emergency"), set("content data"));
  EXPECT_EQ(sets.support(set("emergency and (content data or not content data)")),
            VariableSet{fact::emergency});
}

}  // namespace
}  // namespace comity::law
