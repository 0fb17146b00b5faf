#include "law/check.h"

#include "law/analyse.h"
#include "law/decide.h"
#include "text/suggest.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Findings being collected.
struct Findings {
  const Library* library;
  std::vector<Finding> list;

  void add(const Spot& place, std::string text) { add(Flaw::other, place, {}, std::move(text)); }
  void add(Flaw flaw, const Spot& place, std::string subject, std::string text) {
    list.push_back({flaw, place, std::move(text), std::move(subject)});
  }
};

std::string quoted_names(const Library& library, const std::vector<std::uint32_t>& rules) {
  std::string names;
  for (const std::uint32_t id : rules)
    names += (names.empty() ? "\"" : ", \"") + library.rules[id].name + "\"";
  return names;
}

void add_unsourced(Findings& findings, const Spot& place, std::string_view kind, const std::string& name) {
  findings.add(Flaw::unsourced, place, fmt::format("\"{}\"", name),
               fmt::format("{} \"{}\" names no source.", kind, name));
}

void find_missing_sources(Findings& findings) {
  const Library& library = *findings.library;
  for (const Rule& rule : library.rules) {
    if (rule.source.empty()) add_unsourced(findings, rule.place, "rule", rule.name);
  }
  for (const Regime& regime : library.regimes) {
    for (const Schedule& schedule : regime.schedules) {
      if (schedule.source.empty()) add_unsourced(findings, schedule.place, "schedule", schedule.name);
    }
    for (const Balance& balance : regime.balances) {
      if (balance.source.empty()) add_unsourced(findings, balance.place, "balance", balance.name);
    }
  }
}

void find_unconfirmed(Findings& findings) {
  const Library& library = *findings.library;
  for (const Regime& regime : library.regimes) {
    std::vector<std::uint32_t> open;
    std::copy_if(regime.rules.begin(), regime.rules.end(), std::back_inserter(open),
                 [&](std::uint32_t id) { return !library.rules[id].confirmed; });
    if (!open.empty())
      findings.add(regime.place, fmt::format("{} of {} rules are not confirmed by their sources: {}.",
                                             open.size(), regime.rules.size(), quoted_names(library, open)));
    for (const Schedule& schedule : regime.schedules) {
      if (!schedule.confirmed)
        findings.add(schedule.place,
                     fmt::format("schedule \"{}\" is not confirmed by its source.", schedule.name));
    }
  }
}

/// A later source that is none: the rule would cite it on its first day.
void find_early_later(Findings& findings) {
  for (const Rule& rule : findings.library->rules) {
    for (const LaterSource& later : rule.later) {
      if (rule.from == kAlways || later.from > rule.from) continue;
      findings.add(rule.place,
                   fmt::format("rule \"{}\": the later source \"{}\" ({}) is not younger than the rule "
                               "({}). Name it in \"source\", or correct the day.",
                               rule.name, later.source, to_string(later.from), to_string(rule.from)));
    }
  }
}

void find_old(Findings& findings, Day on) {
  for (const Regime& regime : findings.library->regimes) {
    if (!regime.checked || *regime.checked >= on) continue;
    findings.add(regime.place,
                 fmt::format("the file was last compared with its sources on {}, before {}. Compare it "
                             "again and set \"checked\".",
                             to_string(*regime.checked), to_string(on)));
  }
}

/// A rule of the same effect that is effective wherever this one is.
std::optional<std::uint32_t> cover_of(const Analysis& analysis, std::uint32_t id) {
  const auto& covers = analysis.covers[id];
  return covers && !covers->empty() ? std::optional(covers->front()) : std::nullopt;
}

/// For each rule those that switch it off in some possible situation.
using SwitchedOffBy = std::vector<std::vector<std::uint32_t>>;

SwitchedOffBy switched_off_by(const Library& library, const Analysis& analysis) {
  SwitchedOffBy by(library.rules.size());
  for (std::uint32_t id = 0; id < library.rules.size(); ++id) {
    for (std::size_t i = 0; i < library.rules[id].exception_to.size(); ++i) {
      if (analysis.working[id][i] != 0) by[library.rules[id].exception_to[i]].push_back(id);
    }
  }
  return by;
}

void add_dead(Findings& findings, const Analysis& analysis, std::uint32_t id, const SwitchedOffBy& by) {
  const Rule& rule = findings.library->rules[id];
  const std::string name = fmt::format("\"{}\"", rule.name);
  if (analysis.applies[id] == 0) {
    findings.add(
        Flaw::senseless, rule.place, name,
        fmt::format("rule {} can never apply: its conditions exclude each other or need an impossible "
                    "combination.",
                    name));
  } else {
    findings.add(Flaw::overruled, rule.place, name,
                 fmt::format("rule {} never takes effect: wherever it applies it is switched off by {}.",
                             name, quoted_names(*findings.library, by[id])));
  }
}

std::string redundant_text(const Library& library, const Analysis& analysis, std::uint32_t id) {
  const Rule& rule = library.rules[id];
  if (!rule.effect && rule.exception_to.empty()) {
    return fmt::format(
        "rule \"{}\" has effect \"none\" and names no rule in \"exception_to\": it does nothing.", rule.name);
  }
  const auto cover = cover_of(analysis, id);
  const std::string why =
      cover && rule.effect
          ? fmt::format("\"{}\" {} wherever it does", library.rules[*cover].name, name_of(*rule.effect))
          : std::string("without it every situation would have the same effects");
  return fmt::format("rule \"{}\" is redundant: {}.", rule.name, why);
}

bool never_on_one_day(const Rule& one, const Rule& other) {
  return one.until <= other.from || other.until <= one.from;
}

void find_idle(Findings& findings, const Analysis& analysis, std::uint32_t id) {
  const Library& library = *findings.library;
  const Rule& rule = library.rules[id];
  const bool works = analysis.analysed[id] != 0 && analysis.effective[id] != 0;
  for (std::size_t i = 0; i < rule.exception_to.size(); ++i) {
    const std::uint32_t target = rule.exception_to[i];
    const bool apart = never_on_one_day(rule, library.rules[target]);
    if (!apart && !(works && analysis.working[id][i] == 0 && analysis.effective[target] != 0)) continue;
    findings.add(
        Flaw::idle, rule.place, fmt::format("\"{}\" to \"{}\"", rule.name, library.rules[target].name),
        fmt::format("rule \"{}\" is an idle exception to \"{}\": the two {}.", rule.name,
                    library.rules[target].name,
                    apart ? "are never in force on the same day" : "never meet in a possible situation"));
  }
}

void add_redundant(Findings& findings, const Analysis& analysis, std::uint32_t id) {
  const Rule& rule = findings.library->rules[id];
  findings.add(Flaw::redundant, rule.place, fmt::format("\"{}\"", rule.name),
               redundant_text(*findings.library, analysis, id));
}

void find_useless_rules(Findings& findings, const Analysis& analysis) {
  const Library& library = *findings.library;
  const SwitchedOffBy by = switched_off_by(library, analysis);
  for (std::uint32_t id = 0; id < library.rules.size(); ++id) {
    const Rule& rule = library.rules[id];
    const bool too_large = analysis.large.count(rule.regime) != 0;
    const bool aimless = !rule.effect && rule.exception_to.empty();
    if (aimless) {
      add_redundant(findings, analysis, id);
    } else if (!too_large && analysis.analysed[id] != 0) {
      if (analysis.effective[id] == 0)
        add_dead(findings, analysis, id, by);
      else if (analysis.matters[id] == 0)
        add_redundant(findings, analysis, id);
    }
    if (!too_large) find_idle(findings, analysis, id);
  }
}

void find_oppositions(Findings& findings, const Analysis& analysis) {
  const Library& library = *findings.library;
  for (const auto& [pair, found] : analysis.oppositions) {
    // A redundant rule is reported as such; the rule that covers it brings the same contradiction.
    if (analysis.matters[found.first] == 0 || analysis.matters[found.second] == 0) continue;
    const Rule& first = library.rules[found.first];
    const Rule& second = library.rules[found.second];
    const bool second_is_later =
        std::tuple{second.regime, second.place.line} > std::tuple{first.regime, first.place.line};
    findings.add(
        Flaw::opposed, (second_is_later ? second : first).place,
        fmt::format("\"{}\" and \"{}\"", first.name, second.name),
        fmt::format("\"{}\" {} and \"{}\" {}{}, from {} on, when: {}.", first.name, name_of(*first.effect),
                    second.name, name_of(*second.effect), found.certain ? "" : " on some reading",
                    to_string(found.from), in_words(library, found.situation.facts)));
  }
}

void find_schedule_faults(Findings& findings) {
  const Library& library = *findings.library;
  const std::vector<std::string> known(enum_names<Scheduled>.begin(), enum_names<Scheduled>.end());
  for (const Regime& regime : library.regimes) {
    for (const Schedule& schedule : regime.schedules) {
      if (!enum_named<Scheduled>(schedule.sets)) {
        findings.add(
            schedule.place,
            fmt::format("schedule \"{}\" sets \"{}\", which the simulation does not read (it reads {}).{}",
                        schedule.name, schedule.sets, fmt::join(known, ", "),
                        did_you_mean(schedule.sets, known)));
      }
      for (std::size_t i = 0; i < schedule.cases.size(); ++i) {
        const Condition& condition = schedule.cases[i].when;
        if (!shortest_situation(library, std::array{condition})) {
          findings.add(condition.place,
                       fmt::format("schedule \"{}\": this case can never hold.", schedule.name));
        }
        for (std::size_t j = 0; j < i; ++j) {
          const auto both = shortest_situation(library, std::array{schedule.cases[j].when, condition});
          if (!both || schedule.cases[i].value == schedule.cases[j].value) continue;
          findings.add(
              condition.place,
              fmt::format("schedule \"{}\": cases {} and {} overlap (the first one counts) when: {}.",
                          schedule.name, j + 1, i + 1, in_words(library, *both)));
        }
      }
    }
  }
}

void find_impossible_cases(Findings& findings) {
  for (const Regime& regime : findings.library->regimes) {
    for (const DecidedCase& decided : regime.cases) {
      const auto name = impossible_combination(*findings.library, decided.given);
      if (name)
        findings.add(decided.place,
                     fmt::format("test \"{}\" gives an impossible combination ({}).", decided.name, *name));
    }
  }
}

}  // namespace

std::vector<Finding> check(const Library& library, std::optional<Day> on) {
  Findings findings{&library, {}};
  const Analysis analysis = analyse(library);
  find_missing_sources(findings);
  find_unconfirmed(findings);
  find_early_later(findings);
  if (on) find_old(findings, *on);
  find_useless_rules(findings, analysis);
  find_oppositions(findings, analysis);
  find_schedule_faults(findings);
  find_impossible_cases(findings);
  for (const auto& [regime, effect] : analysis.large) {
    findings.add(library.regimes[regime].place,
                 fmt::format("\"{}\" depends on more than {} facts and open questions: not checked.", effect,
                             kMostVariables));
  }
  std::stable_sort(findings.list.begin(), findings.list.end(), [](const Finding& left, const Finding& right) {
    const auto order = [](const Spot& place) { return std::tuple{place.file, place.line, place.column}; };
    return order(left.place) < order(right.place);
  });
  return std::move(findings.list);
}

std::vector<Finding> grouped(const std::vector<Finding>& findings) {
  constexpr std::size_t kMostAlike = 10;  // of one flaw in one file, said one by one
  constexpr std::size_t kNamed = 5;
  std::map<std::pair<std::uint32_t, Flaw>, std::vector<const Finding*>> alike;
  for (const Finding& one : findings) alike[{one.place.file, one.flaw}].push_back(&one);
  std::vector<Finding> told;
  for (const Finding& one : findings) {
    const auto& group = alike[{one.place.file, one.flaw}];
    if (group.size() <= kMostAlike || one.flaw == Flaw::other) {
      told.push_back(one);
    } else if (group.front() == &one) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < kNamed; ++i) names.push_back(group[i]->subject);
      const std::string_view meaning = kFlawRows[static_cast<std::size_t>(one.flaw)].meaning;
      told.push_back({one.flaw,
                      one.place,
                      fmt::format("{} {}: {}, … (each of them: --format csv or json).", group.size(), meaning,
                                  fmt::join(names, ", ")),
                      {}});
    }
  }
  return told;
}

std::string in_words(const Library& library, FactSet facts) {
  std::string words;
  for (FactSet rest = facts; rest != 0; rest &= rest - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(rest));
    words += (words.empty() ? "" : ", ") + library.facts[index].words;
  }
  return words.empty() ? "no fact" : words;
}

namespace {

constexpr std::string_view word_for(Outcome outcome) {
  return outcome == Outcome::yes ? "yes" : outcome == Outcome::no ? "no" : "arguable";
}

/// What a decided case is answered from.
struct Grounds {
  const Library* library;
  CompiledLaw law;
  FactSet given = 0;
};

Outcome outcome_of(const Answer& answer, Effect effect) {
  if (has(answer.certain, effect)) return Outcome::yes;
  return has(answer.possible, effect) ? Outcome::arguable : Outcome::no;
}

std::string quoted(const std::vector<std::string>& words, std::string_view joint) {
  return words.empty() ? std::string()
                       : fmt::format("\"{}\"", fmt::join(words, fmt::format("\"{}\"", joint)));
}

/// "with "judge approved"": a single fact, else two, whose change makes the effect possible.
std::string nearest_change(const Grounds& matter, Effect effect) {
  const FactSet facts = matter.law.effects[static_cast<std::size_t>(effect)].facts;
  const auto reaches = [&](FactSet flips) {
    return has(ask(matter.law, matter.given ^ flips).possible, effect);
  };
  std::vector<FactSet> flips;
  for (FactSet rest = facts; rest != 0; rest &= rest - 1) flips.push_back(rest & (~rest + 1));
  const std::size_t singles = flips.size();
  for (std::size_t i = 0; i < singles; ++i) {
    for (std::size_t j = i + 1; j < singles; ++j) flips.push_back(flips[i] | flips[j]);
  }
  const auto found = std::find_if(flips.begin(), flips.end(), reaches);
  if (found == flips.end()) return {};
  std::string text;
  for (FactSet rest = *found; rest != 0; rest &= rest - 1) {
    const FactSet one = rest & (~rest + 1);
    text += fmt::format("{}{} \"{}\"", text.empty() ? "" : " and ",
                        (matter.given & one) != 0 ? "without" : "with", in_words(*matter.library, one));
  }
  return text;
}

/// Rules with the effect that hold, and those that are switched off with what switches them off, over all readings.
struct Reasons {
  std::vector<std::string> holding;
  std::vector<std::string> switched_off;
};

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

bool holds(const std::vector<std::uint32_t>& ids, std::uint32_t id) {
  return std::binary_search(ids.begin(), ids.end(), id);
}

void add_reasons(const Grounds& matter, Effect effect, QuestionSet readings, Reasons& reasons) {
  const Library& library = *matter.library;
  const Decision decision = decide(library, matter.law.rules, matter.given, readings);
  for (const std::uint32_t id : decision.applying) {
    if (library.rules[id].effect != effect) continue;
    if (holds(decision.effective, id)) {
      add_once(reasons.holding, library.rules[id].name);
      continue;
    }
    for (const std::uint32_t other : exceptions_of(library, matter.law.rules, id)) {
      if (!holds(decision.effective, other)) continue;
      add_once(reasons.switched_off, fmt::format("\"{}\" is switched off by \"{}\"", library.rules[id].name,
                                                 library.rules[other].name));
    }
  }
}

std::string why(const Grounds& matter, Effect effect, Outcome outcome) {
  const QuestionSet questions = matter.law.effects[static_cast<std::size_t>(effect)].questions;
  Reasons reasons;
  for (QuestionSet readings = 0;; readings = (readings - questions) & questions) {
    add_reasons(matter, effect, readings, reasons);
    if (readings == questions) break;
  }
  if (outcome != Outcome::no) {
    std::vector<std::string> open;
    for (QuestionSet rest = open_questions(matter.law, effect, matter.given); rest != 0; rest &= rest - 1) {
      open.push_back(matter.library->questions[static_cast<std::size_t>(std::countr_zero(rest))].id);
    }
    return fmt::format(" by {}{}.", quoted(reasons.holding, ", "),
                       open.empty() ? "" : ", depending on the open question " + quoted(open, ", "));
  }
  if (!reasons.switched_off.empty()) return fmt::format(": {}.", fmt::join(reasons.switched_off, "; "));
  const std::string nearest = nearest_change(matter, effect);
  return nearest.empty() ? ": no rule in force has this effect in a situation like this one."
                         : fmt::format(": no rule applies; one would {}.", nearest);
}

CaseResult run_case(const Library& library, std::uint32_t regime, const DecidedCase& decided) {
  std::vector<InForce> in_force;
  for (const std::uint32_t step : with_amended(library, regime)) in_force.push_back({step, 0});
  const auto rules = rules_in_force(library, in_force, decided.on);
  const Grounds matter{&library, compile(library, rules), decided.given};
  const Answer answer = ask(matter.law, decided.given);
  CaseResult result{library.regimes[regime].id, decided.name, true, {}, decided.place};
  for (const auto& [effect, expected] : decided.expect) {
    const Outcome outcome = outcome_of(answer, effect);
    if (outcome == expected) continue;
    result.passed = false;
    result.reason +=
        fmt::format("{}\"{}\" should be {} but is {}{}", result.reason.empty() ? "" : "\n", name_of(effect),
                    word_for(expected), word_for(outcome), why(matter, effect, outcome));
  }
  for (const auto& [sets, expected] : decided.values) {
    const auto value = scheduled_value(library, in_force, {decided.on, decided.given}, sets);
    if (value == expected) continue;
    result.passed = false;
    const auto said = [](const std::optional<double>& number) {
      return number ? fmt::format("{}", *number) : "none";
    };
    result.reason += fmt::format("{}\"{}\" should be {} but is {}.", result.reason.empty() ? "" : "\n", sets,
                                 said(expected), said(value));
  }
  return result;
}

}  // namespace

std::vector<CaseResult> run_cases(const Library& library) {
  std::vector<CaseResult> results;
  for (std::uint32_t regime = 0; regime < library.regimes.size(); ++regime) {
    for (const DecidedCase& decided : library.regimes[regime].cases) {
      results.push_back(run_case(library, regime, decided));
    }
  }
  return results;
}

}  // namespace comity::law
