#include "law/cover.h"

#include "law/diagram.h"
#include "law/random_law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

bool bit(const std::vector<std::uint64_t>& words, std::uint32_t index) {
  return ((words[index >> 6U] >> (index & 63U)) & 1U) != 0;
}

/// A set of situations over some facts, a bit each, the lowest fact in the lowest bit; and those that may count as in or out.
struct Situations {
  FactSet facts = 0;
  std::vector<std::uint64_t> in;
  std::vector<std::uint64_t> either;
};

/// A random set over so many facts, spread over the vocabulary.
Situations random_set(RandomLaw& random, unsigned facts) {
  Situations set;
  while (std::popcount(set.facts) < static_cast<int>(facts)) set.facts |= FactSet{1} << random.below(22);
  set.in.assign(facts < 6 ? 1 : std::size_t{1} << (facts - 6), 0);
  set.either = set.in;
  for (std::uint32_t i = 0; i < (1U << facts); ++i) {
    const auto draw = random.below(4);
    if (draw == 0) set.in[i >> 6U] |= std::uint64_t{1} << (i & 63U);
    if (draw == 1) set.either[i >> 6U] |= std::uint64_t{1} << (i & 63U);
  }
  return set;
}

FactSet facts_at(std::uint32_t number, FactSet facts) {
  FactSet result = 0;
  for (; facts != 0; facts &= facts - 1, number >>= 1U)
    result |= (number & 1U) != 0 ? facts & (~facts + 1) : 0;
  return result;
}

bool holds_in(const std::vector<Cube>& cubes, FactSet facts) {
  return std::any_of(cubes.begin(), cubes.end(),
                     [&](const Cube& cube) { return (facts & cube.told) == cube.holding; });
}

std::vector<Cube> covered(const Situations& set) {
  Diagrams sets;
  ToCover wanted{Diagrams::kNone, Diagrams::kNone};
  for (std::uint32_t i = 0; i < (1U << static_cast<unsigned>(std::popcount(set.facts))); ++i) {
    const auto one = sets.of(Cube{set.facts, facts_at(i, set.facts)});
    if (bit(set.in, i)) wanted.in = sets.either(wanted.in, one);
    if (bit(set.in, i) || bit(set.either, i)) wanted.allowed = sets.either(wanted.allowed, one);
  }
  return cover(sets, wanted);
}

/// Whether cubes hold what is in and nothing that is out.
bool is_cover(const std::vector<Cube>& cubes, const Situations& set) {
  for (std::uint32_t i = 0; i < (1U << static_cast<unsigned>(std::popcount(set.facts))); ++i) {
    const bool held = holds_in(cubes, facts_at(i, set.facts));
    if (held ? !bit(set.in, i) && !bit(set.either, i) : bit(set.in, i)) return false;
  }
  return true;
}

TEST(Cover, HoldsWhatIsInAndNothingElseAndCannotBeShortened) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    RandomLaw random(seed);
    const Situations set = random_set(random, 1 + random.below(7));
    const auto cubes = covered(set);
    ASSERT_TRUE(is_cover(cubes, set)) << seed;
    for (std::size_t i = 0; i < cubes.size(); ++i) {
      auto fewer = cubes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      ASSERT_FALSE(is_cover(fewer, set)) << seed << ": cube " << i << " is spare";
      for (FactSet rest = cubes[i].told; rest != 0; rest &= rest - 1) {
        auto shorter = cubes;
        const FactSet one = rest & (~rest + 1);
        shorter[i] = {cubes[i].told & ~one, cubes[i].holding & ~one};
        ASSERT_FALSE(is_cover(shorter, set)) << seed << ": cube " << i << " tells too much";
      }
    }
  }
}

TEST(Cover, SaysAlwaysWithOneEmptyCubeAndNeverWithNone) {
  const auto all = covered({fact::content | fact::serious, {0xF}, {~std::uint64_t{0xF}}});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().told, 0U);
  EXPECT_TRUE(covered({fact::content | fact::serious, {0}, {~std::uint64_t{0xF}}}).empty());
}

TEST(Cover, PrefersFactsThatHold) {
  Diagrams sets;
  const auto holding = [&](FactSet one) {
    return sets.holding(static_cast<unsigned>(std::countr_zero(one)));
  };
  // Content or not serious, of which content alone must be covered where it is not serious: "content" says it.
  const auto in = sets.without(holding(fact::content), holding(fact::serious));
  const auto allowed = sets.either(holding(fact::content), sets.outside(holding(fact::serious)));
  const auto cubes = cover(sets, {in, allowed});
  ASSERT_EQ(cubes.size(), 1U);
  EXPECT_EQ(cubes[0].told, fact::content);
  EXPECT_EQ(cubes[0].holding, fact::content);
}

}  // namespace
}  // namespace comity::law
