/// The Sobol' sequence and its Owen scrambling, as 32-bit fractions.
///
/// Direction numbers: new-joe-kuo-6 (Joe and Kuo 2008, doi:10.1137/070709359) as bundled with Boost.Random, in Gray-code
/// order (Antonov and Saleev 1979), as in SciPy and SALib. Index 0 is the origin.
#pragma once

#include "random/philox.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace comity {

/// Dimensions of the table.
inline constexpr std::size_t kSobolDimensions = 3667;

/// Calls `take(index, bits)` for the first `count` points, bits[d] / 2^32 being coordinate d.
void walk_sobol(std::size_t dimensions, std::uint32_t count,
                const std::function<void(std::uint32_t, std::span<const std::uint32_t>)>& take);

/// Nested uniform scrambling (Owen 1995) of one coordinate: every bit is flipped or not by a coin that belongs to the bits
/// before it, so that a scrambled sequence is balanced like the bare one and each of its points is uniform. Another
/// `key.replicate` is another independent scramble.
std::uint32_t scramble_owen(std::uint32_t bits, RandomKey key, std::uint32_t dimension);

}  // namespace comity
