#include "random/stream.h"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "random/philox_many.h"
#include "sampling.h"

namespace comity {
namespace {

Words first_words(Stream stream) { return {stream.bits(), stream.bits(), stream.bits(), stream.bits()}; }

// The vectors published with Random123 for philox4x32, 10 rounds.
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(philox(Words{0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox(Words{ones, ones, ones, ones}, {ones, ones}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox(Words{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, AgreesWithRandom123OnAHundredThousandCounters) {
  r123::Philox4x32::ctr_type counter = {{1, 2, 3, 4}};
  r123::Philox4x32::key_type key = {{5, 6}};
  for (int i = 0; i < 100000; ++i) {
    const auto expected = r123::Philox4x32{}(counter, key);
    const Words words = philox(Words{counter[0], counter[1], counter[2], counter[3]}, {key[0], key[1]});
    ASSERT_EQ(words, (Words{expected[0], expected[1], expected[2], expected[3]})) << "counter " << i;
    counter = expected;
    key[counter[0] % 2] ^= expected[0];
  }
}

std::vector<Words> many_counters(std::size_t count) {
  std::vector<Words> counters;
  for (std::uint32_t i = 0; i < count; ++i) counters.push_back({i, ~i, 0x9E3779B9U * i, i << 16U});
  return counters;
}

TEST(PhiloxMany, MakesTheBlocksOfOneAtATime) {
  constexpr RandomKey key{0xa4093822, 0x299f31d0};
  for (std::size_t count = 0; count < 40; ++count) {
    std::vector<Words> blocks = many_counters(count);
    std::vector<Words> expected = blocks;
    for (Words& block : expected) block = philox(block, key);
    philox_many(blocks, key);
    EXPECT_EQ(blocks, expected) << count;
  }
}

TEST(PhiloxMany, EachWayMakesWholeRegistersOfTheSameBlocks) {
  constexpr RandomKey key{7, 0xffffffff};
  for (const WidePhilox& way : wide_philox()) {
    if (!way.works) continue;  // not on this processor
    std::vector<Words> blocks = many_counters(19);
    const std::vector<Words> counters = blocks;
    const std::size_t made = way.make(blocks, key);
    EXPECT_GE(made, 16U);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      EXPECT_EQ(blocks[i], i < made ? philox(counters[i], key) : counters[i]) << i;
    }
  }
}

TEST(Stream, DrawsTheBlocksOfItsCounterInOrder) {
  Stream stream({8, 9}, Purpose::litigate, 10, 11, 12);
  const auto purpose = static_cast<std::uint32_t>(Purpose::litigate) << 16;
  for (std::uint32_t block = 0; block < 100; ++block) {
    const Words expected = philox(Words{purpose | block, 10, 11, 12}, {8, 9});
    for (std::uint32_t word : expected) ASSERT_EQ(stream.bits(), word);
  }
}

TEST(Stream, EveryPartOfItsNameChangesItsDraws) {
  std::set<Words> firsts;
  firsts.insert(first_words(Stream({1, 0}, Purpose::vote, 5, 6, 7)));
  firsts.insert(first_words(Stream({2, 0}, Purpose::vote, 5, 6, 7)));
  firsts.insert(first_words(Stream({1, 1}, Purpose::vote, 5, 6, 7)));
  firsts.insert(first_words(Stream({1, 0}, Purpose::recuse, 5, 6, 7)));
  firsts.insert(first_words(Stream({1, 0}, Purpose::vote, 6, 6, 7)));
  firsts.insert(first_words(Stream({1, 0}, Purpose::vote, 5, 7, 7)));
  firsts.insert(first_words(Stream({1, 0}, Purpose::vote, 5, 6, 8)));
  EXPECT_EQ(firsts.size(), 7U);
}

TEST(Stream, NeighbouringStreamsAreUncorrelated) {
  constexpr std::uint32_t n = 200000;
  double product = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double here = Stream({}, Purpose::vote, 0, i).uniform();
    const double next = Stream({}, Purpose::vote, 0, i + 1).uniform();
    product += (here - 0.5) * (next - 0.5);
  }
  EXPECT_LT(std::fabs(product / n * 12) * std::sqrt(n), 5);
}

TEST(Stream, GivesTheSameFirstDrawsForEver) {
  EXPECT_EQ(first_words(Stream({}, Purpose::count_demands, 0)),
            (Words{3823634032, 3842641596, 2515673792, 3054873127}));
  EXPECT_EQ(Stream({3, 4}, Purpose::answer_demand, 100, 2, 5).uniform(), 0x1.99cadb4dp-1);
  EXPECT_EQ(Stream({3, 4}, Purpose::answer_demand, 100, 2, 5).uniform_fine(), 0x1.99cadb4cf68e3p-1);
}

TEST(Stream, UniformFillsTheOpenUnitIntervalEvenly) {
  const auto coarse = sample(1000000, [](Stream& stream) { return stream.uniform(); });
  const auto fine = sample(1000000, [](Stream& stream) { return stream.uniform_fine(); });
  for (const auto& values : {coarse, fine}) {
    for (double value : values) ASSERT_TRUE(value > 0 && value < 1);
    EXPECT_GT(fit_of_values(values, [](double x) { return x; }), 1e-4);
    EXPECT_LT(std::fabs(mean_error(values, 0.5)), 5);
    EXPECT_LT(std::fabs(variance_error(values, 1.0 / 12)), 5);
  }
}

TEST(Stream, RefusesToRunIntoTheNextPurpose) {
  Stream stream({}, Purpose::vote, 0);
  for (int i = 0; i < 4 * 0xffff; ++i) stream.bits();
  EXPECT_DEATH(stream.bits(), "internal error");
}

}  // namespace
}  // namespace comity
