#include "law/diagram.h"

#include <algorithm>

namespace comity::law {
namespace {

using Memo = std::map<Diagrams::Set, Diagrams::Set>;

/// The value of a function of sets, worked out once for each of them.
template <class Value, class Work>
Value remembered(std::map<Diagrams::Set, Value>& memo, Diagrams::Set set, const Work& work) {
  const auto found = memo.find(set);
  if (found != memo.end()) return found->second;
  const Value value = work();
  memo.emplace(set, value);
  return value;
}

}  // namespace

Diagrams::Set Diagrams::node(unsigned variable, Set low, Set high) {
  if (low == high) return low;
  const auto [place, fresh] = known_.try_emplace({variable, low, high}, static_cast<Set>(nodes_.size()));
  if (fresh) nodes_.push_back({variable, low, high});
  return place->second;
}

/// The set where a variable has this value; it must not lie below the set's first one.
Diagrams::Set Diagrams::part(Set set, unsigned variable, bool value) const {
  const Node& top = nodes_[set];
  if (top.variable != variable) return set;
  return value ? top.high : top.low;
}

Diagrams::Set Diagrams::choose(Set test, Set when, Set otherwise) {
  if (test == kAll || when == otherwise) return when;
  if (test == kNone) return otherwise;
  if (when == kAll && otherwise == kNone) return test;
  const std::array<Set, 3> key{test, when, otherwise};
  const auto found = chosen_.find(key);
  if (found != chosen_.end()) return found->second;
  const unsigned variable =
      std::min({nodes_[test].variable, nodes_[when].variable, nodes_[otherwise].variable});
  const auto branch = [&](bool value) {
    return choose(part(test, variable, value), part(when, variable, value), part(otherwise, variable, value));
  };
  const Set low = branch(false);
  const Set high = branch(true);
  const Set result = node(variable, low, high);
  chosen_.emplace(key, result);
  return result;
}

Diagrams::Set Diagrams::holding(unsigned variable) { return node(variable, kNone, kAll); }

Diagrams::Set Diagrams::count_at_least(const std::vector<Set>& sets, std::size_t wanted) {
  std::vector<Set> reached(wanted + 1, kNone);  // [j]: at least j of those seen so far
  reached[0] = kAll;
  for (const Set set : sets) {
    for (std::size_t j = wanted; j > 0; --j) reached[j] = either(reached[j], both(set, reached[j - 1]));
  }
  return reached[wanted];
}

Diagrams::Set Diagrams::holding(const Condition& condition) {
  using Kind = Condition::Node::Kind;
  std::vector<Set> stack;
  for (const Condition::Node& step : condition.nodes) {
    if (step.kind == Kind::fact) {
      stack.push_back(holding(unsigned{step.value}));
    } else if (step.kind == Kind::negate) {
      stack.back() = outside(stack.back());
    } else {
      const auto first = stack.end() - step.operands;
      const std::vector<Set> operands(first, stack.end());
      stack.erase(first, stack.end());
      const std::size_t wanted = step.kind == Kind::all   ? operands.size()
                                 : step.kind == Kind::any ? 1
                                                          : std::size_t{step.value};
      stack.push_back(count_at_least(operands, wanted));
    }
  }
  return stack.empty() ? kAll : stack.back();
}

Diagrams::Set Diagrams::somewhere(Set set, VariableSet variables) {
  Memo memo;
  const auto walk = [&](const auto& self, Set at) -> Set {
    if (at <= kAll) return at;
    return remembered(memo, at, [&] {
      const Node here = nodes_[at];
      const Set low = self(self, here.low);
      const Set high = self(self, here.high);
      return ((variables >> here.variable) & 1U) != 0 ? either(low, high) : node(here.variable, low, high);
    });
  };
  return walk(walk, set);
}

Diagrams::Set Diagrams::within(Set set, const Cube& cube) {
  Memo memo;
  const auto walk = [&](const auto& self, Set at) -> Set {
    if (at <= kAll) return at;
    return remembered(memo, at, [&] {
      const Node here = nodes_[at];
      const VariableSet bit = VariableSet{1} << here.variable;
      if ((cube.told & bit) != 0) return self(self, (cube.holding & bit) != 0 ? here.high : here.low);
      const Set low = self(self, here.low);
      return node(here.variable, low, self(self, here.high));
    });
  };
  return walk(walk, set);
}

Diagrams::Set Diagrams::of(const Cube& cube) {
  Set set = kAll;
  for (unsigned fact = kQuestionsFrom; fact-- > 0;) {
    if (((cube.told >> fact) & 1U) == 0) continue;
    const bool holds = ((cube.holding >> fact) & 1U) != 0;
    set = node(fact, holds ? kNone : set, holds ? set : kNone);
  }
  return set;
}

VariableSet Diagrams::support(Set set) const {
  std::map<Set, VariableSet> memo;
  const auto walk = [&](const auto& self, Set at) -> VariableSet {
    if (at <= kAll) return 0;
    return remembered(memo, at, [&] {
      const Node& here = nodes_[at];
      return VariableSet{1} << here.variable | self(self, here.low) | self(self, here.high);
    });
  };
  return walk(walk, set);
}

double Diagrams::share(Set set) const {
  std::map<Set, double> memo{{kNone, 0.0}, {kAll, 1.0}};
  const auto walk = [&](const auto& self, Set at) -> double {
    return remembered(memo, at,
                      [&] { return (self(self, nodes_[at].low) + self(self, nodes_[at].high)) / 2.0; });
  };
  return walk(walk, set);
}

FactSet Diagrams::simplest(Set set) const {
  constexpr int kNowhere = 1000;
  std::map<Set, int> memo{{kNone, kNowhere}, {kAll, 0}};
  const auto walk = [&](const auto& self, Set at) -> int {
    return remembered(memo, at, [&] {
      const Node& here = nodes_[at];
      return std::min(self(self, here.low), 1 + self(self, here.high));
    });
  };
  walk(walk, set);
  FactSet facts = 0;
  while (set > kAll) {
    const Node& here = nodes_[set];
    const bool holds = memo.at(here.low) > 1 + memo.at(here.high);
    if (holds) facts |= FactSet{1} << here.variable;
    set = holds ? here.high : here.low;
  }
  return facts;
}

bool Diagrams::contains(Set set, FactSet facts) const {
  while (set > kAll)
    set = ((VariableSet{facts} >> nodes_[set].variable) & 1U) != 0 ? nodes_[set].high : nodes_[set].low;
  return set == kAll;
}

}  // namespace comity::law
