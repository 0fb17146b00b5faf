#include "law/reasons.h"

#include "law/decide.h"
#include "law/situation.h"
#include "law/table.h"

#include <algorithm>
#include <bit>
#include <set>

namespace comity::law {
namespace {

constexpr unsigned kMostSearched = 14;  // facts for which every combination is tried
constexpr std::size_t kMostNeighbours = 5;
constexpr int kMostFlips = 4;

/// One effect of one law in one situation.
struct Asked {
  const Library& library;
  const CompiledLaw& law;
  FactSet given;
  Effect effect;
  FactSet facts;  // on which the effect depends

  Outcome at(FactSet situation) const { return outcome_of(law, effect, situation); }
};

/// Whether every possible situation that agrees on `told` has the same answer.
bool settles(const Asked& asked, const std::vector<std::uint64_t>& possible, FactSet told) {
  const Outcome outcome = asked.at(asked.given);
  const Variables variables{asked.facts, 0};
  for (std::uint64_t number = 0; number < (std::uint64_t{1} << variables.fact_count()); ++number) {
    if (((possible[number >> 6U] >> (number & 63U)) & 1U) == 0) continue;
    const FactSet facts = variables.facts_at(number);
    if ((facts & told) == (asked.given & told) && asked.at(facts) != outcome) return false;
  }
  return true;
}

/// Sets of facts by size; among equals those with more facts that hold first.
std::vector<FactSet> candidates(const Asked& asked) {
  std::vector<FactSet> sets;
  for (FactSet set = 0;; set = (set - asked.facts) & asked.facts) {
    sets.push_back(set);
    if (set == asked.facts) break;
  }
  std::stable_sort(sets.begin(), sets.end(), [&](FactSet left, FactSet right) {
    return std::pair{std::popcount(left), -std::popcount(left & asked.given)} <
           std::pair{std::popcount(right), -std::popcount(right & asked.given)};
  });
  return sets;
}

/// Facts dropped one after the other as long as the answer stands, those that do not hold first.
FactSet pruned(const Asked& asked, const std::vector<std::uint64_t>& possible) {
  FactSet told = asked.facts;
  for (const FactSet part : {asked.facts & ~asked.given, asked.facts & asked.given}) {
    for (FactSet rest = part; rest != 0; rest &= rest - 1) {
      const FactSet one = rest & (~rest + 1);
      if (settles(asked, possible, told & ~one)) told &= ~one;
    }
  }
  return told;
}

Cube minimal_reason(const Asked& asked) {
  const auto possible = possible_situations(asked.library, asked.facts);
  FactSet told = asked.facts;
  if (std::popcount(asked.facts) > static_cast<int>(kMostSearched)) {
    told = pruned(asked, possible);
  } else {
    const auto sets = candidates(asked);
    const auto found =
        std::find_if(sets.begin(), sets.end(), [&](FactSet set) { return settles(asked, possible, set); });
    if (found != sets.end()) told = *found;
  }
  return {told, asked.given & told};
}

/// Adds the changes of so many more facts that lead to another answer.
void add_neighbours(const Asked& asked, FactSet flipped, int more, std::vector<Neighbour>& found) {
  if (more == 0) {
    const FactSet situation = asked.given ^ flipped;
    const Outcome outcome = asked.at(situation);
    if (outcome != asked.at(asked.given) && !impossible_combination(asked.library, situation))
      found.push_back({flipped, outcome});
    return;
  }
  const FactSet above = flipped == 0 ? ~FactSet{0} : ~((std::bit_floor(flipped) << 1U) - 1U);
  for (FactSet rest = asked.facts & above; rest != 0; rest &= rest - 1)
    add_neighbours(asked, flipped | (rest & (~rest + 1)), more - 1, found);
}

std::vector<Neighbour> nearest(const Asked& asked) {
  std::vector<Neighbour> found;
  for (int flips = 1; flips <= kMostFlips && found.empty(); ++flips) add_neighbours(asked, 0, flips, found);
  if (found.size() > kMostNeighbours) found.resize(kMostNeighbours);
  return found;
}

void add_switched_off(const Asked& asked, QuestionSet reading,
                      std::set<std::pair<std::uint32_t, std::uint32_t>>& found) {
  const Decision decision = decide(asked.library, asked.law.rules, asked.given, reading);
  const auto contains = [&](std::uint32_t id) {
    return std::binary_search(decision.effective.begin(), decision.effective.end(), id);
  };
  for (const std::uint32_t id : decision.applying) {
    if (asked.library.rules[id].effect != asked.effect || contains(id)) continue;
    for (const std::uint32_t other : exceptions_of(asked.library, asked.law.rules, id)) {
      if (contains(other)) found.emplace(id, other);
    }
  }
}

}  // namespace

Reason explain_effect(const Library& library, const CompiledLaw& law, FactSet given, Effect effect) {
  const EffectTable& table = law.effects[static_cast<std::size_t>(effect)];
  const Asked asked{library, law, given, effect, table.facts};
  Reason reason{effect, asked.at(given), acting_rules(library, law, given, effect), {}, 0, {}, {}};
  std::set<std::pair<std::uint32_t, std::uint32_t>> switched_off;
  for (QuestionSet reading = 0;; reading = (reading - table.questions) & table.questions) {
    add_switched_off(asked, reading, switched_off);
    if (reading == table.questions) break;
  }
  reason.switched_off.assign(switched_off.begin(), switched_off.end());
  reason.open = open_questions(law, effect, given);
  reason.minimal = minimal_reason(asked);
  reason.neighbours = nearest(asked);
  return reason;
}

}  // namespace comity::law
