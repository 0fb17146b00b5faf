/// The SSE2 operations that random/philox.h and random/stream.h use, in the compiler's own vectors. Whole numbers only, so exact.
#pragma once

#include <cstdint>

using __m128i = long long __attribute__((vector_size(16)));
using comity_words = std::uint32_t __attribute__((vector_size(16)));
using comity_pairs = std::uint64_t __attribute__((vector_size(16)));

#define _MM_SHUFFLE(z, y, x, w) (((z) << 6) | ((y) << 4) | ((x) << 2) | (w))

inline __m128i _mm_set_epi32(int d, int c, int b, int a) {
  return (__m128i)comity_words{static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b),
                               static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(d)};
}

inline __m128i _mm_cvtsi32_si128(int a) { return _mm_set_epi32(0, 0, 0, a); }

inline int _mm_cvtsi128_si32(__m128i a) { return static_cast<int>(((comity_words)a)[0]); }

inline __m128i _mm_add_epi32(__m128i a, __m128i b) { return (__m128i)((comity_words)a + (comity_words)b); }

inline __m128i _mm_xor_si128(__m128i a, __m128i b) { return a ^ b; }

inline __m128i _mm_srli_epi64(__m128i a, int count) {
  return (__m128i)((comity_pairs)a >> static_cast<std::uint64_t>(count));
}

// The lower words of both pairs.
inline __m128i _mm_mul_epu32(__m128i a, __m128i b) {
  constexpr comity_pairs kLower = {0xFFFFFFFFU, 0xFFFFFFFFU};
  return (__m128i)(((comity_pairs)a & kLower) * ((comity_pairs)b & kLower));
}

#define _mm_shuffle_epi32(a, order)                                                                        \
  ((__m128i)__builtin_shufflevector((comity_words)(a), (comity_words)(a), (order) & 3, ((order) >> 2) & 3, \
                                    ((order) >> 4) & 3, ((order) >> 6) & 3))
