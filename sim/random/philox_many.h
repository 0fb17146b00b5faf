/// Many Philox blocks at once, two or four to a register where the processor has such; integers only, so the bits are those
/// of `philox` everywhere.
#pragma once

#include "random/philox.h"

#include <span>

namespace comity {

/// Turns counters into their blocks, in place.
void philox_many(std::span<Words> blocks, RandomKey key);

/// The same in ways that a processor may lack: they do as many as fill whole registers and say how many.
struct WidePhilox {
  bool works = false;  // on this processor
  std::size_t (*make)(std::span<Words> blocks, RandomKey key) = nullptr;
};

/// The wide ways, the widest first.
std::array<WidePhilox, 2> wide_philox();

}  // namespace comity
