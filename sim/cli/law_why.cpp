#include "cli/law_commands.h"
#include "cli/law_words.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "error.h"
#include "law/check.h"
#include "law/condition.h"
#include "law/reasons.h"
#include "law/situation.h"
#include "law/words.h"
#include "text/phrases.h"
#include "text/suggest.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

/// A situation and what is asked about it.
struct Situation {
  const law::Library& library;
  Day on;
  law::FactSet given = 0;
  std::vector<law::Effect> effects;
};

/// The answer of one state's law.
struct StateAnswer {
  law::Jurisdiction state;
  std::vector<law::Reason> reasons;
};

law::FactSet read_fact(const law::Library& library, const law::Names& names, const std::string& text) {
  const auto words = law::normalise(text);
  const auto found = words ? names.operands.find(*words) : names.operands.end();
  if (found != names.operands.end()) return law::FactSet{1} << found->second.index;
  throw Error(fmt::format(
      "comity law why: \"{}\" is not a fact.{} Name what holds, with commas between; `comity law facts` "
      "lists {} facts.",
      text, did_you_mean(text, names.words), library.facts.size()));
}

law::FactSet read_given(const law::Library& library, const std::string& text) {
  const law::Names names = law::names_of(library.facts);
  law::FactSet facts = 0;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min({text.find(',', begin), text.find(" and ", begin), text.size()});
    const std::string part = law::fold(text.substr(begin, end - begin));
    if (!part.empty()) facts |= read_fact(library, names, part);
    begin = end + (text.compare(end, 5, " and ") == 0 ? 5 : 1);
  }
  return facts;
}

std::vector<law::Effect> read_effects(const std::string& name) {
  std::vector<law::Effect> effects;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < enum_names<law::Effect>.size(); ++i) {
    names.emplace_back(enum_names<law::Effect>[i]);
    if (name.empty() || name == names.back()) effects.push_back(static_cast<law::Effect>(i));
  }
  if (effects.empty())
    throw Error(fmt::format("comity law why: --effect {} (must be one of {}).{}", name,
                            fmt::join(names, ", "), did_you_mean(name, names)));
  return effects;
}

/// Templates are asked as they stand; states with all their files together.
std::vector<law::Jurisdiction> laws_to_ask(const law::Library& library, const LawOptions& options) {
  auto states = options.states.empty() ? law::jurisdictions(library)
                                       : law::chosen_jurisdictions(library, options.states);
  if (!options.states.empty()) return states;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == "*") states.push_back({"*", library.regimes[i].name, {{i, 0}}, false});
  }
  return states;
}

std::vector<StateAnswer> answers_to(const Situation& question, const std::vector<law::Jurisdiction>& states) {
  law::LawCache cache(question.library);
  std::vector<StateAnswer> answers;
  for (const auto& state : states) {
    const law::CompiledLaw& compiled = cache.law(state.regimes, question.on);
    StateAnswer answer{state, {}};
    for (const law::Effect effect : question.effects)
      answer.reasons.push_back(law::explain_effect(question.library, compiled, question.given, effect));
    answers.push_back(std::move(answer));
  }
  return answers;
}

std::string neighbour_text(const Situation& question, const law::Reason& reason) {
  std::string text;
  for (const law::Neighbour& neighbour : reason.neighbours) {
    const std::string without = quoted_facts(question.library, neighbour.flipped & question.given);
    const std::string with = quoted_facts(question.library, neighbour.flipped & ~question.given);
    text += fmt::format("    {}{}{}{}{}: it {}\n", without.empty() ? "" : "without ", without,
                        without.empty() || with.empty() ? "" : ", ", with.empty() ? "" : "with ", with,
                        verb_of(reason.effect, neighbour.outcome));
  }
  return text.empty() ? "" : "  Nearest situation with another answer:\n" + text;
}

std::string reason_text(const Situation& question, const StateAnswer& answer, const law::Reason& reason) {
  const law::Library& library = question.library;
  std::string text = fmt::format("{} {}.\n", capital(with_article(answer.state.name)),
                                 verb_of(reason.effect, reason.outcome));
  for (const auto& acting : reason.acting)
    text += fmt::format("  {}by {}\n", acting.always ? "" : "on some reading ",
                        rule_in_words(library, acting.rule));
  for (const auto& [rule, by] : reason.switched_off) {
    text += fmt::format("  {} would apply, but is switched off by {}{}\n", rule_in_words(library, rule),
                        rule_in_words(library, by),
                        library.rules[by].question < 0 ? "" : ", on the reading that accepts it");
  }
  for (law::QuestionSet rest = reason.open; rest != 0; rest &= rest - 1) {
    const auto& asked = library.questions[static_cast<std::size_t>(std::countr_zero(rest))];
    text +=
        fmt::format("  Open question: {} (a court without precedent accepts the rule with probability {})\n",
                    asked.name, asked.prior);
  }
  if (reason.acting.empty() && reason.switched_off.empty()) text += "  No rule in force applies.\n";
  return text + fmt::format("  It is enough that: {}\n", in_words(library, reason.minimal)) +
         neighbour_text(question, reason);
}

/// Whether there is anything to say: something holds, or was asked for by name, or is switched off.
bool is_worth_telling(const LawOptions& options, const law::Reason& reason) {
  return !options.effect.empty() || reason.outcome != law::Outcome::no || !reason.switched_off.empty();
}

std::string as_text(const LawOptions& options, const Situation& question,
                    const std::vector<StateAnswer>& answers) {
  std::string text =
      fmt::format("On {}, given {}:\n", to_string(question.on),
                  question.given == 0 ? "no fact" : quoted_facts(question.library, question.given));
  if (const auto name = law::impossible_combination(question.library, question.given))
    text += fmt::format("This combination is impossible ({}): the answer concerns nobody.\n", *name);
  for (const StateAnswer& answer : answers) {
    std::string silent;
    for (const law::Reason& reason : answer.reasons) {
      if (is_worth_telling(options, reason)) {
        text += "\n" + reason_text(question, answer, reason);
      } else {
        silent += (silent.empty() ? "" : ", ") + std::string(name_of(reason.effect));
      }
    }
    if (!silent.empty())
      text +=
          fmt::format("\n{}: no rule applies for {}.\n", capital(with_article(answer.state.name)), silent);
  }
  return text;
}

Json rule_in_json(const law::Library& library, std::uint32_t id) {
  const law::Rule& rule = library.rules[id];
  return {{"rule", rule.name},
          {"source", rule.source},
          {"confirmed", rule.confirmed},
          {"place", place_in_json(library, rule.place)}};
}

Json reason_in_json(const Situation& question, const StateAnswer& answer, const law::Reason& reason) {
  const law::Library& library = question.library;
  Json entry{{"state", answer.state.id},         {"law", answer.state.name},
             {"effect", name_of(reason.effect)}, {"answer", word_of(reason.outcome)},
             {"rules", Json::array()},           {"switched_off", Json::array()},
             {"open_questions", Json::array()},  {"enough", in_words(library, reason.minimal)},
             {"nearest", Json::array()}};
  for (const auto& acting : reason.acting) {
    entry["rules"].push_back(rule_in_json(library, acting.rule));
    entry["rules"].back()["always"] = acting.always;
  }
  for (const auto& [rule, by] : reason.switched_off)
    entry["switched_off"].push_back(
        {{"rule", rule_in_json(library, rule)}, {"by", rule_in_json(library, by)}});
  for (law::QuestionSet rest = reason.open; rest != 0; rest &= rest - 1) {
    const auto& asked = library.questions[static_cast<std::size_t>(std::countr_zero(rest))];
    entry["open_questions"].push_back({{"name", asked.name}, {"prior", asked.prior}});
  }
  for (const auto& neighbour : reason.neighbours) {
    entry["nearest"].push_back({{"without", law::in_words(library, neighbour.flipped & question.given)},
                                {"with", law::in_words(library, neighbour.flipped & ~question.given)},
                                {"answer", word_of(neighbour.outcome)}});
  }
  return entry;
}

}  // namespace

int run_law_why(const LawOptions& options) {
  const law::Library library = law::load(options.files);
  const Situation question{library, day_asked(options), read_given(library, options.given),
                           read_effects(options.effect)};
  const auto answers = answers_to(question, laws_to_ask(library, options));
  if (options.format == "text") {
    fmt::print("{}", as_text(options, question, answers));
    return kSuccess;
  }
  Json output = Json::array();
  Listing listing{{"state", "effect", "answer", "rules", "enough"}, {}};
  for (const StateAnswer& answer : answers) {
    for (const law::Reason& reason : answer.reasons) {
      output.push_back(reason_in_json(question, answer, reason));
      std::string rules;
      for (const auto& acting : reason.acting)
        rules += (rules.empty() ? "" : "; ") + library.rules[acting.rule].name;
      listing.rows.push_back({answer.state.id, std::string(name_of(reason.effect)),
                              std::string(word_of(reason.outcome)), rules,
                              in_words(library, reason.minimal)});
    }
  }
  fmt::print("{}", options.format == "json" ? output.dump(2) + "\n" : format_listing(listing, "csv"));
  return kSuccess;
}

}  // namespace comity
