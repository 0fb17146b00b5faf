#include "law/answer_files.h"

#include "error.h"
#include "law/check.h"
#include "law/treaties.h"
#include "text/state_code.h"
#include "text/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Something said about a place of a file, in every format.
struct Remark {
  const char* kind;
  Spot place;
  std::string message;
};

void add_remark(comity::Answer& answer, Cells& list, const Library& library, const Remark& remark) {
  Fields fields = place_fields(library, remark.place);
  fields.push_back({"message", remark.message});
  list.emplace_back(std::move(fields));
  answer.rows.rows.push_back({library.files[remark.place.file].path, remark.place.line, remark.place.column,
                              remark.kind, remark.message});
}

void tell_remark(comity::Answer& answer, const Library& library, const Remark& remark) {
  answer.details += describe(library, remark.place, remark.kind, remark.message) + "\n";
}

}  // namespace

comity::Answer answer_check(const Loaded& loaded, const Query& query) {
  const Library& library = loaded.library;
  comity::Answer answer;
  answer.rows.columns = {"file", "line", "column", "kind", "message"};
  answer.failed = !loaded.errors.empty();
  Cells errors;
  for (const Wrong& error : loaded.errors) {
    const Remark remark{"error", error.spot, error.message};
    add_remark(answer, errors, library, remark);
    tell_remark(answer, library, remark);
  }
  Cells warnings;
  const std::vector<Finding> findings = answer.failed ? std::vector<Finding>{} : check(library, query.on);
  for (const Finding& found : findings)
    add_remark(answer, warnings, library, {"warning", found.place, found.text});
  for (const Finding& found : grouped(findings))
    tell_remark(answer, library, {"warning", found.place, found.text});
  const std::string files = counted(library.files.size(), "file");
  answer.details +=
      answer.failed ? fmt::format("{} in {}\n", counted(errors.size(), "error"), files)
                    : fmt::format("{}, {}, {}: no errors, {}\n", files, counted(library.rules.size(), "rule"),
                                  counted(library.questions.size(), "open question"),
                                  counted(warnings.size(), "warning"));
  answer.document = Fields{{"errors", std::move(errors)}, {"warnings", std::move(warnings)}};
  return answer;
}

comity::Answer answer_test(const Library& library, const Query&) {
  comity::Answer answer;
  answer.rows.columns = {"regime", "name", "passed", "reason", "file", "line"};
  Cells cases;
  std::size_t passed = 0;
  for (const CaseResult& result : run_cases(library)) {
    passed += result.passed ? 1 : 0;
    answer.rows.rows.push_back({result.regime, result.name, result.passed ? "yes" : "no", result.reason,
                                library.files[result.place.file].path, result.place.line});
    Fields fields{{"regime", result.regime}, {"name", result.name}, {"passed", result.passed}};
    if (!result.passed) fields.push_back({"reason", result.reason});
    for (Field& field : place_fields(library, result.place)) fields.push_back(std::move(field));
    cases.emplace_back(std::move(fields));
    answer.details +=
        fmt::format("{}  {}: {}\n", result.passed ? "pass" : "FAIL", result.regime, result.name);
    if (!result.passed) answer.details += describe(library, result.place, "error", result.reason) + "\n";
  }
  answer.failed = passed != cases.size();
  answer.details += fmt::format("{} of {} decided cases hold\n", passed, cases.size());
  answer.document = std::move(cases);
  return answer;
}

comity::Answer answer_facts(const Library& library, const Query&) {
  comity::Answer answer;
  answer.rows.columns = {"words", "scope", "meaning"};
  for (const EnumRow& scope : kScopeRows)
    answer.tables.push_back({fmt::format("[{}]  {}", scope.name, scope.meaning), {"words", "meaning"}, {}});
  for (const Fact& fact : library.facts) {
    const auto scope = static_cast<std::size_t>(fact.scope);
    answer.tables[scope].rows.push_back({fact.words, fact.meaning});
    answer.rows.rows.push_back({fact.words, name_of(fact.scope), fact.meaning});
  }
  Table never{
      "[never]  combinations that cannot occur, left out of every analysis", {"name", "condition"}, {}};
  for (std::size_t i = 0; i < library.never.size(); ++i)
    never.rows.push_back({library.never_names[i], library.never[i].text});
  Table effects{"[effects]  what a rule can do", {"name", "meaning"}, {}};
  for (const EnumRow& effect : kEffectRows) effects.rows.push_back({effect.name, effect.meaning});
  Table definitions{"[define]  names that the files give to conditions", {"words", "condition"}, {}};
  for (const DefinedName& one : library.definitions) definitions.rows.push_back({one.words, one.text});
  answer.document = Fields{{"facts", rows_as_fields(answer.rows)},
                           {"never", rows_as_fields(never)},
                           {"effects", rows_as_fields(effects)},
                           {"definitions", rows_as_fields(definitions)}};
  effects.rows.push_back({"none", "only switches other rules off"});
  answer.tables.push_back(std::move(never));
  answer.tables.push_back(std::move(effects));
  if (!definitions.rows.empty()) answer.tables.push_back(std::move(definitions));
  return answer;
}

namespace {

bool is_asked_for(const Library& library, const Query& query, const Treaty& treaty) {
  if (query.on && !is_in_force(treaty, *query.on)) return false;
  const auto concerned = std::ranges::count_if(
      query.states, [&](const std::string& state) { return concerns(library, treaty, state); });
  return concerned >= static_cast<std::ptrdiff_t>(std::min<std::size_t>(query.states.size(), 2));
}

/// Throws Error for what is neither a state nor a union in the files.
void check_states(const Library& library, const Query& query) {
  for (const std::string& state : query.states) {
    const auto joined = [&](const Treaty& treaty) { return treaty.joined == state; };
    if (is_state_code(state) || std::ranges::any_of(library.treaties, joined)) continue;
    throw Error(fmt::format("comity law treaties: --states {} is neither a state nor a union of the files.{}",
                            state, state_code_advice(state)));
  }
}

/// "Convention on Cybercrime"; "EU" for who belongs to it.
std::string called(const Treaty& treaty) {
  if (!treaty.joined.empty()) return treaty.joined;
  return treaty.name.empty() ? treaty.source : treaty.name;
}

/// "US, GB"; of a long list the first, and how many more.
std::string parties_in_words(const Treaty& treaty, const std::vector<std::string>& asked) {
  constexpr std::size_t kMostNamed = 8;
  if (treaty.parties.size() <= kMostNamed) return fmt::format("{}", fmt::join(treaty.parties, ", "));
  std::vector<std::string> named;
  for (const std::string& party : treaty.parties) {
    if (std::ranges::find(asked, party) != asked.end()) named.push_back(party);
  }
  const std::size_t more = treaty.parties.size() - named.size();
  return fmt::format("{}{}{} states", fmt::join(named, ", "), named.empty() ? "" : " and ", more);
}

}  // namespace

comity::Answer answer_treaties(const Library& library, const Query& query) {
  check_states(library, query);
  comity::Answer answer;
  answer.rows.columns = {"kind",     "name",     "parties", "union", "by",   "from", "until",
                         "in_force", "offences", "source",  "url",   "file", "line"};
  Table told{"", {"kind", "treaty", "parties", "from", "until"}, {}};
  for (const Treaty& treaty : library.treaties) {
    if (!is_asked_for(library, query, treaty)) continue;
    const std::string& path = library.files[treaty.place.file].path;
    answer.rows.rows.push_back({name_of(treaty.kind), text_or_missing(treaty.name),
                                fmt::format("{}", fmt::join(treaty.parties, " ")),
                                text_or_missing(treaty.joined), text_or_missing(treaty.by),
                                bounded_day(treaty.from), bounded_day(treaty.until),
                                treaty.in_force ? "yes" : "no", text_or_missing(treaty.offences),
                                treaty.source, text_or_missing(treaty.url), path, treaty.place.line});
    const std::string only = treaty.offences.empty() ? "" : fmt::format(" (only {})", treaty.offences);
    told.rows.push_back({name_of(treaty.kind), called(treaty) + only, parties_in_words(treaty, query.states),
                         treaty.in_force ? bounded_day(treaty.from) : Cell("not in force"),
                         bounded_day(treaty.until)});
  }
  answer.sentences = {
      fmt::format("{} of {} entries in the files.", told.rows.size(), library.treaties.size())};
  answer.document = rows_as_fields(answer.rows);
  answer.tables.push_back(std::move(told));
  return answer;
}

}  // namespace comity::law
