#include "law/answer_diff.h"

#include "error.h"
#include "law/change.h"
#include "law/jurisdiction.h"
#include "law/tell.h"
#include "law/treaties.h"
#include "text/phrases.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Two laws of each state, told apart by day or by files.
struct LawsToCompare {
  Day before;
  Day after;
  std::size_t base_files;  // the first of the library's files; the others are the reform's
};

/// An effect that changes in one state's law.
struct StateChange {
  Jurisdiction state;
  Change change;
};

std::vector<InForce> of_files(const Library& library, const std::vector<InForce>& regimes,
                              std::size_t files) {
  std::vector<InForce> kept;
  std::copy_if(regimes.begin(), regimes.end(), std::back_inserter(kept),
               [&](const auto& one) { return library.regimes[one.regime].file < files; });
  return kept;
}

/// Templates among the reform's files, which the named states adopt.
std::vector<InForce> adopted(const Library& library, const LawsToCompare& laws) {
  std::vector<InForce> regimes;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == "*" && library.regimes[i].file >= laws.base_files)
      regimes.push_back({i, 0});
  }
  return regimes;
}

/// The states asked about, and the unions to which they belong on the later day: their law is the states' too.
std::vector<Jurisdiction> with_unions(const Library& library, const Query& query, Day day) {
  std::vector<Jurisdiction> chosen = chosen_jurisdictions(library, query.states);
  const auto all = jurisdictions(library);
  for (const std::string& id : query.states) {
    for (const std::string& joined : unions_of(library, id, day)) {
      const auto is_it = [&](const Jurisdiction& one) { return one.id == joined; };
      const auto found = std::find_if(all.begin(), all.end(), is_it);
      if (found != all.end() && std::none_of(chosen.begin(), chosen.end(), is_it)) chosen.push_back(*found);
    }
  }
  return chosen;
}

std::vector<StateChange> find_state_changes(const Library& library, const Query& query,
                                            const LawsToCompare& laws) {
  const auto templates = adopted(library, laws);
  if (!templates.empty() && query.states.empty())
    throw Error(fmt::format(
        "comity law {}: {} is a reform that any state may adopt. Say which do with --states, e.g. "
        "--states FR.",
        query.command, library.regimes[templates.front().regime].id));
  std::vector<StateChange> found;
  for (const auto& state :
       query.states.empty() ? jurisdictions(library) : with_unions(library, query, laws.after)) {
    const auto before = of_files(library, state.regimes, laws.base_files);
    std::vector<InForce> after = state.regimes;
    after.insert(after.end(), templates.begin(), templates.end());
    for (Change& change : changes_between(library, rules_in_force(library, before, laws.before),
                                          rules_in_force(library, after, laws.after)))
      found.push_back({state, std::move(change)});
  }
  return found;
}

/// "newly compels", "no longer forbids".
std::string change_headline(const Change& change) {
  const std::string verb = verb_of(change.effect, Outcome::yes);
  if (change.before == Outcome::no) return (change.after == Outcome::yes ? "newly " : "now arguably ") + verb;
  if (change.after == Outcome::no)
    return (change.before == Outcome::yes ? "no longer " : "no longer even arguably ") + verb;
  return change.after == Outcome::yes ? "now surely " + verb + ", until then an open question,"
                                      : "now only arguably " + verb + ", until then surely,";
}

/// The conditions of a case, or the words of its rule in their place.
std::vector<std::string> conditions_of(const Library& library, const ChangedCase& changed) {
  std::vector<std::string> conditions;
  for (const Cube& cube : changed.cubes) conditions.push_back(in_words(library, cube));
  if (changed.said) {
    conditions.push_back(fmt::format("in the words of {}: {}{}", library.rules[*changed.said].name,
                                     condition_in_words(library, *changed.said),
                                     changed.everywhere ? "" : " (where that changes the answer)"));
  }
  return conditions;
}

std::string change_text(const Library& library, const StateChange& found, const LawsToCompare& laws) {
  std::string text =
      fmt::format("{} {} (in {} of situations) when\n", capital(with_article(found.state.name)),
                  change_headline(found.change), situations_in_percent(found.change.share, 1.0));
  for (const ChangedCase& changed : found.change.cases) {
    for (const std::string& condition : conditions_of(library, changed))
      text += fmt::format("  - {}\n", condition);
    if (changed.said) text += definition_lines(library, *changed.said, 6);
    for (const std::uint32_t rule : changed.gained)
      text += fmt::format("      now: {}\n{}", rule_in_words(library, {rule, laws.after}),
                          citation_lines(library, {rule, laws.after}, 8));
    for (const std::uint32_t rule : changed.lost)
      text += fmt::format("      no longer: {}\n{}", rule_in_words(library, {rule, laws.before}),
                          citation_lines(library, {rule, laws.before}, 8));
    text += question_lines(library, changed.questions, 6);
  }
  return text;
}

std::string change_title(const Query& query, const LawsToCompare& laws) {
  std::string days = fmt::format("From {} to {}", to_string(laws.before), to_string(laws.after));
  if (query.reforms.empty()) return days;
  const std::string reform = fmt::format("{}", fmt::join(query.reforms, ", "));
  return laws.before == laws.after ? fmt::format("With {} on {}", reform, to_string(laws.after))
                                   : fmt::format("{} with {}", days, reform);
}

Fields change_fields(const Library& library, const StateChange& found, const LawsToCompare& laws) {
  const auto rules = [&](const std::vector<std::uint32_t>& ids, Day day) {
    Cells cells;
    for (const std::uint32_t rule : ids) {
      const Citation cited = cited_on(library.rules[rule], day);
      cells.emplace_back(Fields{{"rule", library.rules[rule].name},
                                {"source", cited.source},
                                {"url", text_or_missing(cited.url)},
                                {"quote", text_or_missing(cited.quote)}});
    }
    return cells;
  };
  Cells cases;
  for (const ChangedCase& changed : found.change.cases)
    cases.emplace_back(
        Fields{{"when", fmt::format("{}", fmt::join(conditions_of(library, changed), "; or "))},
               {"gained", rules(changed.gained, laws.after)},
               {"lost", rules(changed.lost, laws.before)},
               {"open_questions", question_entries(library, changed.questions)}});
  return {{"state", found.state.id},
          {"effect", name_of(found.change.effect)},
          {"before", word_of(found.change.before)},
          {"after", word_of(found.change.after)},
          {"share_of_situations", found.change.share},
          {"cases", std::move(cases)}};
}

LawsToCompare laws_to_compare(const Library& library, const Query& query) {
  const Day before = day_asked(query);
  if (query.reforms.empty() && !query.until)
    throw Error(fmt::format(
        "comity law {}: compared with what? Name a reform (--with FILE… --on DATE) or a later day "
        "(--from DATE --to DATE).",
        query.command));
  return {before, query.until.value_or(before), library.files.size() - query.reforms.size()};
}

}  // namespace

comity::Answer answer_diff(const Library& library, const Query& query) {
  const LawsToCompare laws = laws_to_compare(library, query);
  const auto found = find_state_changes(library, query, laws);
  comity::Answer answer;
  answer.sentences = {fmt::format("{}, {}.", change_title(query, laws),
                                  found.empty()       ? "no answer changes"
                                  : found.size() == 1 ? "1 answer changes"
                                                      : fmt::format("{} answers change", found.size()))};
  if (!found.empty()) answer.notes = {unweighted_note()};
  answer.rows = {"", {"state", "effect", "before", "after", "share_of_situations", "when"}, {}};
  Cells changes;
  for (const StateChange& one : found) {
    answer.details += (answer.details.empty() ? "" : "\n") + change_text(library, one, laws);
    changes.emplace_back(change_fields(library, one, laws));
    for (const ChangedCase& changed : one.change.cases)
      answer.rows.rows.push_back({one.state.id, name_of(one.change.effect), word_of(one.change.before),
                                  word_of(one.change.after), one.change.share,
                                  fmt::format("{}", fmt::join(conditions_of(library, changed), "; or "))});
  }
  answer.document = Fields{{"before", CalendarDay{laws.before}},
                           {"after", CalendarDay{laws.after}},
                           {"note", unweighted_note()},
                           {"changes", std::move(changes)}};
  return answer;
}

}  // namespace comity::law
