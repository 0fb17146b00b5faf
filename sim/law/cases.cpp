#include "law/check.h"

#include "law/decide.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
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
      open.push_back(matter.library->questions[static_cast<std::size_t>(std::countr_zero(rest))].name);
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
