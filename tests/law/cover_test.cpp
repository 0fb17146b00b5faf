#include "law/cover.h"

#include "law/random_law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

bool bit(const std::vector<std::uint64_t>& words, std::uint32_t index) {
  return ((words[index >> 6U] >> (index & 63U)) & 1U) != 0;
}

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
    const auto cubes = cover(set);
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
  const auto all = cover({fact::content | fact::serious, {0xF}, {~std::uint64_t{0xF}}});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().told, 0U);
  EXPECT_TRUE(cover({fact::content | fact::serious, {0}, {~std::uint64_t{0xF}}}).empty());
}

}  // namespace
}  // namespace comity::law
