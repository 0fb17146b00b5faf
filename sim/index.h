#pragma once

#include <cstddef>

namespace comity {

/// A number of a state, court, provider… (int, -1: none) as a place in a list.
constexpr std::size_t index(int value) { return static_cast<std::size_t>(value); }

}  // namespace comity
