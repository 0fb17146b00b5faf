#include "law/page.h"

#include "error.h"
#include "law/answer_conflicts.h"
#include "law/condition.h"
#include "law/jurisdiction.h"
#include "law/tell.h"
#include "text/phrases.h"
#include "text/state_code.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// The laws that any state may use, as a state of the page.
constexpr const char* kAnyState = "*";

Cells texts_of(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

/// A condition in pieces; `defined`: the definitions that its text names.
Cells pieces_of(const Library& library, const std::string& text, const std::vector<std::uint32_t>& defined) {
  Names names = names_of(library.facts);
  for (const std::uint32_t index : defined)
    names.operands.insert_or_assign(normalise(library.definitions[index].words).value_or(""),
                                    Names::Operand{true, index});
  std::vector<Draft::Mention> mentions = parse_condition(text, names).mentions;
  std::ranges::sort(mentions, {}, &Draft::Mention::begin);
  Cells pieces;
  std::size_t at = 0;
  for (const auto& [operand, begin, end] : mentions) {
    if (begin > at) pieces.emplace_back(text.substr(at, begin - at));
    const std::string place = fmt::format("{}-{}", operand.defined ? "define" : "fact", operand.index);
    pieces.emplace_back(Fields{{"text", text.substr(begin, end - begin)}, {"place", place}});
    at = end;
  }
  if (at < text.size()) pieces.emplace_back(text.substr(at));
  return pieces;
}

Cells pieces_of(const Library& library, const Condition& condition) {
  return pieces_of(library, condition.text, condition.names);
}

/// What is cited for a rule, from one day of change to the next; the first from the beginning.
Cells citations_of(const Rule& rule) {
  std::vector<Day> days{kAlways};
  for (const LaterSource& one : rule.later) {
    if (one.from != days.back()) days.push_back(one.from);
  }
  Cells citations;
  for (const Day day : days) {
    const Citation cited = cited_on(rule, day);
    citations.emplace_back(Fields{{"from", bounded_day(day)},
                                  {"source", text_or_missing(cited.source)},
                                  {"url", text_or_missing(cited.url)},
                                  {"quote", text_or_missing(cited.quote)},
                                  {"later", text_or_missing(cited.later)}});
  }
  return citations;
}

Cells defined_for(const Library& library, const Rule& rule) {
  Cells defined;
  for (const std::uint32_t index : definitions_of(library, rule)) defined.emplace_back(index);
  return defined;
}

/// The definitions behind any of these conditions.
Cells defined_for(const Library& library, const std::vector<const Condition*>& conditions) {
  Rule all;
  for (const Condition* one : conditions)
    all.when.names.insert(all.when.names.end(), one->names.begin(), one->names.end());
  return defined_for(library, all);
}

Fields page_rule(const Library& library, std::uint32_t id) {
  const Rule& rule = library.rules[id];
  Cells excepted;
  for (const std::uint32_t other : rule.exception_to) excepted.emplace_back(library.rules[other].name);
  return {{"rule", rule.name},
          {"regime", library.regimes[rule.regime].id},
          {"effect", rule.effect ? Cell(name_of(*rule.effect)) : Cell("none")},
          {"when", pieces_of(library, rule.when)},
          {"unless", rule.has_unless ? Cell(pieces_of(library, rule.unless)) : Cell()},
          {"exception_to", std::move(excepted)},
          {"definitions", defined_for(library, rule)},
          {"from", bounded_day(rule.from)},
          {"until", bounded_day(rule.until)},
          {"question", rule.question < 0 ? Cell() : Cell(rule.question)},
          {"cited", citations_of(rule)},
          {"confirmed", rule.confirmed}};
}

Fields page_schedule(const Library& library, const Regime& regime, const Schedule& schedule) {
  Cells cases;
  std::vector<const Condition*> conditions;
  for (const auto& [when, value] : schedule.cases) {
    cases.emplace_back(
        Fields{{"when", pieces_of(library, when)}, {"says", schedule_words(schedule.sets, value)}});
    conditions.push_back(&when);
  }
  return {
      {"schedule", fmt::format("{}.{}", regime.id, schedule.name)},
      {"regime", regime.id},
      {"cases", std::move(cases)},
      {"otherwise", schedule.otherwise ? Cell(schedule_words(schedule.sets, *schedule.otherwise)) : Cell()},
      {"definitions", defined_for(library, conditions)},
      {"from", bounded_day(schedule.from)},
      {"until", bounded_day(schedule.until)},
      {"source", text_or_missing(schedule.source)},
      {"url", text_or_missing(schedule.url)},
      {"quote", text_or_missing(schedule.quote)},
      {"confirmed", schedule.confirmed}};
}

Fields page_balance(const Library& library, const Regime& regime, const Balance& balance) {
  Cells weights;
  std::vector<const Condition*> conditions;
  for (const Balance::Weight& one : balance.weights) {
    weights.emplace_back(Fields{{"when", pieces_of(library, one.when)},
                                {"weight", one.weight},
                                {"source", text_or_missing(one.source)}});
    conditions.push_back(&one.when);
  }
  return {{"balance", fmt::format("{}.{}", regime.id, balance.name)},
          {"regime", regime.id},
          {"effect", name_of(balance.effect)},
          {"base", balance.base},
          {"weights", std::move(weights)},
          {"definitions", defined_for(library, conditions)},
          {"from", bounded_day(balance.from)},
          {"until", bounded_day(balance.until)},
          {"source", text_or_missing(balance.source)},
          {"url", text_or_missing(balance.url)},
          {"quote", Cell()}};
}

Fields page_treaty(const Treaty& treaty) {
  return {{"name", text_or_missing(treaty.name)},
          {"kind", name_of(treaty.kind)},
          {"parties", texts_of(treaty.parties)},
          {"bilateral", treaty.bilateral},
          {"union", text_or_missing(treaty.joined)},
          {"by", text_or_missing(treaty.by)},
          {"authorities", treaty.authorities},
          {"offences", text_or_missing(treaty.offences)},
          {"from", bounded_day(treaty.from)},
          {"until", bounded_day(treaty.until)},
          {"in_force", treaty.in_force},
          {"source", text_or_missing(treaty.source)},
          {"url", text_or_missing(treaty.url)},
          {"quote", text_or_missing(treaty.quote)}};
}

Fields page_question(const Question& question) {
  return {{"question", question.name},
          {"id", question.id},
          {"accepted", question.accepted.words},
          {"rejected", question.rejected.words},
          {"prior", question.prior},
          {"doctrine", question.doctrine
                           ? Cell(kDoctrineRows[static_cast<std::size_t>(*question.doctrine)].meaning)
                           : Cell()}};
}

Fields page_regime(const Regime& regime) {
  return {{"id", regime.id},
          {"name", regime.name},
          {"amends", text_or_missing(regime.amends)},
          {"powers", texts_of(regime.powers)},
          {"checked", regime.checked ? Cell(CalendarDay{*regime.checked}) : Cell()},
          {"cases", regime.cases.size()}};
}

/// Everything of a list, each with what `contents` makes of it.
template <class List, class Contents>
Cells each_of(const List& list, const Contents& contents) {
  Cells cells;
  for (const auto& one : list) cells.emplace_back(contents(one));
  return cells;
}

/// The names of all who are parties of treaties, by their ids.
Fields party_names(const Library& library) {
  Fields names;
  for (const Treaty& treaty : library.treaties) {
    for (const std::string& party : treaty.parties) {
      if (std::ranges::find(names, party, &Field::name) == names.end())
        names.push_back({party, state_name(party)});
    }
  }
  return names;
}

/// A union to which some of these states have ever belonged.
bool joined_by_any(const Library& library, const std::string& id, const std::vector<std::string>& states) {
  return std::ranges::any_of(library.treaties, [&](const Treaty& treaty) {
    return treaty.joined == id && std::ranges::any_of(treaty.parties, [&](const std::string& party) {
             return std::ranges::find(states, party) != states.end();
           });
  });
}

std::vector<Jurisdiction> shown_jurisdictions(const Library& library, const Query& query) {
  std::vector<Jurisdiction> shown = chosen_jurisdictions(library, query.states);
  const auto is_shown = [&](const std::string& id) {
    return std::ranges::any_of(shown, [&](const Jurisdiction& one) { return one.id == id; });
  };
  for (const Jurisdiction& one : jurisdictions(library)) {
    const bool wanted = query.states.empty() || joined_by_any(library, one.id, query.states);
    if (one.is_union && wanted && !is_shown(one.id)) shown.push_back(one);
  }
  if (!query.states.empty()) return shown;
  Jurisdiction any{kAnyState, "Laws that any state may use", {}, false};
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == kAnyState) any.regimes.push_back({i, 0});
  }
  if (!any.regimes.empty()) shown.push_back(std::move(any));
  return shown;
}

std::vector<Day> days_shown(const Library& library, const Query& query) {
  if (!query.days.empty()) return query.days;
  std::optional<Day> checked;
  for (const Regime& regime : library.regimes) checked = std::max(checked, regime.checked);
  Day begun = day_of(2000, 1, 1);
  for (const Rule& rule : library.rules) begun = std::max(begun, rule.from);
  return {checked.value_or(begun)};
}

/// What a reader of the page finds at the rules, treaties and questions themselves.
constexpr std::array<std::string_view, 15> kElsewhere{
    "source",        "decided_later",    "url",        "quote", "confirmed", "place",
    "treaty_source", "agreement_source", "situations", "name",  "words",     "prior",
    "reading",       "other_reading",    "other_words"};

Cell without_sources(const Cell& cell) {
  if (const auto* list = std::get_if<Cells>(&cell.value)) return each_of(*list, without_sources);
  const auto* fields = std::get_if<Fields>(&cell.value);
  if (fields == nullptr) return cell;
  Fields kept;
  for (const Field& field : *fields) {
    if (std::ranges::find(kElsewhere, field.name) == kElsewhere.end())
      kept.push_back({field.name, without_sources(field.cell)});
  }
  return kept;
}

/// The matrix of a day with the pairs behind it.
Fields conflicts_on(const Library& library, const Query& query, Day day) {
  Query one = query;
  one.command = "conflicts";
  one.on = day;
  const comity::Answer answer = answer_conflicts(library, one);
  const Table& matrix = answer.tables.front();
  Cells ids;
  for (std::size_t i = 1; i < matrix.columns.size(); ++i) ids.emplace_back(matrix.columns[i].name);
  return {{"states", std::move(ids)},
          {"marks", each_of(matrix.rows, [](const Cells& row) { return Cells(row.begin() + 1, row.end()); })},
          {"notes", texts_of(answer.notes)},
          {"found", without_sources(answer.document)}};
}

}  // namespace

Cell page_contents(const Library& library, const Query& query) {
  const std::vector<Jurisdiction> shown = shown_jurisdictions(library, query);
  if (shown.empty()) throw Error("comity law page: none of the files is a law. Name rule files.");
  Cells states;
  Cells regimes;
  Cells rules;
  Cells schedules;
  Cells balances;
  std::vector<std::string> names;
  for (const Jurisdiction& one : shown) {
    if (one.id != kAnyState) names.push_back(with_article(one.name));
    Cells own;
    for (const InForce& in_force : one.regimes) {
      const Regime& regime = library.regimes[in_force.regime];
      own.emplace_back(regime.id);
      regimes.emplace_back(page_regime(regime));
      for (const std::uint32_t rule : regime.rules) rules.emplace_back(page_rule(library, rule));
      for (const Schedule& schedule : regime.schedules)
        schedules.emplace_back(page_schedule(library, regime, schedule));
      for (const Balance& balance : regime.balances)
        balances.emplace_back(page_balance(library, regime, balance));
    }
    states.emplace_back(
        Fields{{"id", one.id}, {"name", one.name}, {"union", one.is_union}, {"regimes", std::move(own)}});
  }
  const std::vector<Day> days = days_shown(library, query);
  Cells conflicts;
  if (chosen_jurisdictions(library, query.states).size() > 1)
    conflicts = each_of(days, [&](Day day) { return conflicts_on(library, query, day); });
  return Fields{
      {"name", names.size() <= 3 ? "The law of " + listed(names)
                                 : fmt::format("The law of {} states and unions", names.size())},
      {"days", each_of(days, [](Day day) { return CalendarDay{day}; })},
      {"states", std::move(states)},
      {"regimes", std::move(regimes)},
      {"rules", std::move(rules)},
      {"schedules", std::move(schedules)},
      {"balances", std::move(balances)},
      {"definitions", each_of(library.definitions,
                              [&](const DefinedName& one) {
                                return Fields{{"words", one.words},
                                              {"when", pieces_of(library, one.text, one.names)}};
                              })},
      {"questions", each_of(library.questions, page_question)},
      {"treaties", each_of(library.treaties, page_treaty)},
      {"parties", party_names(library)},
      {"effects",
       each_of(kEffectRows,
               [](const EnumRow& row) { return Fields{{"effect", row.name}, {"meaning", row.meaning}}; })},
      {"kinds", each_of(kTreatyKindRows,
                        [](const EnumRow& row) {
                          return Fields{{"kind", row.name}, {"meaning", capital(std::string(row.meaning))}};
                        })},
      {"facts", each_of(library.facts,
                        [](const Fact& fact) {
                          return Fields{{"words", fact.words},
                                        {"scope", name_of(fact.scope)},
                                        {"meaning", fact.meaning}};
                        })},
      {"conflicts", std::move(conflicts)}};
}

}  // namespace comity::law
