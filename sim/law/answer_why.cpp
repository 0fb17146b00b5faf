#include "law/answer_why.h"

#include "error.h"
#include "law/check.h"
#include "law/condition.h"
#include "law/jurisdiction.h"
#include "law/reasons.h"
#include "law/situation.h"
#include "law/tell.h"
#include "law/treaties.h"
#include "law/words.h"
#include "text/phrases.h"
#include "text/state_code.h"
#include "text/suggest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// A situation asked about.
struct WhyAsked {
  const Library& library;
  FactSet given = 0;
  Day on = kNever;
};

FactSet named_fact(const Library& library, const Names& names, const std::string& text) {
  const auto words = normalise(text);
  const auto found = words ? names.operands.find(*words) : names.operands.end();
  if (found != names.operands.end()) return FactSet{1} << found->second.index;
  for (const DefinedName& definition : library.definitions) {
    if (words && normalise(definition.words) == words)
      throw Error(fmt::format("comity law why: \"{}\" is a definition ({}). Give the facts themselves.", text,
                              definition.text));
  }
  throw Error(fmt::format(
      "comity law why: \"{}\" is not a fact.{} Name what holds, with commas between; `comity law facts` "
      "lists {} facts.",
      text, advice_for_fact(text, names), library.facts.size()));
}

/// The parts of a list: "order is ours, content data and judge approved".
std::vector<std::string> listed_parts(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min({text.find(',', begin), text.find(" and ", begin), text.size()});
    std::string part = fold(text.substr(begin, end - begin));
    if (!part.empty()) parts.push_back(std::move(part));
    begin = end + (text.compare(end, 5, " and ") == 0 ? 5 : 1);
  }
  return parts;
}

FactSet named_facts(const Library& library, const std::string& text) {
  const Names names = names_of(library.facts);
  FactSet facts = 0;
  for (const std::string& part : listed_parts(text)) facts |= named_fact(library, names, part);
  return facts;
}

/// A demand across states: its own facts, and those of each place.
struct PlacedDemand {
  FactSet demand = 0;
  std::map<std::string, FactSet> here;  // by code of the state
};

void check_place(const std::string& option, const std::string& code) {
  if (is_state_code(code)) return;
  throw Error(fmt::format("comity law why: --{} {} (must be a code of ISO 3166-1 with two letters).{}",
                          option, code, state_code_advice(code)));
}

/// Adds a fact of --given: one of the demand, or "offence here in US".
void add_placed(const Library& library, const Names& names, const std::string& part, PlacedDemand& placed) {
  const std::size_t in = part.rfind(" in ");
  const std::string code = in == std::string::npos ? "" : part.substr(in + 4);
  if (is_state_code(code)) {
    placed.here[code] |= named_fact(library, names, part.substr(0, in));
    return;
  }
  const FactSet fact = named_fact(library, names, part);
  if (library.facts[static_cast<std::size_t>(std::countr_zero(fact))].scope != Scope::demand) {
    throw Error(fmt::format(
        "comity law why: --given \"{}\" is true in one state and not in another. With --order-of say where: "
        "\"{} in US\"; --data-in, --provider-of, --subject-in and the treaties say the rest.",
        part, part));
  }
  placed.demand |= fact;
}

PlacedDemand placed_demand(const Library& library, const Query& query) {
  if (query.order_of.empty() || query.data_in.empty()) {
    throw Error(query.order_of.empty() ? "comity law why: whose order? Add --order-of US."
                                       : "comity law why: where are the data? Add --data-in IE.");
  }
  PlacedDemand placed;
  placed.here[query.order_of];
  const std::array<std::tuple<const char*, const std::string*, FactSet>, 4> places{
      {{"order-of", &query.order_of, 0},
       {"data-in", &query.data_in, fact::data_here},
       {"provider-of", &query.provider_of,
        fact::headquartered_here | fact::established_here | fact::controls_from_here},
       {"subject-in", &query.subject_in, fact::resident_here}}};
  for (const auto& [option, code, facts] : places) {
    if (code->empty()) continue;
    check_place(option, *code);
    placed.here[*code] |= facts;
  }
  const Names names = names_of(library.facts);
  for (const std::string& part : listed_parts(query.given)) add_placed(library, names, part, placed);
  return placed;
}

/// The facts of all places that belong to a union.
FactSet facts_in_union(const Library& library, const PlacedDemand& placed, const std::string& joined,
                       Day on) {
  FactSet facts = 0;
  for (const auto& [code, here] : placed.here) {
    const auto unions = unions_of(library, code, on);
    if (std::find(unions.begin(), unions.end(), joined) != unions.end()) facts |= here;
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
                        rule_in_words(library, {acting.rule, asked.on}),
                        citation_lines(library, {acting.rule, asked.on}, 4));
  for (const auto& [rule, by] : reason.switched_off) {
    text += fmt::format(
        "  {} would apply, but is switched off by {}{}\n{}", rule_in_words(library, {rule, asked.on}),
        rule_in_words(library, {by, asked.on}),
        library.rules[by].question < 0
            ? ""
            : fmt::format(
                  ", if {}",
                  library.questions[static_cast<std::size_t>(library.rules[by].question)].accepted.words),
        citation_lines(library, {by, asked.on}, 4));
  }
  text += question_lines(library, reason.open, 2);
  if (reason.acting.empty() && reason.switched_off.empty()) text += "  No rule in force applies.\n";
  text += reason.minimal.told == 0
              ? "  It is so in every situation.\n"
              : fmt::format("  It is enough that: {}\n", in_words(library, reason.minimal));
  return text + neighbours_text(asked, reason);
}

Fields reason_fields(const WhyAsked& asked, const Jurisdiction& state, const Reason& reason) {
  const Library& library = asked.library;
  Cells rules;
  for (const auto& acting : reason.acting) {
    Fields rule = rule_fields(library, acting.rule, asked.on);
    rule.push_back({"always", acting.always});
    rules.emplace_back(std::move(rule));
  }
  Cells off;
  for (const auto& [rule, by] : reason.switched_off)
    off.emplace_back(
        Fields{{"rule", rule_fields(library, rule, asked.on)}, {"by", rule_fields(library, by, asked.on)}});
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
          {"open_questions", question_entries(library, reason.open)},
          {"enough", in_words(library, reason.minimal)},
          {"nearest", std::move(nearest)}};
}

Cells reason_cells(const Library& library, const Jurisdiction& state, const Reason& reason) {
  Cells rules;
  for (const auto& acting : reason.acting) rules.emplace_back(library.rules[acting.rule].name);
  return {state.id, name_of(reason.effect), word_of(reason.outcome), std::move(rules),
          in_words(library, reason.minimal)};
}

/// What the schedules of a law say in the situation: as text, and as entries beside the reasons.
std::string explain_schedules(const WhyAsked& asked, const Jurisdiction& state, Cells& entries) {
  const Library& library = asked.library;
  const Day on = asked.on;
  std::string text;
  for (const std::string& sets : set_by_schedules(library, state.regimes, on)) {
    const auto said = said_by_schedule(library, state.regimes, {on, asked.given}, sets);
    if (!said) continue;
    const Schedule& schedule = *said->schedule;
    text +=
        fmt::format("{}: {} ({}).\n", capital(with_article(state.name)), schedule_words(sets, said->value),
                    schedule.source.empty() ? "no source" : schedule.source);
    if (!schedule.quote.empty()) text += fmt::format("    “{}”\n", schedule.quote);
    if (!schedule.url.empty()) text += fmt::format("    {}\n", schedule.url);
    Fields entry{{"state", state.id},
                 {"law", state.name},
                 {"schedule", sets},
                 {"value", said->value},
                 {"source", schedule.source},
                 {"url", text_or_missing(schedule.url)},
                 {"quote", text_or_missing(schedule.quote)}};
    for (Field& field : place_fields(library, schedule.place)) entry.push_back(std::move(field));
    entries.emplace_back(std::move(entry));
  }
  return text;
}

/// A law and the situation as it sees it.
struct LawAsked {
  Jurisdiction state;
  FactSet given = 0;
};

/// Explains every effect asked for, law by law.
struct Explained {
  comity::Answer answer;
  Cells reasons;
  QuestionSet questions = 0;  // that were told
};

Explained explain_laws(const Library& library, const Query& query, const std::vector<LawAsked>& laws) {
  const Day on = day_asked(query);
  const auto effects = named_effects(query.effect);
  Explained told;
  comity::Answer& answer = told.answer;
  answer.rows = {"", {"state", "effect", "answer", "rules", "enough"}, {}};
  LawCache cache(library);
  for (const auto& [state, given] : laws) {
    const WhyAsked asked{library, given, on};
    const CompiledLaw& compiled = cache.law(state.regimes, on);
    std::vector<std::string> silent;
    for (const Effect effect : effects) {
      const Reason reason = explain_effect(library, compiled, asked.given, effect);
      told.questions |= reason.open;
      told.reasons.emplace_back(reason_fields(asked, state, reason));
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
    if (query.effect.empty()) answer.details += explain_schedules(asked, state, told.reasons);
  }
  return told;
}

std::string impossible_text(const std::string& name) {
  return fmt::format("This combination is impossible ({}): the answer concerns nobody.", name);
}

/// "content data, data here in IE, subject resident here in DE".
std::string placed_words(const Library& library, const PlacedDemand& placed) {
  std::vector<std::string> parts;
  const auto add = [&](FactSet facts, const std::string& where) {
    for (FactSet rest = facts; rest != 0; rest &= rest - 1)
      parts.push_back(library.facts[static_cast<std::size_t>(std::countr_zero(rest))].words + where);
  };
  add(placed.demand, "");
  for (const auto& [code, here] : placed.here) add(here, " in " + code);
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// The laws of the places that are among the files, the demanding state's first.
std::vector<StateLaw> laws_of_places(const Library& library, const Query& query, const PlacedDemand& placed,
                                     Comparison& comparison) {
  std::vector<StateLaw> laws;
  for (const Jurisdiction& one : jurisdictions(library)) {
    if (placed.here.contains(one.id)) laws.push_back(comparison.law_of(one));
  }
  const auto first = std::find_if(laws.begin(), laws.end(),
                                  [&](const StateLaw& law) { return law.state.id == query.order_of; });
  if (first == laws.end())
    throw Error(fmt::format("comity law why: --order-of {}: none of the files is its law. Name its file too.",
                            query.order_of));
  std::rotate(laws.begin(), first, first + 1);
  return laws;
}

comity::Answer answer_placed(const Library& library, const Query& query) {
  const Day on = day_asked(query);
  const PlacedDemand placed = placed_demand(library, query);
  Comparison comparison(library, on);
  const std::vector<StateLaw> states = laws_of_places(library, query, placed, comparison);
  const StateLaw& demanding = states.front();
  const auto around = [&](const StateLaw& law) { return facts_in_union(library, placed, law.joined, on); };
  const auto all = jurisdictions(library);
  // A route of others is none for the demanding state; each way has its own.
  constexpr FactSet kRoutesOfOthers = fact::treaty_request | fact::agreement_order;
  const FactSet ours = (placed.demand & ~kRoutesOfOthers) | fact::order_is_ours;
  const FactSet route = placed.demand & (kRoutesOfOthers | fact::voluntary);
  std::vector<LawAsked> laws{{demanding.state, placed.here.at(query.order_of) | ours}};
  const auto add_union = [&](const StateLaw& law, FactSet facts) {
    if (law.around == nullptr || std::any_of(laws.begin(), laws.end(),
                                             [&](const LawAsked& one) { return one.state.id == law.joined; }))
      return;
    laws.push_back(
        {*std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == law.joined; }),
         facts});
  };
  add_union(demanding, around(demanding) | ours);
  std::string ways;
  Cells way_fields;
  QuestionSet questions = 0;  // on which the ways turn
  for (std::size_t i = 1; i < states.size(); ++i) {
    const StateLaw& other = states[i];
    const Pair pair = comparison.pair_of(demanding, other);
    const JointSituation joint{placed.demand & ~route, placed.here.at(query.order_of),
                               around(demanding),      placed.here.at(other.state.id),
                               around(other),          {}};
    const SeenFacts seen = facts_of_other(pair, joint);
    laws.push_back({other.state, seen.own | route});
    add_union(other, seen.around | (pair.one_union ? route & fact::voluntary : route));
    ways += fmt::format("\nWays of {} past the law of {}:\n", with_article(demanding.state.name),
                        with_article(other.state.name));
    for (const WayTold& way : tell_each_way(library, pair, joint)) {
      ways += fmt::format("  {}\n", way_in_words(way));
      questions |= way.questions;
      way_fields.emplace_back(Fields{{"past", other.state.id},
                                     {"way", name_of(way.route)},
                                     {"open", word_of(way.open)},
                                     {"closed_by", text_or_missing(way.closed)},
                                     {"open_questions", question_entries(library, way.questions)}});
    }
  }
  Explained told = explain_laws(library, query, laws);
  told.answer.notes = missing_ties(library, on);
  told.answer.details += ways + question_lines(library, questions & ~told.questions, 2);
  told.answer.sentences = {fmt::format("On {}, as each state sees it: order of {}, {}.", to_string(on),
                                       query.order_of, placed_words(library, placed))};
  for (const LawAsked& law : laws) {
    if (const auto name = impossible_combination(library, law.given))
      told.answer.sentences.push_back(impossible_text(*name));
  }
  told.answer.document = Fields{{"reasons", std::move(told.reasons)}, {"ways", std::move(way_fields)}};
  return std::move(told.answer);
}

}  // namespace

comity::Answer answer_why(const Library& library, const Query& query) {
  const bool placed = !query.order_of.empty() || !query.data_in.empty() || !query.provider_of.empty() ||
                      !query.subject_in.empty();
  if (placed) return answer_placed(library, query);
  const Day on = day_asked(query);
  const FactSet given = named_facts(library, query.given);
  std::vector<LawAsked> laws;
  for (const auto& state : laws_to_explain(library, query)) laws.push_back({state, given});
  Explained told = explain_laws(library, query, laws);
  told.answer.sentences = {
      fmt::format("On {}, given {}:", to_string(on), given == 0 ? "no fact" : quoted_facts(library, given))};
  if (const auto name = impossible_combination(library, given))
    told.answer.sentences.push_back(impossible_text(*name));
  told.answer.document = std::move(told.reasons);
  return std::move(told.answer);
}

}  // namespace comity::law
