#include "law/change.h"

#include "law/condition.h"
#include "law/decide.h"
#include "law/diagram.h"
#include "law/situation.h"
#include "law/table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include <fmt/format.h>

namespace comity::law {
namespace {

using Set = Diagrams::Set;

constexpr VariableSet kQuestions = ~VariableSet{0} << kQuestionsFrom;

/// One law's answers about an effect as sets of situations.
struct Answers {
  Set holds = Diagrams::kNone;                   // where it has the effect, reading by reading
  std::array<Set, enum_count<Outcome>> where{};  // by answer
  std::map<std::uint32_t, Set> applying;         // by rule: where its words hold
  std::map<std::uint32_t, Set> acting;  // by rule: where it is effective on some reading and does something
};

/// Where the rules of a law apply and where they are effective, reading by reading.
struct Working {
  std::map<std::uint32_t, Set> applying;
  std::map<std::uint32_t, Set> effective;
};

Working working_of(Diagrams& sets, const Library& library, std::span<const std::uint32_t> cone) {
  Working working;
  for (const std::uint32_t id : in_exception_order(library, cone)) {
    const Rule& rule = library.rules[id];
    Set applies = sets.holding(rule.when);
    if (rule.has_unless) applies = sets.without(applies, sets.holding(rule.unless));
    if (rule.question >= 0)
      applies = sets.both(applies, sets.holding(kQuestionsFrom + static_cast<unsigned>(rule.question)));
    Set effective = applies;
    for (const std::uint32_t other : exceptions_of(library, cone, id))
      effective = sets.without(effective, working.effective.at(other));
    working.applying[id] = applies;
    working.effective[id] = effective;
  }
  return working;
}

Answers answers_of(Diagrams& sets, const Library& library, std::span<const std::uint32_t> rules,
                   Effect effect) {
  const auto cone = cone_of(library, rules, only(effect));
  const Working working = working_of(sets, library, cone);
  Answers answers;
  Set& holds = answers.holds;
  for (const std::uint32_t id : cone) {
    const Rule& rule = library.rules[id];
    const bool has_it = rule.effect == effect;
    if (has_it) holds = sets.either(holds, working.effective.at(id));
    // What only switches others off does something where one of them applies, on the same reading.
    Set matters = has_it ? Diagrams::kAll : Diagrams::kNone;
    for (const std::uint32_t target : rule.exception_to) {
      const auto found = working.applying.find(target);
      if (found != working.applying.end()) matters = sets.either(matters, found->second);
    }
    answers.applying[id] = sets.somewhere(working.applying.at(id), kQuestions);
    answers.acting[id] = sets.somewhere(sets.both(working.effective.at(id), matters), kQuestions);
  }
  const Set possible = sets.somewhere(holds, kQuestions);
  const Set certain = sets.outside(sets.somewhere(sets.outside(holds), kQuestions));
  answers.where[static_cast<std::size_t>(Outcome::yes)] = certain;
  answers.where[static_cast<std::size_t>(Outcome::arguable)] = sets.without(possible, certain);
  answers.where[static_cast<std::size_t>(Outcome::no)] = sets.outside(possible);
  return answers;
}

/// What changes in the answers about one effect.
struct Comparing {
  Diagrams& sets;
  const Library& library;
  Effect effect;
  Answers before;
  Answers after;
  Set all_possible;               // the situations that can be
  FactSet facts = 0;              // on which the answers depend
  Set possible = Diagrams::kAll;  // the situations that can be, seen by these facts alone

  Set difference(std::uint32_t rule) const {
    const auto where = [rule](const Answers& answers) {
      const auto found = answers.acting.find(rule);
      return found == answers.acting.end() ? Diagrams::kNone : found->second;
    };
    const Set was = where(before);
    const Set is = where(after);
    return sets.either(sets.without(is, was), sets.without(was, is));
  }
};

Set all_possible(Diagrams& sets, const Library& library) {
  Set impossible = Diagrams::kNone;
  for (const Condition& never : library.never) impossible = sets.either(impossible, sets.holding(never));
  return sets.outside(impossible);
}

std::vector<std::uint32_t> acting_only_in(const Answers& answers, const Answers& others, FactSet facts,
                                          const Diagrams& sets) {
  std::vector<std::uint32_t> rules;
  for (const auto& [rule, set] : answers.acting) {
    if (!sets.contains(set, facts)) continue;
    const auto other = others.acting.find(rule);
    if (other == others.acting.end() || !sets.contains(other->second, facts)) rules.push_back(rule);
  }
  return rules;
}

/// The rule that makes the difference in most of the situations; of equals one that is new. Nothing: none does.
std::optional<std::uint32_t> deciding_rule(const Comparing& now, Set situations) {
  std::optional<std::uint32_t> best;
  double most = 0.0;
  for (const Answers* answers : {&now.after, &now.before}) {
    for (const auto& [rule, acting] : answers->acting) {
      const double share = now.sets.share(now.sets.both(situations, now.difference(rule)));
      if (share <= most) continue;
      best = rule;
      most = share;
    }
  }
  return best;
}

/// How much there is to read in a rule's own words: each name and fact once, facts that must not hold twice, definitions too.
int length_of_words(const Library& library, std::uint32_t rule) {
  const Rule& written = library.rules[rule];
  int length = 0;
  for (const Condition* condition : {&written.when, &written.unless}) {
    length += std::popcount(facts_of(*condition)) * (condition == &written.unless ? 2 : 1);
    length += static_cast<int>(condition->names.size());
  }
  return length;
}

/// The situations of a change that a rule decides.
struct Decided {
  std::uint32_t rule;
  Set in;
  Set move;
};

/// Puts the rule's own words in place of conditions that are longer, when the rule acts in all of these situations. A rule of the
/// effect says when it holds; what another rule says is only part of it, so that it must save much.
void say_in_own_words(const Comparing& now, const Decided& decided, ChangedCase& told) {
  constexpr int kManyTimes = 4;
  const auto [rule, in, move] = decided;
  const bool has_it = now.library.rules[rule].effect == now.effect;
  const int own = length_of_words(now.library, rule) * (has_it ? 1 : kManyTimes);
  if (told.cubes.size() < 2 || length_of(told.cubes) < own) return;
  const Set idle = now.sets.without(now.sets.both(in, now.all_possible), now.difference(rule));
  if (idle != Diagrams::kNone) return;
  told.said = rule;
  const auto& found = now.after.acting.contains(rule) ? now.after.applying : now.before.applying;
  const Set outside = now.sets.without(now.sets.both(found.at(rule), now.possible), move);
  told.everywhere = outside == Diagrams::kNone;
  told.cubes.clear();
}

/// The open questions on which a law's answer turns in some of these situations.
QuestionSet questions_in(const Comparing& now, const Answers& answers, Set situations) {
  Diagrams& sets = now.sets;
  QuestionSet questions = 0;
  for (std::size_t i = 0; i < now.library.questions.size(); ++i) {
    const VariableSet question = VariableSet{1} << (kQuestionsFrom + i);
    const Set either_way = sets.somewhere(answers.holds, question);
    const Set both_ways = sets.outside(sets.somewhere(sets.outside(answers.holds), question));
    if (sets.both(situations, sets.without(either_way, both_ways)) != Diagrams::kNone)
      questions |= QuestionSet{1} << i;
  }
  return questions;
}

/// The situations of a change, rule by rule.
std::vector<ChangedCase> cases_of(const Comparing& now, Set move) {
  Diagrams& sets = now.sets;
  const Set allowed = sets.either(move, sets.outside(now.possible));
  std::vector<ChangedCase> cases;
  Set left = move;
  while (left != Diagrams::kNone) {
    const auto rule = deciding_rule(now, left);
    const Set decided =
        rule ? sets.somewhere(now.difference(*rule), ~VariableSet{now.facts}) : Diagrams::kAll;
    const Set in = sets.both(left, decided);
    ChangedCase told;
    told.cubes = cover(sets, {in, allowed});
    told.example = completed(now.library, sets.simplest(in), now.facts);
    told.gained = acting_only_in(now.after, now.before, told.example, sets);
    told.lost = acting_only_in(now.before, now.after, told.example, sets);
    if (rule) say_in_own_words(now, {*rule, in, move}, told);
    Set in_cubes = in;
    for (const Cube& cube : told.cubes) in_cubes = sets.either(in_cubes, sets.of(cube));
    left = sets.without(left, in_cubes);
    const Set moved = sets.both(in_cubes, move);
    told.questions = questions_in(now, now.before, moved) | questions_in(now, now.after, moved);
    cases.push_back(std::move(told));
  }
  return cases;
}

void add_changes(const Comparing& now, std::vector<Change>& changes) {
  for (std::size_t before = 0; before < enum_count<Outcome>; ++before) {
    for (std::size_t after = 0; after < enum_count<Outcome>; ++after) {
      const Set moved = now.sets.both(now.before.where[before], now.after.where[after]);
      const Set move = now.sets.both(moved, now.possible);
      if (before == after || move == Diagrams::kNone) continue;
      Change change{now.effect, static_cast<Outcome>(before), static_cast<Outcome>(after), 0.0, {}};
      change.share = now.sets.share(move) / now.sets.share(now.possible);
      change.cases = cases_of(now, move);
      changes.push_back(std::move(change));
    }
  }
}

}  // namespace

Outcome outcome_of(const CompiledLaw& law, Effect effect, FactSet facts) {
  const Answer answer = ask(law, facts);
  if (has(answer.certain, effect)) return Outcome::yes;
  return has(answer.possible, effect) ? Outcome::arguable : Outcome::no;
}

std::vector<Change> changes_between(const Library& library, std::span<const std::uint32_t> before,
                                    std::span<const std::uint32_t> after) {
  std::vector<Change> changes;
  if (std::equal(before.begin(), before.end(), after.begin(), after.end())) return changes;
  Diagrams sets;
  for (std::size_t i = 0; i < enum_count<Effect>; ++i) {
    const auto effect = static_cast<Effect>(i);
    Comparing now{sets,
                  library,
                  effect,
                  answers_of(sets, library, before, effect),
                  answers_of(sets, library, after, effect),
                  all_possible(sets, library)};
    VariableSet support = 0;
    for (const Answers* answers : {&now.before, &now.after}) {
      for (const Set set : answers->where) support |= sets.support(set);
    }
    now.facts = static_cast<FactSet>(support);
    now.possible = sets.somewhere(now.all_possible, ~support);
    add_changes(now, changes);
  }
  return changes;
}

std::string condition_in_words(const Library& library, std::uint32_t rule) {
  const Rule& written = library.rules[rule];
  const std::string when = written.when.text.empty() ? "always" : written.when.text;
  return written.has_unless ? fmt::format("{}, unless {}", when, written.unless.text) : when;
}

}  // namespace comity::law
