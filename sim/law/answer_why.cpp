#include "law/answer_why.h"

#include "error.h"
#include "law/check.h"
#include "law/condition.h"
#include "law/jurisdiction.h"
#include "law/reasons.h"
#include "law/situation.h"
#include "law/words.h"
#include "text/phrases.h"
#include "text/suggest.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// A situation asked about.
struct WhyAsked {
  const Library& library;
  FactSet given = 0;
};

FactSet named_fact(const Library& library, const Names& names, const std::string& text) {
  const auto words = normalise(text);
  const auto found = words ? names.operands.find(*words) : names.operands.end();
  if (found != names.operands.end()) return FactSet{1} << found->second.index;
  throw Error(fmt::format(
      "comity law why: \"{}\" is not a fact.{} Name what holds, with commas between; `comity law facts` "
      "lists {} facts.",
      text, advice_for_fact(text, names), library.facts.size()));
}

FactSet named_facts(const Library& library, const std::string& text) {
  const Names names = names_of(library.facts);
  FactSet facts = 0;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min({text.find(',', begin), text.find(" and ", begin), text.size()});
    const std::string part = fold(text.substr(begin, end - begin));
    if (!part.empty()) facts |= named_fact(library, names, part);
    begin = end + (text.compare(end, 5, " and ") == 0 ? 5 : 1);
  }
  return facts;
}

std::vector<Effect> named_effects(const std::string& name) {
  std::vector<Effect> effects;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < enum_count<Effect>; ++i) {
    names.emplace_back(enum_names<Effect>[i]);
    if (name.empty() || name == names.back()) effects.push_back(static_cast<Effect>(i));
  }
  if (effects.empty())
    throw Error(fmt::format("comity law why: --effect {} (must be one of {}).{}", name,
                            fmt::join(names, ", "), did_you_mean(name, names)));
  return effects;
}

/// Templates are asked as they stand; states with all their files together.
std::vector<Jurisdiction> laws_to_explain(const Library& library, const Query& query) {
  if (!query.states.empty()) return chosen_jurisdictions(library, query.states);
  auto states = jurisdictions(library);
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == "*") states.push_back({"*", library.regimes[i].name, {{i, 0}}, false});
  }
  return states;
}

/// Every open question of a set.
template <class Visit>
void for_each_question(const Library& library, QuestionSet set, Visit visit) {
  for (QuestionSet rest = set; rest != 0; rest &= rest - 1)
    visit(library.questions[static_cast<std::size_t>(std::countr_zero(rest))]);
}

std::string neighbours_text(const WhyAsked& asked, const Reason& reason) {
  std::string text;
  for (const Neighbour& neighbour : reason.neighbours) {
    const std::string without = quoted_facts(asked.library, neighbour.flipped & asked.given);
    const std::string with = quoted_facts(asked.library, neighbour.flipped & ~asked.given);
    text += fmt::format("    {}{}{}{}{}: it {}\n", without.empty() ? "" : "without ", without,
                        without.empty() || with.empty() ? "" : ", ", with.empty() ? "" : "with ", with,
                        verb_of(reason.effect, neighbour.outcome));
  }
  return text.empty() ? "" : "  Nearest situation with another answer:\n" + text;
}

std::string reason_text(const WhyAsked& asked, const Jurisdiction& state, const Reason& reason) {
  const Library& library = asked.library;
  std::string text =
      fmt::format("{} {}.\n", capital(with_article(state.name)), verb_of(reason.effect, reason.outcome));
  for (const auto& acting : reason.acting)
    text += fmt::format("  {}by {}\n{}", acting.always ? "" : "on some reading ",
                        rule_in_words(library, acting.rule), citation_lines(library, acting.rule, 4));
  for (const auto& [rule, by] : reason.switched_off) {
    text += fmt::format("  {} would apply, but is switched off by {}{}\n{}", rule_in_words(library, rule),
                        rule_in_words(library, by),
                        library.rules[by].question < 0 ? "" : ", on the reading that accepts it",
                        citation_lines(library, by, 4));
  }
  for_each_question(library, reason.open, [&](const Question& question) {
    text +=
        fmt::format("  Open question: {} (a court without precedent accepts the rule with probability {})\n",
                    question.name, question.prior);
  });
  if (reason.acting.empty() && reason.switched_off.empty()) text += "  No rule in force applies.\n";
  return text + fmt::format("  It is enough that: {}\n", in_words(library, reason.minimal)) +
         neighbours_text(asked, reason);
}

Fields reason_fields(const WhyAsked& asked, const Jurisdiction& state, const Reason& reason) {
  const Library& library = asked.library;
  Cells rules;
  for (const auto& acting : reason.acting) {
    Fields rule = rule_fields(library, acting.rule);
    rule.push_back({"always", acting.always});
    rules.emplace_back(std::move(rule));
  }
  Cells off;
  for (const auto& [rule, by] : reason.switched_off)
    off.emplace_back(Fields{{"rule", rule_fields(library, rule)}, {"by", rule_fields(library, by)}});
  Cells open;
  for_each_question(library, reason.open, [&](const Question& question) {
    open.emplace_back(Fields{{"name", question.name}, {"prior", question.prior}});
  });
  Cells nearest;
  for (const auto& neighbour : reason.neighbours)
    nearest.emplace_back(Fields{{"without", in_words(library, neighbour.flipped & asked.given)},
                                {"with", in_words(library, neighbour.flipped & ~asked.given)},
                                {"answer", word_of(neighbour.outcome)}});
  return {{"state", state.id},
          {"law", state.name},
          {"effect", name_of(reason.effect)},
          {"answer", word_of(reason.outcome)},
          {"rules", std::move(rules)},
          {"switched_off", std::move(off)},
          {"open_questions", std::move(open)},
          {"enough", in_words(library, reason.minimal)},
          {"nearest", std::move(nearest)}};
}

Cells reason_cells(const Library& library, const Jurisdiction& state, const Reason& reason) {
  Cells rules;
  for (const auto& acting : reason.acting) rules.emplace_back(library.rules[acting.rule].name);
  return {state.id, name_of(reason.effect), word_of(reason.outcome), std::move(rules),
          in_words(library, reason.minimal)};
}

}  // namespace

comity::Answer answer_why(const Library& library, const Query& query) {
  const Day on = day_asked(query);
  const WhyAsked asked{library, named_facts(library, query.given)};
  const auto effects = named_effects(query.effect);
  comity::Answer answer;
  answer.sentences = {fmt::format("On {}, given {}:", to_string(on),
                                  asked.given == 0 ? "no fact" : quoted_facts(library, asked.given))};
  if (const auto name = impossible_combination(library, asked.given))
    answer.sentences.push_back(
        fmt::format("This combination is impossible ({}): the answer concerns nobody.", *name));
  answer.rows = {"", {"state", "effect", "answer", "rules", "enough"}, {}};
  Cells reasons;
  LawCache cache(library);
  for (const auto& state : laws_to_explain(library, query)) {
    const CompiledLaw& compiled = cache.law(state.regimes, on);
    std::vector<std::string> silent;
    for (const Effect effect : effects) {
      const Reason reason = explain_effect(library, compiled, asked.given, effect);
      reasons.emplace_back(reason_fields(asked, state, reason));
      answer.rows.rows.push_back(reason_cells(library, state, reason));
      const bool idle = reason.outcome == Outcome::no && reason.switched_off.empty();
      if (query.effect.empty() && idle)
        silent.emplace_back(name_of(effect));
      else
        answer.details += (answer.details.empty() ? "" : "\n") + reason_text(asked, state, reason);
    }
    if (!silent.empty())
      answer.details += fmt::format("{}{}: no rule applies for {}.\n", answer.details.empty() ? "" : "\n",
                                    capital(with_article(state.name)), fmt::join(silent, ", "));
  }
  answer.document = std::move(reasons);
  return answer;
}

}  // namespace comity::law
