#include "law/situation.h"

#include "law/condition.h"

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

using Kind = Condition::Node::Kind;

/// The impossible combinations that say something about these facts, directly or through shared facts.
std::vector<Condition> relevant_never(const Library& library, FactSet facts) {
  std::vector<Condition> waiting = library.never;
  std::vector<Condition> relevant;
  for (bool found = true; found;) {
    found = false;
    for (auto never = waiting.begin(); never != waiting.end();) {
      const FactSet mentioned = facts_of(*never);
      if ((mentioned & facts) == 0) {
        ++never;
        continue;
      }
      facts |= mentioned;
      relevant.push_back(*never);
      never = waiting.erase(never);
      found = true;
    }
  }
  return relevant;
}

/// A condition with the facts of `outer` replaced by their values.
Condition with_fixed(Condition condition, FactSet outer, FactSet values) {
  for (auto& node : condition.nodes) {
    if (node.kind != Kind::fact || ((outer >> node.value) & 1U) == 0) continue;
    const bool holds_outside = ((values >> node.value) & 1U) != 0;
    node = {holds_outside ? Kind::all : Kind::any, 0,
            0};  // "all of nothing" holds, "any of nothing" does not
  }
  return condition;
}

/// Adds the situations in which none of the conditions holds.
void add_possible(std::vector<StripCondition>& conditions, const Variables& variables,
                  std::vector<std::uint64_t>& possible) {
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    Strip impossible{};
    for (auto& condition : conditions) {
      const Strip holding = condition.at(strip);
      for (std::size_t w = 0; w < kStripWords; ++w) impossible[w] |= holding[w];
    }
    const std::size_t first = strip * kStripWords;
    for (std::size_t w = 0; w < kStripWords && first + w < possible.size(); ++w)
      possible[first + w] |= ~impossible[w];
  }
}

}  // namespace

std::vector<std::uint64_t> possible_situations(const Library& library, FactSet facts) {
  const Variables inner{facts, 0};
  std::vector<std::uint64_t> possible(inner.words(), 0);
  const auto relevant = relevant_never(library, facts);
  FactSet outer = 0;
  for (const Condition& never : relevant) outer |= facts_of(never);
  outer &= ~facts;
  // Each assignment of the outer facts makes some situations possible.
  for (FactSet assigned = 0;; assigned = (assigned - outer) & outer) {
    std::vector<StripCondition> conditions;
    for (const Condition& never : relevant)
      conditions.emplace_back(with_fixed(never, outer, assigned), inner);
    add_possible(conditions, inner, possible);
    if (assigned == outer) break;
  }
  return possible;
}

Possible::Possible(const Library& library, const Variables& variables)
    : words_(possible_situations(library, variables.facts)) {
  // A table of fewer than six facts is repeated to fill its word, as the strips are.
  for (unsigned variable = variables.fact_count(); variable < 6; ++variable) {
    const std::uint64_t low = words_[0] & ((std::uint64_t{1} << (1U << variable)) - 1);
    words_[0] = low | (low << (1U << variable));
  }
}

Strip Possible::at(std::size_t strip) const {
  Strip result;
  for (std::size_t w = 0; w < kStripWords; ++w)
    result[w] = words_[(strip * kStripWords + w) & (words_.size() - 1)];
  return result;
}

bool meet(const Strip& left, const Strip& right) {
  std::uint64_t both = 0;
  for (std::size_t w = 0; w < kStripWords; ++w) both |= left[w] & right[w];
  return both != 0;
}

Strip common(const Strip& left, const Strip& right) {
  Strip result;
  for (std::size_t w = 0; w < kStripWords; ++w) result[w] = left[w] & right[w];
  return result;
}

void keep_shortest(const Strip& found, std::size_t strip, const Variables& variables,
                   std::optional<Situation>& best) {
  for (std::size_t w = 0; w < kStripWords; ++w) {
    for (std::uint64_t rest = found[w]; rest != 0; rest &= rest - 1) {
      const std::uint64_t number =
          (strip * kStripWords + w) * 64 + static_cast<unsigned>(std::countr_zero(rest));
      // Facts stand in the low bits of the number, one bit each.
      const auto facts = std::popcount(number & ((std::uint64_t{1} << variables.fact_count()) - 1));
      if (!best || facts < std::popcount(best->facts))
        best = Situation{variables.facts_at(number), variables.readings_at(number)};
    }
  }
}

std::optional<FactSet> shortest_situation(const Library& library, std::span<const Condition> conditions) {
  Variables variables;
  for (const Condition& condition : conditions) variables.facts |= facts_of(condition);
  if (variables.count() > kMostVariables) return std::nullopt;
  const Possible possible(library, variables);
  std::vector<StripCondition> strips;
  for (const Condition& condition : conditions) strips.emplace_back(condition, variables);
  std::optional<Situation> best;
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    Strip found = possible.at(strip);
    for (auto& condition : strips) found = common(found, condition.at(strip));
    keep_shortest(found, strip, variables, best);
  }
  if (!best) return std::nullopt;
  return completed(library, best->facts, variables.facts);
}

std::optional<std::string> impossible_combination(const Library& library, FactSet facts) {
  for (std::size_t i = 0; i < library.never.size(); ++i) {
    if (holds(library.never[i], facts)) return library.never_names[i];
  }
  return std::nullopt;
}

FactSet completed(const Library& library, FactSet facts, FactSet known) {
  FactSet outer = 0;
  for (const Condition& never : library.never) outer |= facts_of(never);
  outer &= ~known;
  std::optional<FactSet> best;
  for (FactSet added = 0;; added = (added - outer) & outer) {
    const bool fewer = !best || std::popcount(added) < std::popcount(*best);
    if (fewer && !impossible_combination(library, facts | added)) best = added;
    if (added == outer || best == FactSet{0}) break;
  }
  return facts | best.value_or(0);
}

}  // namespace comity::law
