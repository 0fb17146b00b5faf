/// Sets of situations as decision diagrams (Bryant 1986): exact over all facts and open questions at once, with no table of all
/// situations.
#pragma once

#include "law/cover.h"
#include "law/library.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace comity::law {

/// Variables of the sets: a fact has its bit, a question stands above the facts.
using VariableSet = std::uint64_t;
inline constexpr unsigned kQuestionsFrom = 32;

/// Makes sets and keeps them. Sets of one maker can be joined, and are equal just when their numbers are.
class Diagrams {
 public:
  using Set = std::uint32_t;
  static constexpr Set kNone = 0;
  static constexpr Set kAll = 1;

  /// Where a variable holds; where a condition does.
  Set holding(unsigned variable);
  Set holding(const Condition& condition);

  Set both(Set left, Set right) { return choose(left, right, kNone); }
  Set either(Set left, Set right) { return choose(left, kAll, right); }
  Set outside(Set set) { return choose(set, kNone, kAll); }
  Set without(Set left, Set right) { return both(left, outside(right)); }

  /// What is in the set for some values of these variables.
  Set somewhere(Set set, VariableSet variables);

  /// The situations of the set, seen from inside the cube: the cube's facts matter no longer.
  Set within(Set set, const Cube& cube);

  /// The situations that lie in the cube.
  Set of(const Cube& cube);

  /// The variables on which the set depends.
  VariableSet support(Set set) const;

  /// The share of all assignments that are in the set [0, 1].
  double share(Set set) const;

  /// The situation of the set with the fewest facts; the set must not be empty and depend on facts alone.
  FactSet simplest(Set set) const;

  bool contains(Set set, FactSet facts) const;

 private:
  struct Node {
    unsigned variable = 64;
    Set low = kNone;  // where the variable does not hold
    Set high = kAll;  // where it does
  };
  Set choose(Set test, Set when, Set otherwise);
  Set node(unsigned variable, Set low, Set high);
  Set part(Set set, unsigned variable, bool value) const;
  Set count_at_least(const std::vector<Set>& sets, std::size_t wanted);

  std::vector<Node> nodes_{Node{64, kNone, kNone}, Node{64, kAll, kAll}};
  std::map<std::array<Set, 3>, Set> known_;   // variable, low, high
  std::map<std::array<Set, 3>, Set> chosen_;  // what choose() has answered
};

}  // namespace comity::law
