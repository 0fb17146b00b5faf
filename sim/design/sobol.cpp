#include "design/sobol.h"

#include "error.h"
#include "random/stream.h"

#include <array>
#include <vector>

#include <boost/random/sobol.hpp>

namespace comity {
namespace {

/// Levels of the tree of coins that one block of 128 bits can hold: 127 nodes.
constexpr int kLevelsAtOnce = 7;

}  // namespace

void walk_sobol(std::size_t dimensions, std::uint32_t count,
                const std::function<void(std::uint32_t, std::span<const std::uint32_t>)>& take) {
  COMITY_EXPECT(dimensions >= 1 && dimensions <= kSobolDimensions);
  std::vector<std::uint32_t> bits(dimensions, 0);
  if (count > 0) take(0, bits);  // Boost leaves the origin out
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);
  for (std::uint32_t index = 1; index < count; ++index) {
    engine.generate(bits.begin(), bits.end());
    take(index, bits);
  }
}

std::uint32_t scramble_owen(std::uint32_t bits, RandomKey key, std::uint32_t dimension) {
  std::uint32_t scrambled = 0;
  for (int done = 0; done < 32; done += kLevelsAtOnce) {
    const std::uint32_t before = done == 0 ? 0 : bits >> (32 - done);
    Stream coins(key, Purpose::scramble_points, dimension, static_cast<std::uint32_t>(done), before);
    const std::array<std::uint32_t, 4> words = {coins.bits(), coins.bits(), coins.bits(), coins.bits()};
    std::uint32_t node = 1;
    for (int level = done; level < std::min(done + kLevelsAtOnce, 32); ++level) {
      const std::uint32_t bit = bits >> (31 - level) & 1U;
      const std::uint32_t coin = words[node / 32] >> (node % 32) & 1U;
      scrambled = scrambled << 1 | (bit ^ coin);
      node = node << 1 | bit;
    }
  }
  return scrambled;
}

}  // namespace comity
