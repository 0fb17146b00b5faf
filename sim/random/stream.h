/// Randomness as a value: counter-based streams, one per entity, purpose and time.
///
/// key = {seed, replicate}; counter = {purpose << 16 | block, time, entity, other}. Neither the design point nor
/// the thread is in key or counter, so that two arms of an experiment share their draws (common random
/// numbers) and results do not depend on how runs are spread over threads.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "error.h"
#include "random/philox.h"
#include "random/purpose.h"

namespace comity {

/// Uniform in (0, 1) from 32 uniform bits, never 0 or 1.
inline double unit_interval(std::uint32_t bits) { return (bits + 0.5) * 0x1p-32; }

/// The counter of the first block of such a stream, for many blocks at once (philox_many); the next block has the next one.
inline Words first_counter(Purpose purpose, std::uint32_t time, std::uint32_t entity, std::uint32_t other) {
  return std::bit_cast<Words>(pack_words(static_cast<std::uint32_t>(purpose) << 16U, time, entity, other));
}

/// The random draws of one entity for one purpose at one time; a value, cheap to make (48 bytes), never stored.
/// It holds 262140 words of 32 bits; to ask for more is a bug, for the next words belong to another purpose.
class Stream {
 public:
  /// `time` is usually the step, `entity` an id (state, court, …), `other` a second id or serial number.
  Stream(RandomKey key, Purpose purpose, std::uint32_t time, std::uint32_t entity = 0,
         std::uint32_t other = 0)
      : counter_(pack_words(static_cast<std::uint32_t>(purpose) << 16, time, entity, other)), key_(key) {}

  /// The same stream when the block of its first counter has been made already.
  Stream(RandomKey key, const Words& counter, const Words& block)
      : counter_(pack_words(counter[0] + 1, counter[1], counter[2], counter[3])),
        block_(block),
        key_(key),
        next_(0) {}

  /// 32 uniform bits.
  std::uint32_t bits() {
    if (next_ == block_.size()) refill();
    return block_[next_++];
  }

  /// Uniform in (0, 1), never 0 or 1: (bits + 1/2) / 2^32.
  double uniform() { return unit_interval(bits()); }

  /// Uniform in (0, 1) with 52 random bits (two words), for tails and for waiting times.
  double uniform_fine() {
    const std::uint64_t upper = bits();
    const std::uint64_t lower = bits();
    return (static_cast<double>(upper << 20 | lower >> 12) + 0.5) * 0x1p-52;
  }

 private:
  // Apart, so that what is left of `bits` is short enough to stand where it is called.
  [[gnu::noinline]] void refill() {
    constexpr int last_block = 0xffff;
    COMITY_EXPECT((_mm_cvtsi128_si32(counter_) & last_block) != last_block);
    block_ = std::bit_cast<Words>(philox_block(counter_, key_));
    counter_ = _mm_add_epi32(counter_, _mm_cvtsi32_si128(1));
    next_ = 0;
  }

  __m128i counter_;
  Words block_{};
  RandomKey key_;
  std::uint32_t next_ = 4;
};

}  // namespace comity
