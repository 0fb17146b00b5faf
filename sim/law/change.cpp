#include "law/change.h"

#include "error.h"
#include "law/decide.h"
#include "law/situation.h"
#include "law/table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>

namespace comity::law {
namespace {

using Words = std::vector<std::uint64_t>;

/// Two laws and one effect.
struct TwoLaws {
  const Library& library;
  const CompiledLaw& before;
  const CompiledLaw& after;
  Effect effect;
};

const EffectTable& table_of(const CompiledLaw& law, Effect effect) {
  return law.effects[static_cast<std::size_t>(effect)];
}

/// Whether a rule does something in a situation: it has the effect, or switches off a rule that applies.
bool does_something(const TwoLaws& matter, const Decision& decision, std::uint32_t id) {
  const Rule& rule = matter.library.rules[id];
  return rule.effect == matter.effect ||
         std::any_of(rule.exception_to.begin(), rule.exception_to.end(), [&](std::uint32_t other) {
           return std::binary_search(decision.applying.begin(), decision.applying.end(), other);
         });
}

/// Rules of the effect's cone that are effective on some reading and do something.
std::set<std::uint32_t> effective_rules(const TwoLaws& matter, const CompiledLaw& law, FactSet facts) {
  const auto cone = cone_of(matter.library, law.rules, only(matter.effect));
  // All questions of the cone: a rule that closes one is at work on the reading that it shuts out.
  const QuestionSet questions = variables_of(matter.library, cone).questions;
  std::set<std::uint32_t> effective;
  for (QuestionSet reading = 0;; reading = (reading - questions) & questions) {
    const Decision decision = decide(matter.library, cone, facts, reading);
    for (const std::uint32_t id : decision.effective) {
      if (does_something(matter, decision, id)) effective.insert(id);
    }
    if (reading == questions) return effective;
  }
}

std::vector<std::uint32_t> without(const std::set<std::uint32_t>& rules,
                                   const std::set<std::uint32_t>& others) {
  std::vector<std::uint32_t> rest;
  std::set_difference(rules.begin(), rules.end(), others.begin(), others.end(), std::back_inserter(rest));
  return rest;
}

bool lies_in(const Cube& cube, FactSet facts) { return (facts & cube.told) == cube.holding; }

/// The situation of the set with the fewest facts that lies in the last cube and in none before it.
FactSet simplest_in(std::span<const Cube> cubes, const Situations& situations) {
  const Cube& cube = cubes.back();
  const Variables variables{situations.facts, 0};
  FactSet best = cube.holding;
  int size = 100;
  const auto is_told_before = [&](FactSet facts) {
    return std::any_of(cubes.begin(), cubes.end() - 1,
                       [&](const Cube& other) { return lies_in(other, facts); });
  };
  for (std::uint64_t number = 0; number < (std::uint64_t{1} << variables.fact_count()); ++number) {
    if (((situations.in[number >> 6U] >> (number & 63U)) & 1U) == 0) continue;
    const FactSet facts = variables.facts_at(number);
    if (!lies_in(cube, facts) || std::popcount(facts) >= size || is_told_before(facts)) continue;
    best = facts;
    size = std::popcount(facts);
  }
  return best;
}

ChangedCase case_of(const TwoLaws& matter, std::span<const Cube> cubes, const Situations& situations) {
  const FactSet example = simplest_in(cubes, situations);
  ChangedCase found{cubes.back(), completed(matter.library, example, situations.facts), {}, {}};
  const auto old_rules = effective_rules(matter, matter.before, found.example);
  const auto new_rules = effective_rules(matter, matter.after, found.example);
  found.gained = without(new_rules, old_rules);
  found.lost = without(old_rules, new_rules);
  return found;
}

void check_size(const TwoLaws& matter, FactSet facts) {
  const auto size = static_cast<unsigned>(std::popcount(facts));
  if (size <= kMostFactsChanged) return;
  throw Error(fmt::format(
      "\"{}\" depends on {} facts before and after (at most {} when changes are told). Merge facts that "
      "always go together.",
      name_of(matter.effect), size, kMostFactsChanged));
}

/// The situations of each change of answer.
using Moves = std::map<std::pair<Outcome, Outcome>, Situations>;

Moves moves_of(const TwoLaws& matter, FactSet facts, const Words& possible) {
  const Variables variables{facts, 0};
  Moves moves;
  for (std::uint64_t number = 0; number < (std::uint64_t{1} << variables.fact_count()); ++number) {
    const std::uint64_t bit = std::uint64_t{1} << (number & 63U);
    if ((possible[number >> 6U] & bit) == 0) continue;
    const FactSet situation = variables.facts_at(number);
    const Outcome before = outcome_of(matter.before, matter.effect, situation);
    const Outcome after = outcome_of(matter.after, matter.effect, situation);
    if (before == after) continue;
    Situations& set = moves[{before, after}];
    set.facts = facts;
    set.in.resize(possible.size());
    set.in[number >> 6U] |= bit;
  }
  for (auto& [move, set] : moves) {
    for (const std::uint64_t word : possible) set.either.push_back(~word);
  }
  return moves;
}

void add_changes(const TwoLaws& matter, std::vector<Change>& changes) {
  const FactSet facts =
      table_of(matter.before, matter.effect).facts | table_of(matter.after, matter.effect).facts;
  check_size(matter, facts);
  const Words possible = possible_situations(matter.library, facts);
  const auto size = std::uint64_t{1} << static_cast<unsigned>(std::popcount(facts));
  Words counted = possible;
  if (size < 64) counted[0] &= (std::uint64_t{1} << size) - 1;
  for (const auto& [move, situations] : moves_of(matter, facts, possible)) {
    Change change{matter.effect, move.first, move.second, 0.0, {}};
    change.share = static_cast<double>(count(situations.in)) / static_cast<double>(count(counted));
    const std::vector<Cube> cubes = cover(situations);
    for (std::size_t i = 1; i <= cubes.size(); ++i)
      change.cases.push_back(case_of(matter, std::span(cubes).first(i), situations));
    changes.push_back(std::move(change));
  }
}

}  // namespace

Outcome outcome_of(const CompiledLaw& law, Effect effect, FactSet facts) {
  const Answer answer = ask(law, facts);
  if (has(answer.certain, effect)) return Outcome::yes;
  return has(answer.possible, effect) ? Outcome::arguable : Outcome::no;
}

std::vector<Change> changes_between(const Library& library, const CompiledLaw& before,
                                    const CompiledLaw& after) {
  std::vector<Change> changes;
  if (before.rules == after.rules) return changes;
  for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i)
    add_changes({library, before, after, static_cast<Effect>(i)}, changes);
  return changes;
}

}  // namespace comity::law
