#include "random/philox_many.h"

#ifdef __x86_64__
#pragma GCC diagnostic push
#ifndef __clang__  // false alarms of g++ 12: what its own header leaves undefined, registers as elements of an array
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wignored-attributes"
#endif
#include <immintrin.h>
#endif

namespace comity {

#ifdef __x86_64__

namespace {

constexpr std::uint32_t kRounds = 10;

// The key of a round: as in `philox_block`.
__m128i round_key(RandomKey key, std::uint32_t round) {
  return pack_words(key.seed + 0x9E3779B9 * round, 0, key.replicate + 0xBB67AE85 * round, 0);
}

// As `philox_round`, on two blocks.
__attribute__((target("avx2"))) std::size_t make_two(std::span<Words> blocks, RandomKey key) {
  const __m256i multipliers = _mm256_broadcastsi128_si256(pack_words(0xD2511F53, 0, 0xCD9E8D57, 0));
  std::array<__m256i, kRounds> keys;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    keys[round] = _mm256_broadcastsi128_si256(round_key(key, round));
  }
  std::size_t made = 0;
  for (; made + 2 <= blocks.size(); made += 2) {
    auto* place = reinterpret_cast<__m256i*>(&blocks[made]);
    __m256i counter = _mm256_loadu_si256(place);
#pragma GCC unroll 10
    for (const __m256i& round_keys : keys) {
      const __m256i products = _mm256_mul_epu32(counter, multipliers);
      const __m256i reversed = _mm256_shuffle_epi32(products, _MM_SHUFFLE(0, 1, 2, 3));
      counter = _mm256_xor_si256(reversed, _mm256_xor_si256(_mm256_srli_epi64(counter, 32), round_keys));
    }
    _mm256_storeu_si256(place, counter);
  }
  return made;
}

// As `philox_round`, on four blocks; 0x96 is the exclusive or of three.
__attribute__((target("avx512f"))) std::size_t make_four(std::span<Words> blocks, RandomKey key) {
  const __m512i multipliers = _mm512_broadcast_i32x4(pack_words(0xD2511F53, 0, 0xCD9E8D57, 0));
  std::array<__m512i, kRounds> keys;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    keys[round] = _mm512_broadcast_i32x4(round_key(key, round));
  }
  std::size_t made = 0;
  for (; made + 4 <= blocks.size(); made += 4) {
    __m512i counter = _mm512_loadu_si512(&blocks[made]);
#pragma GCC unroll 10
    for (const __m512i& round_keys : keys) {
      const __m512i products = _mm512_mul_epu32(counter, multipliers);
      const __m512i reversed =
          _mm512_shuffle_epi32(products, static_cast<_MM_PERM_ENUM>(_MM_SHUFFLE(0, 1, 2, 3)));
      counter = _mm512_ternarylogic_epi32(reversed, _mm512_srli_epi64(counter, 32), round_keys, 0x96);
    }
    _mm512_storeu_si512(&blocks[made], counter);
  }
  return made;
}

}  // namespace

std::array<WidePhilox, 2> wide_philox() {
  return {WidePhilox{__builtin_cpu_supports("avx512f") != 0, make_four},
          WidePhilox{__builtin_cpu_supports("avx2") != 0, make_two}};
}

#pragma GCC diagnostic pop

#else

std::array<WidePhilox, 2> wide_philox() { return {}; }

#endif

void philox_many(std::span<Words> blocks, RandomKey key) {
  static const std::array<WidePhilox, 2> ways = wide_philox();
  std::size_t made = 0;
  for (const WidePhilox& way : ways) {
    if (way.works) made += way.make(blocks.subspan(made), key);
  }
  for (Words& block : blocks.subspan(made)) block = philox(block, key);
}

}  // namespace comity
