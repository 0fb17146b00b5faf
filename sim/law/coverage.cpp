#include "law/coverage.h"

#include "law/compile.h"
#include "law/decide.h"
#include "law/jurisdiction.h"
#include "law/situation.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity::law {
namespace {

/// A rule whose conditions hold in a case, whatever the day.
struct Fitting {
  std::uint32_t rule = 0;
  bool in_force = false;
  std::vector<std::size_t> exceptions;  // positions of those that switch it off; all before it
};

Term term_of(const Rule& rule) { return {rule.from, rule.until}; }

bool binds_on(const Term& term, Day on, Day from_moved, Day until_moved) {
  const Day from = term.from == kAlways ? kAlways : term.from + from_moved;
  const Day until = term.until == kNever ? kNever : term.until + until_moved;
  return from <= on && on < until;
}

/// Whether it is in force on a day when this has befallen it.
bool binds_after(const Term& term, Day on, Lapse lapse) {
  switch (lapse) {
    case Lapse::dropped:
      return false;
    case Lapse::from_earlier:
      return binds_on(term, on, -kLapseYear, 0);
    case Lapse::from_later:
      return binds_on(term, on, kLapseYear, 0);
    case Lapse::until_earlier:
      return binds_on(term, on, 0, -kLapseYear);
    case Lapse::until_later:
      break;
  }
  return binds_on(term, on, 0, kLapseYear);
}

/// The rules that fit a case, each behind those that can switch it off. `ordered`: all rules of its law in that order.
std::vector<Fitting> fitting_rules(const Library& library, const std::vector<std::uint32_t>& ordered,
                                   const DecidedCase& decided) {
  std::vector<Fitting> fitting;
  for (const std::uint32_t id : ordered) {
    const Rule& rule = library.rules[id];
    if (!holds(rule.when, decided.given) || (rule.has_unless && holds(rule.unless, decided.given))) continue;
    Fitting one{id, binds_on(term_of(rule), decided.on, 0, 0), {}};
    for (std::size_t i = 0; i < fitting.size(); ++i) {
      const auto& targets = library.rules[fitting[i].rule].exception_to;
      if (std::find(targets.begin(), targets.end(), id) != targets.end()) one.exceptions.push_back(i);
    }
    fitting.push_back(std::move(one));
  }
  return fitting;
}

QuestionSet question_of(const Rule& rule) {
  return rule.question < 0 ? 0 : QuestionSet{1} << static_cast<unsigned>(rule.question);
}

/// The effects of the fitting rules in force under a reading.
EffectSet effects_under(const Library& library, const std::vector<Fitting>& fitting, QuestionSet reading) {
  std::vector<char> effective(fitting.size(), 0);
  EffectSet effects = 0;
  for (std::size_t i = 0; i < fitting.size(); ++i) {
    const Rule& rule = library.rules[fitting[i].rule];
    const QuestionSet question = question_of(rule);
    if (!fitting[i].in_force || (reading & question) != question) continue;
    const auto& exceptions = fitting[i].exceptions;
    if (std::any_of(exceptions.begin(), exceptions.end(), [&](std::size_t at) { return effective[at] != 0; }))
      continue;
    effective[i] = 1;
    if (rule.effect) effects = static_cast<EffectSet>(effects | only(*rule.effect));
  }
  return effects;
}

bool answers_rightly(const Library& library, const std::vector<Fitting>& fitting,
                     const DecidedCase& decided) {
  QuestionSet questions = 0;
  for (const Fitting& one : fitting) questions |= one.in_force ? question_of(library.rules[one.rule]) : 0;
  EffectSet always = static_cast<EffectSet>(~EffectSet{0});
  EffectSet sometimes = 0;
  for (QuestionSet reading = 0;; reading = (reading - questions) & questions) {
    const EffectSet effects = effects_under(library, fitting, reading);
    always = static_cast<EffectSet>(always & effects);
    sometimes = static_cast<EffectSet>(sometimes | effects);
    if (reading == questions) break;
  }
  return std::all_of(decided.expect.begin(), decided.expect.end(), [&](const auto& expected) {
    const auto& [effect, outcome] = expected;
    return outcome == (has(always, effect)      ? Outcome::yes
                       : has(sometimes, effect) ? Outcome::arguable
                                                : Outcome::no);
  });
}

/// Notes what this case notices.
void note_case(const Library& library, std::vector<Fitting> fitting, const DecidedCase& decided,
               std::vector<RuleCoverage>& coverage) {
  if (!answers_rightly(library, fitting, decided)) return;
  for (Fitting& one : fitting) {
    const bool in_force = one.in_force;
    for (std::size_t i = 0; i < kLapses; ++i) {
      bool& noticed = coverage[one.rule].noticed[i];
      one.in_force = binds_after(term_of(library.rules[one.rule]), decided.on, static_cast<Lapse>(i));
      if (!noticed && one.in_force != in_force) noticed = !answers_rightly(library, fitting, decided);
    }
    one.in_force = in_force;
  }
}

/// The days [first, second) on which a rule would be in force or not as it now is not or is.
std::pair<Day, Day> days_touched(const Rule& rule, Lapse lapse) {
  switch (lapse) {
    case Lapse::dropped:
      return {rule.from, rule.until};
    case Lapse::from_earlier:
      return {rule.from - kLapseYear, rule.from};
    case Lapse::from_later:
      return {rule.from, std::min(rule.until, rule.from + kLapseYear)};
    case Lapse::until_earlier:
      return {std::max(rule.from, rule.until - kLapseYear), rule.until};
    case Lapse::until_later:
      break;
  }
  return {rule.until, rule.until + kLapseYear};
}

/// The laws of which a rule's file is part: with those it amends, with each that amends it, with all of its state.
std::vector<std::vector<InForce>> laws_with(const Library& library, std::uint32_t regime) {
  const auto has_it = [&](const InForce& one) { return one.regime == regime; };
  std::vector<std::vector<InForce>> laws;
  for (std::uint32_t last = 0; last < library.regimes.size(); ++last) {
    std::vector<InForce> chain;
    for (const std::uint32_t step : with_amended(library, last)) chain.push_back({step, 0});
    if (std::any_of(chain.begin(), chain.end(), has_it)) laws.push_back(std::move(chain));
  }
  for (const Jurisdiction& one : jurisdictions(library)) {
    if (std::any_of(one.regimes.begin(), one.regimes.end(), has_it)) laws.push_back(one.regimes);
  }
  return laws;
}

/// Whether two laws have the same effects on every reading in every possible situation.
bool answer_alike(const Library& library, const CompiledLaw& left, const CompiledLaw& right) {
  const FactSet facts = left.facts | right.facts;
  const QuestionSet questions = left.questions | right.questions;
  if (std::popcount(facts) + std::popcount(questions) > kMostProved) return false;
  const auto possible = possible_situations(library, facts);
  std::uint64_t number = 0;
  for (FactSet situation = 0;; situation = (situation - facts) & facts, ++number) {
    const bool occurs = ((possible[number >> 6U] >> (number & 63U)) & 1U) != 0;
    for (QuestionSet reading = 0; occurs; reading = (reading - questions) & questions) {
      if (ask(left, situation, reading) != ask(right, situation, reading)) return false;
      if (reading == questions) break;
    }
    if (situation == facts) return true;
  }
}

/// A case and the regimes by which it is decided, the one laid on top first.
struct CaseToDecide {
  const DecidedCase& decided;
  std::vector<const Regime*> regimes;
};

/// What the schedules say when something has befallen one of them; `lapsed` null: as they are.
std::optional<double> value_after(const CaseToDecide& matter, std::string_view sets, const Schedule* lapsed,
                                  Lapse lapse) {
  for (const Regime* regime : matter.regimes) {
    for (const Schedule& schedule : regime->schedules) {
      const Term term{schedule.from, schedule.until};
      const bool binds = &schedule == lapsed ? binds_after(term, matter.decided.on, lapse)
                                             : binds_on(term, matter.decided.on, 0, 0);
      if (schedule.sets != sets || !binds) continue;
      if (const auto value = value_of(schedule, matter.decided.given)) return value;
    }
  }
  return std::nullopt;
}

void note_values(const CaseToDecide& matter, std::vector<ScheduleCoverage>& coverage) {
  for (const auto& [sets, expected] : matter.decided.values) {
    if (value_after(matter, sets, nullptr, Lapse::dropped) != expected) continue;
    for (ScheduleCoverage& one : coverage) {
      for (std::size_t i = 0; i < kLapses; ++i) {
        bool& noticed = one.found.noticed[i];
        noticed = noticed || value_after(matter, sets, one.schedule, static_cast<Lapse>(i)) != expected;
      }
    }
  }
}

}  // namespace

bool changes_no_answer(const Library& library, std::uint32_t rule, Lapse lapse) {
  const auto [first, end] = days_touched(library.rules[rule], lapse);
  for (const auto& regimes : laws_with(library, library.rules[rule].regime)) {
    for (Day day = first; day < end; day = next_change(library, regimes, day)) {
      auto ids = rules_in_force(library, regimes, day);
      const CompiledLaw before = compile(library, ids);
      const auto at = std::lower_bound(ids.begin(), ids.end(), rule);
      if (at != ids.end() && *at == rule) {
        ids.erase(at);
      } else {
        ids.insert(at, rule);
      }
      if (!answer_alike(library, before, compile(library, ids))) return false;
    }
  }
  return true;
}

bool can_befall(const Term& term, Lapse lapse) {
  switch (lapse) {
    case Lapse::dropped:
      return true;
    case Lapse::from_earlier:
    case Lapse::from_later:
      return term.from != kAlways;
    case Lapse::until_earlier:
    case Lapse::until_later:
      break;
  }
  return term.until != kNever;
}

std::vector<ScheduleCoverage> schedule_coverage_of(const Library& library) {
  std::vector<ScheduleCoverage> coverage;
  for (const Regime& regime : library.regimes) {
    for (const Schedule& schedule : regime.schedules) coverage.push_back({&schedule, {}});
  }
  for (std::uint32_t regime = 0; regime < library.regimes.size(); ++regime) {
    const auto chain = with_amended(library, regime);
    for (const DecidedCase& decided : library.regimes[regime].cases) {
      CaseToDecide matter{decided, {}};
      for (auto step = chain.rbegin(); step != chain.rend(); ++step)
        matter.regimes.push_back(&library.regimes[*step]);
      note_values(matter, coverage);
    }
  }
  return coverage;
}

std::vector<RuleCoverage> coverage_of(const Library& library) {
  std::vector<RuleCoverage> coverage(library.rules.size());
  for (std::uint32_t regime = 0; regime < library.regimes.size(); ++regime) {
    if (library.regimes[regime].cases.empty()) continue;
    std::vector<std::uint32_t> rules;
    for (const std::uint32_t step : with_amended(library, regime))
      rules.insert(rules.end(), library.regimes[step].rules.begin(), library.regimes[step].rules.end());
    const auto ordered = in_exception_order(library, rules);
    for (const DecidedCase& decided : library.regimes[regime].cases)
      note_case(library, fitting_rules(library, ordered, decided), decided, coverage);
  }
  return coverage;
}

}  // namespace comity::law
