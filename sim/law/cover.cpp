#include "law/cover.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>

namespace comity::law {
namespace {

using Words = std::vector<std::uint64_t>;
using Number = std::uint32_t;  // of a situation

bool bit(const Words& words, Number index) { return ((words[index >> 6U] >> (index & 63U)) & 1U) != 0; }

/// A cube over the variables of a table.
struct Box {
  Number fixed = 0;   // variables told
  Number values = 0;  // what they are
};

/// Calls `visit(situation)` for the situations of a box until it says false; whether it never did.
template <typename Visit>
bool for_each_in(const Box& box, Number all, const Visit& visit) {
  const Number free = all & ~box.fixed;
  for (Number part = 0;; part = (part - free) & free) {
    if (!visit(box.values | part)) return false;
    if (part == free) return true;
  }
}

/// A table being covered.
struct Covering {
  Number all = 0;  // one bit a variable
  Words allowed;   // in or either
  Words left;      // in, not covered yet
};

bool fits(const Covering& covering, const Box& box) {
  return for_each_in(box, covering.all, [&](Number situation) { return bit(covering.allowed, situation); });
}

std::uint64_t gain(const Covering& covering, const Box& box) {
  std::uint64_t covered = 0;
  for_each_in(box, covering.all, [&](Number situation) {
    covered += bit(covering.left, situation) ? 1U : 0U;
    return true;
  });
  return covered;
}

/// The box without one of its variables that gains most; nothing when none can go. Among equals what does not hold goes
/// first, so that conditions say what holds.
std::optional<Box> widened(const Covering& covering, const Box& box) {
  std::optional<Box> best;
  std::uint64_t best_gain = 0;
  for (Number rest = box.fixed; rest != 0; rest &= rest - 1) {
    const Number variable = rest & (~rest + 1);
    const Box wider{box.fixed & ~variable, box.values & ~variable};
    if (!fits(covering, wider)) continue;
    const std::uint64_t gained = 2 * gain(covering, wider) + ((box.values & variable) == 0 ? 1U : 0U);
    if (gained <= best_gain) continue;
    best = wider;
    best_gain = gained;
  }
  return best;
}

/// The uncovered situation with the fewest facts.
std::optional<Number> simplest(const Words& left) {
  std::optional<Number> best;
  for (std::size_t word = 0; word < left.size(); ++word) {
    for (std::uint64_t rest = left[word]; rest != 0; rest &= rest - 1) {
      const auto number = static_cast<Number>(word * 64 + static_cast<unsigned>(std::countr_zero(rest)));
      if (!best || std::popcount(number) < std::popcount(*best)) best = number;
    }
  }
  return best;
}

/// Whether every situation of the box that must be covered lies in another one too.
bool is_spare(const std::vector<Box>& boxes, std::size_t index, const Words& in, Number all) {
  return for_each_in(boxes[index], all, [&](Number situation) {
    if (!bit(in, situation)) return true;
    for (std::size_t other = 0; other < boxes.size(); ++other) {
      if (other != index && (situation & boxes[other].fixed) == boxes[other].values) return true;
    }
    return false;
  });
}

FactSet spread(Number number, FactSet facts) {
  FactSet result = 0;
  for (; facts != 0; facts &= facts - 1, number >>= 1U) {
    if ((number & 1U) != 0) result |= facts & (~facts + 1);
  }
  return result;
}

}  // namespace

std::uint64_t count(const std::vector<std::uint64_t>& words) {
  return std::accumulate(
      words.begin(), words.end(), std::uint64_t{0},
      [](std::uint64_t sum, std::uint64_t word) { return sum + static_cast<unsigned>(std::popcount(word)); });
}

std::vector<Cube> cover(const Situations& situations) {
  Covering covering{(Number{1} << static_cast<unsigned>(std::popcount(situations.facts))) - 1, situations.in,
                    situations.in};
  for (std::size_t word = 0; word < covering.allowed.size(); ++word)
    covering.allowed[word] |= situations.either[word];
  std::vector<Box> boxes;
  while (const auto start = simplest(covering.left)) {
    Box box{covering.all, *start};
    while (const auto wider = widened(covering, box)) box = *wider;
    for_each_in(box, covering.all, [&](Number situation) {
      covering.left[situation >> 6U] &= ~(std::uint64_t{1} << (situation & 63U));
      return true;
    });
    boxes.push_back(box);
  }
  for (std::size_t index = boxes.size(); index-- > 0;) {
    if (is_spare(boxes, index, situations.in, covering.all))
      boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(index));
  }
  std::vector<Cube> cubes;
  for (const Box& box : boxes)
    cubes.push_back({spread(box.fixed, situations.facts), spread(box.values, situations.facts)});
  return cubes;
}

}  // namespace comity::law
