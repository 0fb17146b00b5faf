/// Chance for making test scenarios: the same numbers with every library.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace comity::test {

/// A die from a seed. Its numbers have nothing to do with the streams of the simulation.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : generator_(seed) {}
  /// A whole number in [low, high].
  int between(int low, int high) {
    return low + static_cast<int>(generator_() % static_cast<std::uint32_t>(high - low + 1));
  }
  /// A number in [low, high].
  double within(double low, double high) { return low + (high - low) * fraction(); }
  bool chance(double probability) { return fraction() < probability; }
  /// Some of 0 .. count-1, at least `least` of them.
  std::vector<int> some_of(int count, int least) {
    std::vector<int> all;
    for (int i = 0; i < count; ++i) all.push_back(i);
    for (int i = count - 1; i > 0; --i) std::swap(all[at(i)], all[at(between(0, i))]);
    all.resize(at(between(least, count)));
    return all;
  }

 private:
  double fraction() { return static_cast<double>(generator_()) * 0x1p-32; }
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  std::mt19937 generator_;
};

}  // namespace comity::test
